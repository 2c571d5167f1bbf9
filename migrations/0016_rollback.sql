-- What a slot held before: where its version can go back to. Null after an end, and where nothing was displaced.
alter table live add column previous_version_id bigint references versions (id) on delete set null;
alter table live add column previous_ended_at bigint;
create index live_previous on live (previous_version_id);
update live set
  previous_version_id = (
    select before.version_id from deployed_versions before join versions version on version.id = before.version_id
    where before.environment_id = live.environment_id and version.application_id = live.application_id
      and before.instance = live.instance and before.version_id <> live.version_id and before.ended_at is not null
    order by before.id desc limit 1),
  previous_ended_at = (
    select before.ended_at from deployed_versions before join versions version on version.id = before.version_id
    where before.environment_id = live.environment_id and version.application_id = live.application_id
      and before.instance = live.instance and before.version_id <> live.version_id and before.ended_at is not null
    order by before.id desc limit 1)
where kind = 'deployed';
