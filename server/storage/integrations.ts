import { nameKey } from '../domain/names.ts'
import type { Integration } from '../domain/network.ts'
import type { Listed, Page } from '../domain/page.ts'
import type { Queries, Transaction } from './database.ts'
import { anywhere, empty, onPage, sql } from './sql.ts'

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

/** Whether any provider version ever verified any contract of the pair, whatever became of the result. */
export async function wasEverVerified(db: Queries, consumerId: number, providerId: number): Promise<boolean> {
  const found = await db.get<{ verified: number }>(sql`
    select verified from integrations where consumer_id = ${consumerId} and provider_id = ${providerId}`)
  return found?.verified === 1
}

/** Notes that a contract was verified. */
export async function noteVerified(tx: Transaction, contractId: number): Promise<void> {
  await tx.run(sql`
    update integrations set verified = 1
    where verified = 0 and (consumer_id, provider_id) = (select consumer_id, provider_id from contracts where id = ${contractId})`)
}

interface IntegrationRow {
  consumerId: number
  consumer: string
  providerId: number
  provider: string
}

const columns = sql`consumer.id as "consumerId", consumer.name as consumer, provider.id as "providerId", provider.name as provider`

const joined = sql`from integrations integration
  join applications consumer on consumer.id = integration.consumer_id
  join applications provider on provider.id = integration.provider_id`

/** Those where something changed last come first; \`q\` is part of either name. */
export async function listIntegrations(
  db: Queries,
  { q, page }: { q?: string | undefined; page?: Page | undefined } = {}
): Promise<Listed<Integration>> {
  const named = anywhere(nameKey(q ?? ''))
  const from = sql`${joined} ${q === undefined ? empty : sql`where consumer.name_key like ${named} escape '!' or provider.name_key like ${named} escape '!'`}`
  const rows = await db.all<IntegrationRow>(sql`
    select ${columns} ${from} order by integration.updated_at desc, integration.id desc ${onPage(page)}`)
  const items = rows.map(toIntegration)
  if (page === undefined) return { items, total: items.length }
  const { total } = (await db.get<{ total: number }>(sql`select count(*) as total ${from}`))!
  return { items, total }
}

/** All by the names of consumer and provider; with \`published\`, only those that have a pact now. */
export async function integrationsByName(db: Queries, { published = false } = {}): Promise<Integration[]> {
  const withPact = sql`where (
    select 1 from publications publication
    where publication.provider_id = provider.id and publication.consumer_id = consumer.id limit 1) = 1`
  const rows = await db.all<IntegrationRow>(sql`
    select ${columns} ${joined} ${published ? withPact : empty} order by consumer.name, provider.name`)
  return rows.map(toIntegration)
}

const toIntegration = ({ consumerId, consumer, providerId, provider }: IntegrationRow): Integration => ({
  consumer: { id: consumerId, name: consumer },
  provider: { id: providerId, name: provider }
})
