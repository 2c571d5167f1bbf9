-- Messages over time: how long they are read, and which elements of what providers offer are used.

-- What an application's team says of its topics. retention: 7d, 12h, forever.
create table topics (
  application_id bigint not null references applications (id) on delete cascade,
  name {{text}} not null,
  retention {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (application_id, name)
) {{clustered}};

-- The topics in a document. received: others send there. retention: null where it does not say, or not in words that are understood.
create table document_topics (
  document_id bigint not null references provider_documents (id) on delete cascade,
  position integer not null,
  topic {{text}} not null,
  received integer not null check (received in (0, 1)),
  retention {{text}},
  primary key (document_id, position)
) {{clustered}};

-- The elements that a contract uses, of those that the documents offer, as its comparison with them found. digest: of all of them.
create table used_elements (
  comparison_id bigint primary key references comparisons (id) on delete cascade,
  digest {{bytes}} not null,
  packed integer not null check (packed in (0, 1)),
  body {{bytes}} not null
) {{clustered}};
