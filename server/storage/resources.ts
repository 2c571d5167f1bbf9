import type { SharingException } from '../domain/resources/conflicts.ts'
import type { Declared, Resource } from '../domain/resources/resource.ts'
import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

type Row<T extends Resource> = Omit<T, 'irreversible'> & { irreversible: number }

const plain = <T extends Resource>(row: Row<T>) => ({ ...row, irreversible: row.irreversible === 1 }) as unknown as T

/** Replaces what the version declared before. */
export async function keepResources(tx: Transaction, versionId: number, resources: readonly Resource[]): Promise<void> {
  await tx.run(sql`delete from resources where version_id = ${versionId}`)
  for (const { path, access, irreversible } of resources) {
    await tx.run(sql`
      insert into resources (version_id, path, access, irreversible)
      values (${versionId}, ${path}, ${access}, ${irreversible ? 1 : 0})`)
  }
}

export async function resourcesOf(db: Queries, versionId: number): Promise<Resource[]> {
  const rows = await db.all<Row<Resource>>(sql`
    select path, access, irreversible from resources where version_id = ${versionId} order by path`)
  return rows.map(plain)
}

/** What the versions that are live in the environment declare; and which applications are there, whether they declare or not. */
export async function resourcesIn(
  db: Queries,
  environmentId: number,
  now: number
): Promise<{ declared: Declared[]; applications: string[] }> {
  const rows = await db.all<Row<Declared> | { application: string; path: null }>(sql`
    select distinct application.name as application, version.number as version, declared.path, declared.access,
      declared.irreversible
    from live
    join versions version on version.id = live.version_id
    join applications application on application.id = live.application_id
    left join resources declared on declared.version_id = version.id
    where live.environment_id = ${environmentId} and ${isLive(sql`live`, now)}
    order by application.name, declared.path`)
  const declared = rows.flatMap(row => (row.path === null ? [] : [plain(row as Row<Declared>)]))
  return { declared, applications: [...new Set(rows.map(({ application }) => application))] }
}

export interface StoredException extends SharingException {
  uuid: string
  createdAt: number
}

/** The exceptions for an environment and for any, or all there are, those that ended too. */
export function listExceptions(db: Queries, environmentId?: number): Promise<StoredException[]> {
  const there =
    environmentId === undefined
      ? sql`1 = 1`
      : sql`(exception.environment_id is null or exception.environment_id = ${environmentId})`
  return db.all(sql`
    select exception.uuid, exception.path, environment.name as environment, exception.until, exception.reason,
      exception.created_at as "createdAt"
    from sharing_exceptions exception left join environments environment on environment.id = exception.environment_id
    where ${there} order by exception.path, exception.id`)
}

export async function addException(
  tx: Transaction,
  {
    uuid,
    path,
    environmentId,
    until,
    reason
  }: { uuid: string; path: string; environmentId: number | null; until: number; reason: string },
  now: number
): Promise<void> {
  await tx.run(sql`
    insert into sharing_exceptions (uuid, path, environment_id, until, reason, created_at)
    values (${uuid}, ${path}, ${environmentId}, ${until}, ${reason}, ${now})`)
}

export async function deleteException(tx: Transaction, uuid: string): Promise<boolean> {
  return (await tx.run(sql`delete from sharing_exceptions where uuid = ${uuid}`)) > 0
}
