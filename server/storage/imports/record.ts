import { batches } from '../bodies.ts'
import type { Queries, Transaction } from '../database.ts'
import { among, join, sql } from '../sql.ts'

/** A copy of another broker; it is known by that broker's address. */
export interface Import {
  id: number
  source: string
  startedAt: number
  /** Null until it once came to its end. */
  completedAt: number | null
}

const columns = sql`id, source, started_at as "startedAt", completed_at as "completedAt"`

export function findImport(db: Queries, source: string): Promise<Import | undefined> {
  return db.get(sql`select ${columns} from imports where source = ${source}`)
}

export async function ensureImport(tx: Transaction, source: string, now: number): Promise<Import> {
  await tx.run(sql`insert into imports (source, started_at) values (${source}, ${now}) on conflict (source) do nothing`)
  return (await findImport(tx, source)) as Import
}

export async function completeImport(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.run(sql`update imports set completed_at = ${now} where id = ${id}`)
}

export type Kind =
  | 'application'
  | 'version'
  | 'publication'
  | 'contract'
  | 'verification'
  | 'environment'
  | 'deployment'
  | 'release'
  | 'webhook'

/** What was copied of one thing of the source. */
export interface Copied {
  /** How the thing is told from others of its kind. */
  key: string
  /** Its id here. */
  targetId: number
  /** How it looked there. */
  seen: string
}

/** Of the named things those that were copied, by their key. */
export async function copiedThings(
  db: Queries,
  importId: number,
  kind: Kind,
  keys: readonly string[]
): Promise<Map<string, Copied>> {
  const rows = await db.all<Copied>(sql`
    select source_key as key, target_id as "targetId", seen from imported
    where import_id = ${importId} and kind = ${kind} and source_key ${among(keys)}`)
  return new Map(rows.map(row => [row.key, row]))
}

/** Remembers what was copied, in the transaction that copies it. */
export async function rememberCopied(tx: Transaction, importId: number, kind: Kind, copied: readonly Copied[]): Promise<void> {
  const distinct = [...new Map(copied.map(each => [each.key, each])).values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const rows = distinct.map(({ key, targetId, seen }) => sql`(${importId}, ${kind}, ${key}, ${targetId}, ${seen})`)
  for (const batch of batches(rows)) {
    await tx.run(sql`
      insert into imported (import_id, kind, source_key, target_id, seen) values ${join(batch)}
      on conflict (import_id, kind, source_key) do update set target_id = excluded.target_id, seen = excluded.seen`)
  }
}

/** A contract that has another hash here than at the source, and why. */
export interface OtherHash {
  consumer: string
  provider: string
  there: string
  here: string
  why: string
}

/** Contracts are remembered with their hash here, and after a space why it is another one. */
export async function otherHashes(db: Queries, importId: number): Promise<OtherHash[]> {
  const rows = await db.all<{ consumer: string; provider: string; key: string; seen: string }>(sql`
    select consumer.name as consumer, provider.name as provider, copied.source_key as key, copied.seen
    from imported copied join contracts contract on contract.id = copied.target_id
    join applications consumer on consumer.id = contract.consumer_id
    join applications provider on provider.id = contract.provider_id
    where copied.import_id = ${importId} and copied.kind = 'contract' and copied.seen like '% %'
    order by consumer.name, provider.name, copied.source_key`)
  return rows.map(({ key, seen, ...sides }) => {
    const [here, why] = seen.split(' ') as [string, string]
    return { ...sides, there: key.split(' ')[2] as string, here, why }
  })
}
