-- Whether any contract of the two was ever verified: asked for each pairing without a result, so it must not take a look at all contracts of theirs.
alter table integrations add column verified integer not null default 0 check (verified in (0, 1));
update integrations set verified = 1
where exists (
  select 1 from contracts contract join latest_verifications given on given.contract_id = contract.id
  where contract.consumer_id = integrations.consumer_id and contract.provider_id = integrations.provider_id);
