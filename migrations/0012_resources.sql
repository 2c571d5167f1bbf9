-- Stores that a version uses: a database, a cache, a bucket. Paths nest by "/".
create table resources (
  version_id bigint not null references versions (id) on delete cascade,
  path {{text}} not null,
  access {{text}} not null check (access in ('owns', 'reads', 'writes')),
  irreversible integer not null default 0 check (irreversible in (0, 1)),
  primary key (version_id, path)
) {{clustered}};

-- That two applications share a store was agreed to, until a day.
create table sharing_exceptions (
  id {{id}},
  uuid {{text}} not null unique,
  path {{text}} not null,
  environment_id bigint references environments (id) on delete cascade,
  until bigint not null,
  reason {{text}} not null,
  created_at bigint not null
);
create index sharing_exceptions_of_environment on sharing_exceptions (environment_id);
