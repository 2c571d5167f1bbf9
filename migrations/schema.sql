-- Today's tables, for readers; SQLite's form of what the migrations beside this file make.
-- Written by `npm run schema`; a test notices when it is stale.

CREATE TABLE migrations (name text primary key, applied_at bigint not null);

CREATE TABLE applications (
  id integer primary key autoincrement,
  name text not null unique,
  name_key text not null,
  display_name text not null,
  main_branch text,
  repository_url text,
  repository_name text,
  repository_namespace text,
  created_at bigint not null,
  updated_at bigint not null
, owner text, contact text, retired_at bigint);

CREATE TABLE versions (
  id integer primary key autoincrement,
  application_id bigint not null references applications (id) on delete cascade,
  number text not null,
  build_url text,
  placed_order bigint,
  version_order bigint not null generated always as (coalesce(placed_order, id)) stored,
  created_at bigint not null,
  updated_at bigint not null, artifact_digest text, source_fingerprint text,
  unique (application_id, number)
);

CREATE INDEX versions_in_order on versions (application_id, version_order);

CREATE TABLE branches (
  id integer primary key autoincrement,
  application_id bigint not null references applications (id) on delete cascade,
  name text not null,
  name_key text not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (application_id, name)
);

CREATE TABLE branch_versions (
  id integer primary key autoincrement,
  branch_id bigint not null references branches (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  automatic integer not null default 0 check (automatic in (0, 1)),
  created_at bigint not null,
  unique (branch_id, version_id)
);

CREATE INDEX branch_versions_newest on branch_versions (branch_id, id);

CREATE INDEX branch_versions_of_version on branch_versions (version_id);

CREATE TABLE tags (
  version_id bigint not null references versions (id) on delete cascade,
  name text not null,
  application_id bigint not null,
  version_order bigint not null,
  created_at bigint not null,
  primary key (version_id, name)
) without rowid;

CREATE INDEX tags_in_order on tags (application_id, name, version_order);

CREATE TABLE environments (
  id integer primary key autoincrement,
  uuid text not null unique,
  name text not null unique,
  display_name text not null,
  production integer not null check (production in (0, 1)),
  contacts text,
  created_at bigint not null,
  updated_at bigint not null
);

CREATE TABLE contents (
  id integer primary key autoincrement,
  hash blob not null unique,
  packed integer not null check (packed in (0, 1)),
  body blob not null,
  created_at bigint not null
);

CREATE TABLE interactions (
  id integer primary key autoincrement,
  hash blob not null unique,
  interaction_key text not null,
  packed integer not null check (packed in (0, 1)),
  body blob not null,
  created_at bigint not null
);

CREATE TABLE integrations (
  id integer primary key autoincrement,
  consumer_id bigint not null references applications (id) on delete cascade,
  provider_id bigint not null references applications (id) on delete cascade,
  created_at bigint not null,
  updated_at bigint not null, verified integer not null default 0 check (verified in (0, 1)),
  unique (consumer_id, provider_id)
);

CREATE INDEX integrations_of_provider on integrations (provider_id, consumer_id);

CREATE TABLE contracts (
  id integer primary key autoincrement,
  consumer_id bigint not null references applications (id) on delete cascade,
  provider_id bigint not null references applications (id) on delete cascade,
  sha text not null,
  envelope_id bigint not null references contents (id),
  created_at bigint not null, messages integer not null default 0 check (messages in (0, 1)),
  unique (consumer_id, provider_id, sha)
);

CREATE INDEX contracts_of_provider on contracts (provider_id);

CREATE INDEX contracts_with_envelope on contracts (envelope_id);

CREATE TABLE contract_interactions (
  contract_id bigint not null references contracts (id) on delete cascade,
  position integer not null,
  interaction_id bigint not null references interactions (id),
  inserted_at integer not null,
  primary key (contract_id, position)
) without rowid;

CREATE INDEX contract_interactions_of on contract_interactions (interaction_id);

CREATE TABLE publications (
  id integer primary key autoincrement,
  version_id bigint not null references versions (id) on delete cascade,
  consumer_id bigint not null references applications (id) on delete cascade,
  provider_id bigint not null references applications (id) on delete cascade,
  contract_id bigint not null references contracts (id) on delete cascade,
  revision integer not null,
  superseded integer not null default 0 check (superseded in (0, 1)),
  created_at bigint not null,
  unique (version_id, provider_id, revision)
);

CREATE INDEX publications_of_pair on publications (provider_id, consumer_id, id);

CREATE INDEX publications_of_consumer on publications (consumer_id);

CREATE INDEX publications_of_contract on publications (contract_id, id);

CREATE TABLE verifications (
  id integer primary key autoincrement,
  contract_id bigint not null references contracts (id) on delete cascade,
  provider_version_id bigint not null references versions (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  untested integer not null default 0,
  wip integer not null default 0 check (wip in (0, 1)),
  pending integer check (pending in (0, 1)),
  build_url text,
  provider_branch text,
  provider_tags text,
  selectors text,
  report_id bigint references contents (id),
  executed_at bigint not null,
  created_at bigint not null
);

CREATE INDEX verifications_of_contract on verifications (contract_id, id);

CREATE INDEX verifications_by_version on verifications (provider_version_id);

CREATE INDEX verifications_with_report on verifications (report_id);

CREATE TABLE latest_verifications (
  contract_id bigint not null references contracts (id) on delete cascade,
  provider_version_id bigint not null references versions (id) on delete cascade,
  verification_id bigint not null references verifications (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  untested integer not null,
  executed_at bigint not null,
  first_success_at bigint,
  last_success_at bigint,
  last_plain_success_at bigint,
  primary key (contract_id, provider_version_id)
) without rowid;

CREATE INDEX latest_verifications_by_version on latest_verifications (provider_version_id, contract_id);

CREATE INDEX latest_verifications_of on latest_verifications (verification_id);

CREATE TABLE deployed_versions (
  id integer primary key autoincrement,
  uuid text not null unique,
  version_id bigint not null references versions (id) on delete cascade,
  environment_id bigint not null references environments (id) on delete cascade,
  instance text not null default '',
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint
, application_id bigint references applications (id) on delete cascade);

CREATE INDEX deployed_versions_of_version on deployed_versions (version_id);

CREATE INDEX deployed_versions_in on deployed_versions (environment_id, id);

CREATE TABLE released_versions (
  id integer primary key autoincrement,
  uuid text not null unique,
  version_id bigint not null references versions (id) on delete cascade,
  environment_id bigint not null references environments (id) on delete cascade,
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint, supported_until bigint,
  unique (version_id, environment_id)
);

CREATE INDEX released_versions_in on released_versions (environment_id, id);

CREATE TABLE policies (
  id integer primary key autoincrement,
  uuid text not null unique,
  kind text not null,
  scope text not null,
  consumer_id bigint references applications (id) on delete cascade,
  provider_id bigint references applications (id) on delete cascade,
  environment_id bigint references environments (id) on delete cascade,
  rule text not null,
  until bigint,
  reason text not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (kind, scope)
);

CREATE INDEX policies_of_consumer on policies (consumer_id);

CREATE INDEX policies_of_provider on policies (provider_id);

CREATE INDEX policies_of_environment on policies (environment_id);

CREATE TABLE events (
  id integer primary key autoincrement,
  kind text not null,
  state text not null default 'new',
  subject text not null,
  created_at bigint not null
);

CREATE INDEX events_to_do on events (id) where state = 'new';

CREATE TABLE former_names (
  name text primary key,
  application_id bigint not null references applications (id) on delete cascade,
  created_at bigint not null
) without rowid;

CREATE INDEX former_names_of on former_names (application_id);

CREATE TABLE labels (
  application_id bigint not null references applications (id) on delete cascade,
  name text not null,
  created_at bigint not null,
  primary key (application_id, name)
) without rowid;

CREATE INDEX labels_named on labels (name, application_id);

CREATE TABLE webhooks (
  id integer primary key autoincrement,
  uuid text not null unique,
  description text,
  name text not null,
  consumer_id bigint references applications (id) on delete cascade,
  consumer_label text,
  provider_id bigint references applications (id) on delete cascade,
  provider_label text,
  consumer_scope text not null generated always as (
    case when consumer_id is not null then 'id ' || cast(consumer_id as text)
      when consumer_label is not null then 'label ' || consumer_label else 'any' end) stored,
  provider_scope text not null generated always as (
    case when provider_id is not null then 'id ' || cast(provider_id as text)
      when provider_label is not null then 'label ' || provider_label else 'any' end) stored,
  enabled integer not null check (enabled in (0, 1)),
  events text not null,
  request text not null,
  signing_secret text not null,
  created_at bigint not null,
  updated_at bigint not null
);

CREATE INDEX webhooks_of_pair on webhooks (consumer_scope, provider_scope);

CREATE INDEX webhooks_of_consumer on webhooks (consumer_id);

CREATE INDEX webhooks_of_provider on webhooks (provider_id);

CREATE TABLE triggered_webhooks (
  id integer primary key autoincrement,
  uuid text not null unique,
  webhook_id bigint references webhooks (id) on delete set null,
  name text not null,
  event text not null,
  consumer_id bigint references applications (id) on delete cascade,
  provider_id bigint references applications (id) on delete cascade,
  version_id bigint references versions (id) on delete cascade,
  contract_id bigint references contracts (id) on delete cascade,
  verification_id bigint references verifications (id) on delete cascade,
  context text not null,
  status text not null default 'not_run' check (status in ('not_run', 'retrying', 'success', 'failure')),
  attempts integer not null default 0,
  replayed_after integer not null default 0,
  due_at bigint,
  claim text,
  created_at bigint not null
, required_version text);

CREATE INDEX triggered_webhooks_due on triggered_webhooks (due_at) where due_at is not null;

CREATE INDEX triggered_webhooks_due_of on triggered_webhooks (webhook_id, due_at, id) where due_at is not null;

CREATE INDEX triggered_webhooks_under_way on triggered_webhooks (webhook_id) where claim is not null;

CREATE INDEX triggered_webhooks_claimed on triggered_webhooks (claim) where claim is not null;

CREATE INDEX triggered_webhooks_by_status on triggered_webhooks (status, id);

CREATE INDEX triggered_webhooks_of_webhook on triggered_webhooks (webhook_id);

CREATE INDEX triggered_webhooks_of_pair on triggered_webhooks (consumer_id, provider_id, id);

CREATE INDEX triggered_webhooks_of_provider on triggered_webhooks (provider_id);

CREATE INDEX triggered_webhooks_of_version on triggered_webhooks (version_id);

CREATE INDEX triggered_webhooks_of_contract on triggered_webhooks (contract_id);

CREATE INDEX triggered_webhooks_of_verification on triggered_webhooks (verification_id);

CREATE TABLE webhook_executions (
  id integer primary key autoincrement,
  triggered_webhook_id bigint not null references triggered_webhooks (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  logs text not null,
  created_at bigint not null
);

CREATE INDEX webhook_executions_of on webhook_executions (triggered_webhook_id, id);

CREATE TABLE kept_values (
  name text primary key,
  value text not null,
  created_at bigint not null
);

CREATE TABLE provider_documents (
  id integer primary key autoincrement,
  content_id bigint not null unique references contents (id),
  size integer not null,
  format text not null check (format in ('json', 'yaml')),
  kind text not null check (kind in ('oas', 'asyncapi', 'catalogue')),
  specification text not null,
  title text,
  document_version text,
  created_at bigint not null
);

CREATE TABLE provider_contracts (
  id integer primary key autoincrement,
  version_id bigint not null references versions (id) on delete cascade,
  name text not null,
  document_id bigint not null references provider_documents (id),
  revision integer not null,
  superseded integer not null default 0 check (superseded in (0, 1)),
  created_at bigint not null,
  unique (version_id, name, revision)
);

CREATE INDEX provider_contracts_with_document on provider_contracts (document_id);

CREATE TABLE self_verifications (
  id integer primary key autoincrement,
  provider_contract_id bigint not null references provider_contracts (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  verifier text,
  verifier_version text,
  report_id bigint references contents (id),
  report_type text,
  report_format text,
  created_at bigint not null
);

CREATE INDEX self_verifications_of on self_verifications (provider_contract_id, id);

CREATE INDEX self_verifications_with_report on self_verifications (report_id);

CREATE TABLE imports (
  id integer primary key autoincrement,
  source text not null unique,
  started_at bigint not null,
  completed_at bigint
);

CREATE TABLE imported (
  import_id bigint not null references imports (id) on delete cascade,
  kind text not null,
  source_key text not null,
  target_id bigint not null,
  seen text not null,
  primary key (import_id, kind, source_key)
) without rowid;

CREATE TABLE document_sets (
  id integer primary key autoincrement,
  hash blob not null unique,
  created_at bigint not null
);

CREATE TABLE document_set_members (
  set_id bigint not null references document_sets (id) on delete cascade,
  name text not null,
  document_id bigint not null references provider_documents (id),
  primary key (set_id, name)
) without rowid;

CREATE INDEX document_set_members_with_document on document_set_members (document_id);

CREATE TABLE version_offers (
  version_id bigint primary key references versions (id) on delete cascade,
  set_id bigint not null references document_sets (id),
  apis_proven integer not null check (apis_proven in (0, 1)),
  messages_proven integer not null check (messages_proven in (0, 1))
) without rowid;

CREATE INDEX version_offers_with_set on version_offers (set_id);

CREATE TABLE comparisons (
  id integer primary key autoincrement,
  contract_id bigint not null references contracts (id) on delete cascade,
  set_id bigint not null references document_sets (id) on delete cascade,
  rule_set integer not null,
  state text not null check (state in ('queued', 'running', 'done', 'failed')),
  due_at bigint,
  claim text,
  attempts integer not null default 0,
  outcome text check (outcome in ('pass', 'warn', 'fail', 'undecided')),
  needs_apis integer not null default 0 check (needs_apis in (0, 1)),
  needs_messages integer not null default 0 check (needs_messages in (0, 1)),
  errors integer not null default 0,
  warnings integer not null default 0,
  undecided integer not null default 0,
  infos integer not null default 0,
  kept_findings integer not null default 0,
  packed integer,
  findings blob,
  engine text,
  duration bigint,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint, retained_outcome text check (retained_outcome in ('pass', 'warn', 'fail', 'undecided')),
  unique (contract_id, set_id, rule_set)
);

CREATE INDEX comparisons_of_set on comparisons (set_id);

CREATE INDEX comparisons_due on comparisons (due_at) where due_at is not null;

CREATE TABLE usages (
  interaction_id bigint not null references interactions (id) on delete cascade,
  place text not null,
  strength integer not null check (strength between 1 and 4),
  kind text check (kind in ('http', 'message', 'unreadable')),
  method text,
  path text,
  complete integer check (complete in (0, 1)),
  primary key (interaction_id, place)
) without rowid;

CREATE TABLE rollouts (
  id integer primary key autoincrement,
  uuid text not null unique,
  version_id bigint not null references versions (id) on delete cascade,
  environment_id bigint not null references environments (id) on delete cascade,
  instance text not null default '',
  state text not null check (state in ('in-progress', 'finished', 'aborted', 'replaced')),
  lease_until bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint
);

CREATE INDEX rollouts_of_version on rollouts (version_id);

CREATE INDEX rollouts_in on rollouts (environment_id, id);

CREATE TABLE live (
  id integer primary key autoincrement,
  environment_id bigint not null references environments (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  instance text not null default '',
  kind text not null check (kind in ('deployed', 'released', 'rolling')),
  deployed_version_id bigint references deployed_versions (id) on delete cascade,
  released_version_id bigint references released_versions (id) on delete cascade,
  rollout_id bigint references rollouts (id) on delete cascade,
  since bigint not null,
  supported_until bigint
, previous_version_id bigint references versions (id) on delete set null, previous_ended_at bigint);

CREATE UNIQUE INDEX live_slot on live (environment_id, application_id, instance) where kind = 'deployed';

CREATE UNIQUE INDEX live_release on live (environment_id, application_id, version_id) where kind = 'released';

CREATE UNIQUE INDEX live_rollout on live (environment_id, application_id, instance) where kind = 'rolling';

CREATE INDEX live_of_application on live (application_id, environment_id);

CREATE INDEX live_of_version on live (version_id);

CREATE INDEX live_deployed on live (deployed_version_id);

CREATE INDEX live_released on live (released_version_id);

CREATE INDEX live_rolling on live (rollout_id);

CREATE TABLE held_versions (
  id integer primary key autoincrement,
  uuid text not null unique,
  environment_id bigint not null references environments (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  instance text not null default '',
  kind text not null check (kind in ('reserved', 'retained')),
  since bigint not null,
  until bigint,
  unique (environment_id, application_id, kind, version_id, instance)
);

CREATE INDEX held_versions_of_version on held_versions (version_id);

CREATE INDEX held_versions_of_application on held_versions (application_id);

CREATE INDEX versions_by_artifact on versions (application_id, artifact_digest) where artifact_digest is not null;

CREATE INDEX versions_by_source on versions (application_id, source_fingerprint) where source_fingerprint is not null;

CREATE TABLE document_elements (
  document_id bigint primary key references provider_documents (id) on delete cascade,
  rules integer not null,
  packed integer not null check (packed in (0, 1)),
  body blob not null
);

CREATE TABLE dated_elements (
  document_id bigint not null references document_elements (document_id) on delete cascade,
  position integer not null,
  element text not null,
  deprecated_on bigint,
  sunset bigint,
  primary key (document_id, position)
) without rowid;

CREATE TABLE windows (
  id integer primary key autoincrement,
  application_id bigint not null references applications (id) on delete cascade,
  element text not null,
  deprecated_on bigint not null,
  sunset bigint,
  reason text,
  created_at bigint not null,
  updated_at bigint not null,
  unique (application_id, element)
);

CREATE TABLE announced_windows (
  application_id bigint not null references applications (id) on delete cascade,
  element text not null,
  deprecated_on bigint,
  sunset bigint,
  announced_at bigint not null,
  told integer not null default 0 check (told between 0 and 3),
  primary key (application_id, element)
) without rowid;

CREATE INDEX announced_windows_to_tell on announced_windows (sunset) where told < 3;

CREATE TABLE declared_resources (
  version_id bigint primary key references versions (id) on delete cascade,
  resources text not null,
  created_at bigint not null,
  updated_at bigint not null
) without rowid;

CREATE TABLE sharing_exceptions (
  id integer primary key autoincrement,
  uuid text not null unique,
  scope text not null unique,
  environment_id bigint references environments (id) on delete cascade,
  path text not null,
  until bigint not null,
  reason text not null,
  created_at bigint not null,
  updated_at bigint not null
);

CREATE INDEX sharing_exceptions_in on sharing_exceptions (environment_id);

CREATE TABLE sharing_applications (
  exception_id bigint not null references sharing_exceptions (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  primary key (exception_id, application_id)
) without rowid;

CREATE INDEX sharing_applications_of on sharing_applications (application_id);

CREATE TABLE declared_policies (
  version_id bigint primary key references versions (id) on delete cascade,
  policies text not null,
  created_at bigint not null,
  updated_at bigint not null
) without rowid;

CREATE INDEX deployed_versions_of_application on deployed_versions (application_id, environment_id, id);

CREATE TABLE policy_changes (
  id integer primary key autoincrement,
  policy_uuid text not null,
  change text not null check (change in ('created', 'changed', 'removed')),
  by text not null,
  reason text,
  before text,
  after text,
  created_at bigint not null
);

CREATE INDEX policy_changes_of on policy_changes (policy_uuid, id);

CREATE TABLE overrides (
  id integer primary key autoincrement,
  uuid text not null unique,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint references versions (id) on delete set null,
  version_number text not null,
  environment_id bigint not null references environments (id) on delete cascade,
  by text not null,
  recorded_by text not null,
  reason text not null,
  until bigint not null,
  covers text not null,
  created_at bigint not null,
  revoked_at bigint,
  revoked_by text,
  revoked_because text
);

CREATE INDEX overrides_of_version on overrides (version_id, environment_id);

CREATE INDEX overrides_of_application on overrides (application_id);

CREATE INDEX overrides_in on overrides (environment_id);

CREATE TABLE recorded_verdicts (
  id integer primary key autoincrement,
  uuid text not null unique,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint references versions (id) on delete set null,
  version text not null,
  environment_id bigint not null references environments (id) on delete cascade,
  -- Null: asked without saying which.
  instance text,
  answer text not null check (answer in ('yes', 'no', 'unknown')),
  alone text not null check (alone in ('yes', 'no', 'unknown')),
  -- JSON: names of the applications whose deployment is needed, and of those whose evidence is missing; codes; ids that the evidence names.
  blocked_by text not null,
  waits_for text not null,
  reason_codes text not null,
  evidence text not null,
  rule_set integer not null,
  inputs_hash blob not null,
  created_at bigint not null,
  packed integer not null check (packed in (0, 1)),
  facts blob not null
);

CREATE INDEX recorded_verdicts_of_version on recorded_verdicts (version_id, environment_id, id);

CREATE INDEX recorded_verdicts_in on recorded_verdicts (environment_id, id);

CREATE INDEX recorded_verdicts_in_time on recorded_verdicts (environment_id, created_at);

CREATE INDEX recorded_verdicts_of_application on recorded_verdicts (application_id);

CREATE TABLE topics (
  application_id bigint not null references applications (id) on delete cascade,
  name text not null,
  retention text not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (application_id, name)
) without rowid;

CREATE TABLE document_topics (
  document_id bigint not null references provider_documents (id) on delete cascade,
  position integer not null,
  topic text not null,
  received integer not null check (received in (0, 1)),
  retention text,
  primary key (document_id, position)
) without rowid;

CREATE TABLE used_elements (
  comparison_id bigint primary key references comparisons (id) on delete cascade,
  digest blob not null,
  packed integer not null check (packed in (0, 1)),
  body blob not null
) without rowid;

CREATE INDEX live_previous on live (previous_version_id);
