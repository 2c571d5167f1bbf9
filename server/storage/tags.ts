import type { Queries, Transaction } from './database.ts'
import { among, sql } from './sql.ts'

/** True when the version did not have the tag. */
export async function addTag(tx: Transaction, versionId: number, name: string, now: number): Promise<boolean> {
  const added = await tx.run(sql`
    insert into tags (version_id, name, application_id, version_order, created_at)
    select version.id, ${name}, version.application_id, version.version_order, ${now}
    from versions version where version.id = ${versionId}
    on conflict (version_id, name) do nothing`)
  return added > 0
}

export async function hasTags(db: Queries, versionId: number): Promise<boolean> {
  return (await db.get(sql`select 1 as found from tags where version_id = ${versionId} limit 1`)) !== undefined
}

export interface Tag {
  name: string
  createdAt: number
}

export function findTag(db: Queries, versionId: number, name: string): Promise<Tag | undefined> {
  return db.get(sql`select name, created_at as "createdAt" from tags where version_id = ${versionId} and name = ${name}`)
}

export async function deleteTag(tx: Transaction, versionId: number, name: string): Promise<boolean> {
  return (await tx.run(sql`delete from tags where version_id = ${versionId} and name = ${name}`)) > 0
}

/** Leaves the version with just these tags, those it had with their time. */
export async function replaceTags(tx: Transaction, versionId: number, names: readonly string[], now: number): Promise<void> {
  await tx.run(sql`delete from tags where version_id = ${versionId} and not (name ${among(names)})`)
  for (const name of [...new Set(names)].sort()) await addTag(tx, versionId, name, now)
}
