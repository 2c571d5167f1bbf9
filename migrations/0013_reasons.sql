-- The version that a provider was asked to verify a contract with: its result may be on its way.
alter table triggered_webhooks add column required_version {{text}};

-- When an application was last deployed in an environment is found without walking through its versions.
alter table deployed_versions add column application_id bigint references applications (id) on delete cascade;
update deployed_versions set application_id = (
  select version.application_id from versions version where version.id = deployed_versions.version_id);
create index deployed_versions_of_application on deployed_versions (application_id, environment_id, id);
