import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

/** The time of change moves at most once a minute, so that busy pairs do not fight over one row. */
const touchedAtMostEvery = 60_000

/** Notes that the two have to do with each other, and that something changed between them. */
export async function touchIntegration(tx: Transaction, consumerId: number, providerId: number, now: number): Promise<void> {
  await tx.run(sql`
    insert into integrations (consumer_id, provider_id, created_at, updated_at)
    values (${consumerId}, ${providerId}, ${now}, ${now})
    on conflict (consumer_id, provider_id) do update set updated_at = excluded.updated_at
    where integrations.updated_at <= ${now - touchedAtMostEvery}`)
}

/** Whether any provider version ever verified any contract of the pair. */
export async function wasEverVerified(db: Queries, consumerId: number, providerId: number): Promise<boolean> {
  const found = await db.get(sql`
    select 1 as found from contracts contract
    where contract.consumer_id = ${consumerId} and contract.provider_id = ${providerId}
      and exists (select 1 from verifications verification where verification.contract_id = contract.id)
    limit 1`)
  return found !== undefined
}
