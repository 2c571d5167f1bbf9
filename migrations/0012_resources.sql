-- Which stores versions use, and who may share one for a time.

-- What a version declares, as JSON: it is read whole, by version, and compared outside the database. An empty list says that it uses
-- none; a version without a row has declared nothing.
create table declared_resources (
  version_id bigint primary key references versions (id) on delete cascade,
  resources {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null
) {{clustered}};

-- Until the last millisecond of a day. `scope` is environment, path and applications in one: there is one exception for them.
create table sharing_exceptions (
  id {{id}},
  uuid {{text}} not null unique,
  scope {{text}} not null unique,
  environment_id bigint references environments (id) on delete cascade,
  path {{text}} not null,
  until bigint not null,
  reason {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index sharing_exceptions_in on sharing_exceptions (environment_id);

create table sharing_applications (
  exception_id bigint not null references sharing_exceptions (id) on delete cascade,
  application_id bigint not null references applications (id) on delete cascade,
  primary key (exception_id, application_id)
) {{clustered}};
create index sharing_applications_of on sharing_applications (application_id);

-- Rules that a version's repository declares for the verdict about it, as JSON. They count where they are stricter than the policies.
create table declared_policies (
  version_id bigint primary key references versions (id) on delete cascade,
  policies {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null
) {{clustered}};
