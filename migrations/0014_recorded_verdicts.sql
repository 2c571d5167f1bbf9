-- What was answered to "can I deploy this version alone?", once for each change of what the answer rests on, with everything that it
-- takes to judge it again. It outlives its version; names are those of the moment.
create table recorded_verdicts (
  id {{id}},
  uuid {{text}} not null unique,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint references versions (id) on delete set null,
  version {{text}} not null,
  environment_id bigint not null references environments (id) on delete cascade,
  -- Null: asked without saying which.
  instance {{text}},
  answer {{text}} not null check (answer in ('yes', 'no', 'unknown')),
  alone {{text}} not null check (alone in ('yes', 'no', 'unknown')),
  -- JSON: names of the applications whose deployment is needed, and of those whose evidence is missing; codes; ids that the evidence names.
  blocked_by {{text}} not null,
  waits_for {{text}} not null,
  reason_codes {{text}} not null,
  evidence {{text}} not null,
  rule_set integer not null,
  inputs_hash {{bytes}} not null,
  created_at bigint not null,
  packed integer not null check (packed in (0, 1)),
  facts {{bytes}} not null
);
create index recorded_verdicts_of_version on recorded_verdicts (version_id, environment_id, id);
create index recorded_verdicts_in on recorded_verdicts (environment_id, id);
create index recorded_verdicts_in_time on recorded_verdicts (environment_id, created_at);
create index recorded_verdicts_of_application on recorded_verdicts (application_id);
