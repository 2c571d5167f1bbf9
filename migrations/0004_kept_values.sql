-- What the broker itself remembers between starts, for all its replicas.
create table kept_values (
  name {{text}} primary key,
  value {{text}} not null,
  created_at bigint not null
);
