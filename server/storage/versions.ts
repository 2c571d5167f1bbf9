import type { Version } from '../domain/version.ts'
import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

export const versionColumns = sql`version.id, version.application_id as "applicationId", application.name as application,
  version.number, version.version_order as "order", version.build_url as "buildUrl",
  version.created_at as "createdAt", version.updated_at as "updatedAt"`

const fromVersions = sql`from versions version join applications application on application.id = version.application_id`

export function findVersion(db: Queries, application: string, number: string): Promise<Version | undefined> {
  return db.get(sql`
    select ${versionColumns} ${fromVersions} where application.name = ${application} and version.number = ${number}`)
}

/** Finds the version or creates it, which fixes its place among the application's versions for good. */
export async function ensureVersion(
  tx: Transaction,
  application: { id: number; name: string },
  number: string,
  now: number
): Promise<Version & { isNew: boolean }> {
  const inserted = await tx.run(sql`
    insert into versions (application_id, number, created_at, updated_at)
    values (${application.id}, ${number}, ${now}, ${now}) on conflict (application_id, number) do nothing`)
  const version = await findVersion(tx, application.name, number)
  if (version === undefined) throw new Error(`Version ${number} of ${application.name} was removed meanwhile.`)
  return { ...version, isNew: inserted > 0 }
}

export async function setBuildUrl(tx: Transaction, versionId: number, buildUrl: string | null, now: number): Promise<void> {
  await tx.run(sql`
    update versions set build_url = ${buildUrl}, updated_at = ${now}
    where id = ${versionId} and build_url is distinct from ${buildUrl}`)
}
