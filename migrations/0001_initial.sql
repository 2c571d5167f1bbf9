-- The tables of the first release. One file serves both engines; the words in braces are
-- filled in by server/storage/migrate.ts. Time is milliseconds UTC. Order is identity, never a clock.

create table applications (
  id {{id}},
  name {{text}} not null unique,
  name_key {{text}} not null,
  display_name {{text}} not null,
  main_branch {{text}},
  repository_url {{text}},
  repository_name {{text}},
  repository_namespace {{text}},
  created_at bigint not null,
  updated_at bigint not null
);

-- placed_order is set where a version's place is not that of its creation (import, ordering by number).
create table versions (
  id {{id}},
  application_id bigint not null references applications (id) on delete cascade,
  number {{text}} not null,
  build_url {{text}},
  placed_order bigint,
  version_order bigint not null generated always as (coalesce(placed_order, id)) stored,
  created_at bigint not null,
  updated_at bigint not null,
  unique (application_id, number)
);
create index versions_in_order on versions (application_id, version_order);

create table branches (
  id {{id}},
  application_id bigint not null references applications (id) on delete cascade,
  name {{text}} not null,
  name_key {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (application_id, name)
);

-- The head of a branch is its membership with the highest id.
create table branch_versions (
  id {{id}},
  branch_id bigint not null references branches (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  automatic integer not null default 0 check (automatic in (0, 1)),
  created_at bigint not null,
  unique (branch_id, version_id)
);
create index branch_versions_newest on branch_versions (branch_id, id);
create index branch_versions_of_version on branch_versions (version_id);

-- application_id and version_order are the version's own, kept here so that the newest version with a tag is one look-up.
create table tags (
  version_id bigint not null references versions (id) on delete cascade,
  name {{text}} not null,
  application_id bigint not null,
  version_order bigint not null,
  created_at bigint not null,
  primary key (version_id, name)
) {{clustered}};
create index tags_in_order on tags (application_id, name, version_order);

create table environments (
  id {{id}},
  uuid {{text}} not null unique,
  name {{text}} not null unique,
  display_name {{text}} not null,
  production integer not null check (production in (0, 1)),
  contacts {{text}},
  created_at bigint not null,
  updated_at bigint not null
);

-- Bytes kept once: envelopes of contracts, reports of verifications.
create table contents (
  id {{id}},
  hash {{bytes}} not null unique,
  packed integer not null check (packed in (0, 1)),
  body {{bytes}} not null,
  created_at bigint not null
);

-- The raw text of an interaction or message, kept once; interaction_key is its _id on the wire.
create table interactions (
  id {{id}},
  hash {{bytes}} not null unique,
  interaction_key {{text}} not null,
  packed integer not null check (packed in (0, 1)),
  body {{bytes}} not null,
  created_at bigint not null
);

create table integrations (
  id {{id}},
  consumer_id bigint not null references applications (id) on delete cascade,
  provider_id bigint not null references applications (id) on delete cascade,
  created_at bigint not null,
  updated_at bigint not null,
  unique (consumer_id, provider_id)
);
create index integrations_of_provider on integrations (provider_id, consumer_id);

-- Content published by a consumer for a provider. Its text is the envelope with the interactions put back in.
create table contracts (
  id {{id}},
  consumer_id bigint not null references applications (id) on delete cascade,
  provider_id bigint not null references applications (id) on delete cascade,
  sha {{text}} not null,
  envelope_id bigint not null references contents (id),
  created_at bigint not null,
  unique (consumer_id, provider_id, sha)
);
create index contracts_of_provider on contracts (provider_id);
create index contracts_with_envelope on contracts (envelope_id);

-- inserted_at is the offset in the envelope (UTF-16 units) where the interaction's text goes.
create table contract_interactions (
  contract_id bigint not null references contracts (id) on delete cascade,
  position integer not null,
  interaction_id bigint not null references interactions (id),
  inserted_at integer not null,
  primary key (contract_id, position)
) {{clustered}};
create index contract_interactions_of on contract_interactions (interaction_id);

-- A consumer version's contract with a provider. The current one is that which nothing superseded.
create table publications (
  id {{id}},
  version_id bigint not null references versions (id) on delete cascade,
  consumer_id bigint not null references applications (id) on delete cascade,
  provider_id bigint not null references applications (id) on delete cascade,
  contract_id bigint not null references contracts (id) on delete cascade,
  revision integer not null,
  superseded integer not null default 0 check (superseded in (0, 1)),
  created_at bigint not null,
  unique (version_id, provider_id, revision)
);
create index publications_of_pair on publications (provider_id, consumer_id, id);
create index publications_of_consumer on publications (consumer_id);
create index publications_of_contract on publications (contract_id, id);

-- Every result ever posted; its id is its number on the wire. branch and tags are the provider version's at that
-- moment; untested counts the contract's interactions that a result listing its tests leaves out.
create table verifications (
  id {{id}},
  contract_id bigint not null references contracts (id) on delete cascade,
  provider_version_id bigint not null references versions (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  untested integer not null default 0,
  wip integer not null default 0 check (wip in (0, 1)),
  pending integer check (pending in (0, 1)),
  build_url {{text}},
  provider_branch {{text}},
  provider_tags {{text}},
  selectors {{text}},
  report_id bigint references contents (id),
  executed_at bigint not null,
  created_at bigint not null
);
create index verifications_of_contract on verifications (contract_id, id);
create index verifications_by_version on verifications (provider_version_id);
create index verifications_with_report on verifications (report_id);

-- The newest result of a contract by a provider version, and what older ones still decide.
create table latest_verifications (
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
) {{clustered}};
create index latest_verifications_by_version on latest_verifications (provider_version_id, contract_id);
create index latest_verifications_of on latest_verifications (verification_id);

create table deployed_versions (
  id {{id}},
  uuid {{text}} not null unique,
  version_id bigint not null references versions (id) on delete cascade,
  environment_id bigint not null references environments (id) on delete cascade,
  instance {{text}} not null default '',
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint
);
create index deployed_versions_of_version on deployed_versions (version_id);
create index deployed_versions_in on deployed_versions (environment_id, id);

create table released_versions (
  id {{id}},
  uuid {{text}} not null unique,
  version_id bigint not null references versions (id) on delete cascade,
  environment_id bigint not null references environments (id) on delete cascade,
  created_at bigint not null,
  updated_at bigint not null,
  ended_at bigint,
  unique (version_id, environment_id)
);
create index released_versions_in on released_versions (environment_id, id);

-- What counts in an environment now. Small: nothing that a verdict asks is read from history.
create table live (
  id {{id}},
  environment_id bigint not null references environments (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  version_id bigint not null references versions (id) on delete cascade,
  instance {{text}} not null default '',
  kind {{text}} not null check (kind in ('deployed', 'released')),
  deployed_version_id bigint references deployed_versions (id) on delete cascade,
  released_version_id bigint references released_versions (id) on delete cascade,
  since bigint not null
);
create unique index live_slot on live (environment_id, application_id, instance) where kind = 'deployed';
create unique index live_release on live (environment_id, application_id, version_id) where kind = 'released';
create index live_of_application on live (application_id, environment_id);
create index live_of_version on live (version_id);
create index live_deployed on live (deployed_version_id);
create index live_released on live (released_version_id);

-- What to do where a provider is not deployed, or a version has no content; an empty side means any. scope spells out
-- the sides, since a unique key over empty ones would not hold.
create table policies (
  id {{id}},
  uuid {{text}} not null unique,
  kind {{text}} not null,
  scope {{text}} not null,
  consumer_id bigint references applications (id) on delete cascade,
  provider_id bigint references applications (id) on delete cascade,
  environment_id bigint references environments (id) on delete cascade,
  rule {{text}} not null,
  until bigint,
  reason {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (kind, scope)
);
create index policies_of_consumer on policies (consumer_id);
create index policies_of_provider on policies (provider_id);
create index policies_of_environment on policies (environment_id);

-- What happened, written in the transaction in which it happened, claimed by state.
create table events (
  id {{id}},
  kind {{text}} not null,
  state {{text}} not null default 'new',
  subject {{text}} not null,
  created_at bigint not null
);
create index events_to_do on events (id) where state = 'new';
