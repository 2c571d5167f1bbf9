-- What consumers expect, compared with what providers offer.

-- Documents under their names, as one: versions that offer the same share it. The hash is of all of them, in the order of their names.
create table document_sets (
  id {{id}},
  hash {{bytes}} not null unique,
  created_at bigint not null
);

create table document_set_members (
  set_id bigint not null references document_sets (id) on delete cascade,
  name {{text}} not null,
  document_id bigint not null references provider_documents (id),
  primary key (set_id, name)
) {{clustered}};
create index document_set_members_with_document on document_set_members (document_id);

-- What a provider version offers now, and whether its own checks of it succeeded; by kind, since a contract concerns one or both.
create table version_offers (
  version_id bigint primary key references versions (id) on delete cascade,
  set_id bigint not null references document_sets (id),
  apis_proven integer not null check (apis_proven in (0, 1)),
  messages_proven integer not null check (messages_proven in (0, 1))
) {{clustered}};
create index version_offers_with_set on version_offers (set_id);

-- Each contract and set of documents once for each set of rules. due_at is null when it is over: when it may be taken, or taken over.
create table comparisons (
  id {{id}},
  contract_id bigint not null references contracts (id) on delete cascade,
  set_id bigint not null references document_sets (id) on delete cascade,
  rule_set integer not null,
  state {{text}} not null check (state in ('queued', 'running', 'done', 'failed')),
  due_at bigint,
  claim {{text}},
  attempts integer not null default 0,
  outcome {{text}} check (outcome in ('pass', 'warn', 'fail', 'undecided')),
  needs_apis integer not null default 0 check (needs_apis in (0, 1)),
  needs_messages integer not null default 0 check (needs_messages in (0, 1)),
  errors integer not null default 0,
  warnings integer not null default 0,
  undecided integer not null default 0,
  infos integer not null default 0,
  kept_findings integer not null default 0,
  packed integer,
  findings {{bytes}},
  engine {{text}},
  duration bigint,
  created_at bigint not null,
  started_at bigint,
  finished_at bigint,
  unique (contract_id, set_id, rule_set)
);
create index comparisons_of_set on comparisons (set_id);
create index comparisons_due on comparisons (due_at) where due_at is not null;
