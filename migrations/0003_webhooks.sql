-- Webhooks, and what they are to deliver. A side of a webhook is an application, a label or neither, which means any; the
-- scopes spell that out, so that the webhooks of a pair are found by one index. request and signing_secret are sealed.
create table webhooks (
  id {{id}},
  uuid {{text}} not null unique,
  description {{text}},
  name {{text}} not null,
  consumer_id bigint references applications (id) on delete cascade,
  consumer_label {{text}},
  provider_id bigint references applications (id) on delete cascade,
  provider_label {{text}},
  consumer_scope {{text}} not null generated always as (
    case when consumer_id is not null then 'id ' || cast(consumer_id as text)
      when consumer_label is not null then 'label ' || consumer_label else 'any' end) stored,
  provider_scope {{text}} not null generated always as (
    case when provider_id is not null then 'id ' || cast(provider_id as text)
      when provider_label is not null then 'label ' || provider_label else 'any' end) stored,
  enabled integer not null check (enabled in (0, 1)),
  events {{text}} not null,
  request {{text}} not null,
  signing_secret {{text}} not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index webhooks_of_pair on webhooks (consumer_scope, provider_scope);
create index webhooks_of_consumer on webhooks (consumer_id);
create index webhooks_of_provider on webhooks (provider_id);

-- One call that is to be made, written in the transaction of the change that calls for it. due_at is when its next attempt
-- may be made, and empty once it is over; whoever attempts it moves due_at on first, so that a call whose server died is
-- taken over. context is what the event knew and the tables do not. replayed_after counts the attempts before a replay.
create table triggered_webhooks (
  id {{id}},
  uuid {{text}} not null unique,
  webhook_id bigint references webhooks (id) on delete set null,
  name {{text}} not null,
  event {{text}} not null,
  consumer_id bigint references applications (id) on delete cascade,
  provider_id bigint references applications (id) on delete cascade,
  version_id bigint references versions (id) on delete cascade,
  contract_id bigint references contracts (id) on delete cascade,
  verification_id bigint references verifications (id) on delete cascade,
  context {{text}} not null,
  status {{text}} not null default 'not_run' check (status in ('not_run', 'retrying', 'success', 'failure')),
  attempts integer not null default 0,
  replayed_after integer not null default 0,
  due_at bigint,
  claim {{text}},
  created_at bigint not null
);
create index triggered_webhooks_due on triggered_webhooks (due_at) where due_at is not null;
create index triggered_webhooks_due_of on triggered_webhooks (webhook_id, due_at, id) where due_at is not null;
create index triggered_webhooks_under_way on triggered_webhooks (webhook_id) where claim is not null;
create index triggered_webhooks_claimed on triggered_webhooks (claim) where claim is not null;
create index triggered_webhooks_by_status on triggered_webhooks (status, id);
create index triggered_webhooks_of_webhook on triggered_webhooks (webhook_id);
create index triggered_webhooks_of_pair on triggered_webhooks (consumer_id, provider_id, id);
create index triggered_webhooks_of_provider on triggered_webhooks (provider_id);
create index triggered_webhooks_of_version on triggered_webhooks (version_id);
create index triggered_webhooks_of_contract on triggered_webhooks (contract_id);
create index triggered_webhooks_of_verification on triggered_webhooks (verification_id);

create table webhook_executions (
  id {{id}},
  triggered_webhook_id bigint not null references triggered_webhooks (id) on delete cascade,
  success integer not null check (success in (0, 1)),
  logs {{text}} not null,
  created_at bigint not null
);
create index webhook_executions_of on webhook_executions (triggered_webhook_id, id);
