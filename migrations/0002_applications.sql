-- What people keep about applications: who owns them, labels, the names they had, that they are retired, and how long
-- a release is supported.

alter table applications add column owner {{text}};
alter table applications add column contact {{text}};
alter table applications add column retired_at bigint;

-- The names that an application had before it was renamed. They go on working, so no other application may take them.
create table former_names (
  name {{text}} primary key,
  application_id bigint not null references applications (id) on delete cascade,
  created_at bigint not null
) {{clustered}};
create index former_names_of on former_names (application_id);

create table labels (
  application_id bigint not null references applications (id) on delete cascade,
  name {{text}} not null,
  created_at bigint not null,
  primary key (application_id, name)
) {{clustered}};
create index labels_named on labels (name, application_id);

-- The last millisecond of support that was promised; null for no end. live has a copy: what is live is read there alone.
alter table released_versions add column supported_until bigint;
alter table live add column supported_until bigint;
