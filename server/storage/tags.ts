import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

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
