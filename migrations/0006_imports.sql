-- Copies of another broker, by its address. A copy that was interrupted has no completed_at.
create table imports (
  id {{id}},
  source {{text}} not null unique,
  started_at bigint not null,
  completed_at bigint
);

-- What was copied: which thing here is which there, and how it looked there (seen), so that copying again does only what is
-- new there. source_key is a number, a uuid, a hash or ids of this database, by kind.
create table imported (
  import_id bigint not null references imports (id) on delete cascade,
  kind {{text}} not null,
  source_key {{text}} not null,
  target_id bigint not null,
  seen {{text}} not null,
  primary key (import_id, kind, source_key)
) {{clustered}};
