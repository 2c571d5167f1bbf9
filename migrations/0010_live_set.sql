-- What counts in an environment beside what is deployed or released there; and versions that are the same.

-- One in progress for each slot (application, environment, instance): `live` sees to that. When the lease ends, it is overdue.
create table rollouts (
  id {{id}},
  uuid {{text}} not null unique,
  version_id bigint not null references versions (id) on delete cascade,
  environment_id bigint not null references environments (id) on delete cascade,
  instance {{text}} not null default '',
  state {{text}} not null check (state in ('in-progress', 'finished', 'aborted', 'replaced')),
  lease_until bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint
);
create index rollouts_of_version on rollouts (version_id);
create index rollouts_in on rollouts (environment_id, id);

-- Rebuilt, because SQLite cannot change a check; nothing refers to its ids.
alter table live rename to live_before;
create table live (
  id {{id}},
  environment_id bigint not null references environments (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  instance {{text}} not null default '',
  kind {{text}} not null check (kind in ('deployed', 'released', 'rolling')),
  deployed_version_id bigint references deployed_versions (id) on delete cascade,
  released_version_id bigint references released_versions (id) on delete cascade,
  rollout_id bigint references rollouts (id) on delete cascade,
  since bigint not null,
  supported_until bigint
);
insert into live (environment_id, application_id, version_id, instance, kind, deployed_version_id, released_version_id, since, supported_until)
  select environment_id, application_id, version_id, instance, kind, deployed_version_id, released_version_id, since, supported_until
  from live_before order by id;
drop table live_before;
create unique index live_slot on live (environment_id, application_id, instance) where kind = 'deployed';
create unique index live_release on live (environment_id, application_id, version_id) where kind = 'released';
create unique index live_rollout on live (environment_id, application_id, instance) where kind = 'rolling';
create index live_of_application on live (application_id, environment_id);
create index live_of_version on live (version_id);
create index live_deployed on live (deployed_version_id);
create index live_released on live (released_version_id);
create index live_rolling on live (rollout_id);

-- What does not run there, and counts in verdicts all the same. Reserved: somebody is about to deploy it, until a lease ends.
-- Retained: it runs no more, and its messages are still read. `until` is the last millisecond, null for ever.
create table held_versions (
  id {{id}},
  uuid {{text}} not null unique,
  environment_id bigint not null references environments (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  instance {{text}} not null default '',
  kind {{text}} not null check (kind in ('reserved', 'retained')),
  since bigint not null,
  until bigint,
  unique (environment_id, application_id, kind, version_id, instance)
);
create index held_versions_of_version on held_versions (version_id);
create index held_versions_of_application on held_versions (application_id);

-- Versions with the same artifact, or made from the same source, are the same for their application. Written once.
alter table versions add column artifact_digest {{text}};
alter table versions add column source_fingerprint {{text}};
create index versions_by_artifact on versions (application_id, artifact_digest) where artifact_digest is not null;
create index versions_by_source on versions (application_id, source_fingerprint) where source_fingerprint is not null;

-- Whether anything in the contract is an asynchronous message.
alter table contracts add column messages integer not null default 0 check (messages in (0, 1));
update contracts set messages = 1 where id in (
  select place.contract_id from usages known join contract_interactions place on place.interaction_id = known.interaction_id
  where known.place = '' and known.kind = 'message');
