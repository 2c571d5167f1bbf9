-- What providers promise, element by element, and for how long.

-- All elements of a document, read once from its content. rules: the rules by which they were found.
create table document_elements (
  document_id bigint primary key references provider_documents (id) on delete cascade,
  rules integer not null,
  packed integer not null check (packed in (0, 1)),
  body {{bytes}} not null
);

-- Those of them that are deprecated. Null: the document does not say when. deprecated_on is the first millisecond of its day, sunset the last.
create table dated_elements (
  document_id bigint not null references document_elements (document_id) on delete cascade,
  position integer not null,
  element {{text}} not null,
  deprecated_on bigint,
  sunset bigint,
  primary key (document_id, position)
) {{clustered}};

-- Windows that a provider's team set by command.
create table windows (
  id {{id}},
  application_id bigint not null references applications (id) on delete cascade,
  element {{text}} not null,
  deprecated_on bigint not null,
  sunset bigint,
  reason {{text}},
  created_at bigint not null,
  updated_at bigint not null,
  unique (application_id, element)
);

-- The latest dates of an element that consumers could have seen, whatever became of who said so. announced_at: when the sunset was, or
-- without one the deprecation. told: 1 that the sunset is near, 2 that it passed, 3 that the element is there or used all the same.
create table announced_windows (
  application_id bigint not null references applications (id) on delete cascade,
  element {{text}} not null,
  deprecated_on bigint,
  sunset bigint,
  announced_at bigint not null,
  told integer not null default 0 check (told between 0 and 3),
  primary key (application_id, element)
) {{clustered}};
create index announced_windows_to_tell on announced_windows (sunset) where told < 3;
