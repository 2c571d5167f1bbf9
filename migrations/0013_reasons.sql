-- The version that a provider was asked to verify a contract with: its result may be on its way.
alter table triggered_webhooks add column required_version {{text}};

-- When an application was last deployed in an environment is found without walking through its versions.
alter table deployed_versions add column application_id bigint references applications (id) on delete cascade;
update deployed_versions set application_id = (
  select version.application_id from versions version where version.id = deployed_versions.version_id);
create index deployed_versions_of_application on deployed_versions (application_id, environment_id, id);

-- What was decided by policies, when and by whom: kept when the policy is gone. before and after are what clients saw of it, as JSON.
create table policy_changes (
  id {{id}},
  policy_uuid {{text}} not null,
  change {{text}} not null check (change in ('created', 'changed', 'removed')),
  by {{text}} not null,
  reason {{text}},
  before {{text}},
  after {{text}},
  created_at bigint not null
);
create index policy_changes_of on policy_changes (policy_uuid, id);

-- Break-glass: somebody answers for a deployment that is not proved, for the reasons that were there (covers, as JSON) and no others. Kept when it
-- has ended, and when the version is gone; recorded_by is the account of who said so.
create table overrides (
  id {{id}},
  uuid {{text}} not null unique,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint references versions (id) on delete set null,
  version_number {{text}} not null,
  environment_id bigint not null references environments (id) on delete cascade,
  by {{text}} not null,
  recorded_by {{text}} not null,
  reason {{text}} not null,
  until bigint not null,
  covers {{text}} not null,
  created_at bigint not null,
  revoked_at bigint,
  revoked_by {{text}},
  revoked_because {{text}}
);
create index overrides_of_version on overrides (version_id, environment_id);
create index overrides_of_application on overrides (application_id);
create index overrides_in on overrides (environment_id);
