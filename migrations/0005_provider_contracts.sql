-- What providers publish of what they offer.

-- A document by its bytes, and what it says of itself: read once, however many versions publish it.
create table provider_documents (
  id {{id}},
  content_id bigint not null unique references contents (id),
  size integer not null,
  format {{text}} not null check (format in ('json', 'yaml')),
  kind {{text}} not null check (kind in ('oas', 'asyncapi', 'catalogue')),
  specification {{text}} not null,
  title {{text}},
  document_version {{text}},
  created_at bigint not null
);

-- A provider version's document of that name. The current one is that which nothing superseded.
create table provider_contracts (
  id {{id}},
  version_id bigint not null references versions (id) on delete cascade,
  name {{text}} not null,
  document_id bigint not null references provider_documents (id),
  revision integer not null,
  superseded integer not null default 0 check (superseded in (0, 1)),
  created_at bigint not null,
  unique (version_id, name, revision)
);
create index provider_contracts_with_document on provider_contracts (document_id);

-- What the provider's own check of a document against itself found; the newest counts. The report is kept as it was sent.
create table self_verifications (
  id {{id}},
  provider_contract_id bigint not null references provider_contracts (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  verifier {{text}},
  verifier_version {{text}},
  report_id bigint references contents (id),
  report_type {{text}},
  report_format {{text}},
  created_at bigint not null
);
create index self_verifications_of on self_verifications (provider_contract_id, id);
create index self_verifications_with_report on self_verifications (report_id);
