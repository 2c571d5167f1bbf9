import type { Database, Queries, Transaction } from '../database.ts'
import { sql } from '../sql.ts'
import type { NewVerification, ProviderPlace } from '../verifications.ts'
import { addVerification } from '../verifications.ts'

/**
 * Keeps results posted from now on above this number. SQLite does so by itself; PostgreSQL's sequence does not look at
 * numbers that were given.
 */
export async function numberResultsAfter(db: Database, number: number): Promise<void> {
  if (db.engine !== 'postgres') return
  await db.transaction(async tx => {
    const sequence = sql`pg_get_serial_sequence('verifications', 'id')::regclass`
    await tx.all(sql`
      select setval(${sequence}, ${number})
      where coalesce(pg_sequence_last_value(${sequence}), 0) < ${number}`)
  })
}

/** Where the provider version stood at a moment, as far as dates of today's tags and memberships tell. */
export async function placeAt(db: Queries, versionId: number, moment: number): Promise<ProviderPlace> {
  const branch = await db.get<{ name: string }>(sql`
    select branch.name from branch_versions member join branches branch on branch.id = member.branch_id
    where member.version_id = ${versionId} and member.created_at <= ${moment} order by member.id desc limit 1`)
  const tags = await db.all<{ name: string }>(sql`
    select name from tags where version_id = ${versionId} and created_at <= ${moment} order by name`)
  return { branch: branch?.name ?? null, tags: tags.map(({ name }) => name) }
}

/** Keeps a result under its number elsewhere, or under a new one where that is taken here. */
export async function keepResult(tx: Transaction, number: number, result: NewVerification): Promise<number> {
  const taken = await tx.get(sql`select 1 as found from verifications where id = ${number}`)
  const place = await placeAt(tx, result.providerVersionId, result.executedAt)
  return addVerification(tx, result, result.executedAt, taken === undefined ? { number, place } : { place })
}
