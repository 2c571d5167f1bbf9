import type { SharingException } from '../domain/resources/exceptions.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, type Sql, sql } from './sql.ts'

/** Applications that may share a path for a time, as it is kept. */
export interface KeptException extends SharingException {
  uuid: string
  /** Null for any. */
  environment: string | null
  reason: string
  createdAt: number
  updatedAt: number
}

interface ExceptionRow extends Omit<KeptException, 'applications'> {
  application: string
}

export interface ExceptionToKeep {
  uuid: string
  environmentId: number | null
  path: string
  applicationIds: readonly number[]
  until: number
  reason: string
}

/** Keeps the one exception for these applications, path and environment. Gives the one that was there; without one, the uuid is the new one. */
export async function keepException(
  tx: Transaction,
  exception: ExceptionToKeep,
  now: number
): Promise<Pick<KeptException, 'uuid' | 'until' | 'reason'>> {
  const { uuid, environmentId, path, until, reason } = exception
  const ids = [...new Set(exception.applicationIds)].sort((one, other) => one - other)
  const scope = [environmentId ?? 'any', ids.join(','), path].join(' ')
  // The one that is there is locked, and comes back as it is: of two at once, the second sees what the first made of it.
  const { id, ...old } = (await tx.get<{ id: number } & Pick<KeptException, 'uuid' | 'until' | 'reason'>>(sql`
    insert into sharing_exceptions (uuid, scope, environment_id, path, until, reason, created_at, updated_at)
    values (${uuid}, ${scope}, ${environmentId}, ${path}, ${until}, ${reason}, ${now}, ${now})
    on conflict (scope) do update set scope = excluded.scope
    returning id, uuid, until, reason`))!
  await tx.run(sql`
    update sharing_exceptions set until = ${until}, reason = ${reason}, updated_at = ${now}
    where id = ${id} and (until <> ${until} or reason <> ${reason})`)
  for (const application of ids) {
    await tx.run(sql`
      insert into sharing_applications (exception_id, application_id) values (${id}, ${application}) on conflict do nothing`)
  }
  return old
}

export const listExceptions = (db: Queries): Promise<KeptException[]> => exceptions(db, empty)

/** Those that count in the environment, whatever the date. */
export const exceptionsIn = (db: Queries, environmentId: number): Promise<KeptException[]> =>
  exceptions(db, sql`where exception.environment_id is null or exception.environment_id = ${environmentId}`)

export async function findException(db: Queries, uuid: string): Promise<KeptException | undefined> {
  return (await exceptions(db, sql`where exception.uuid = ${uuid}`))[0]
}

export async function deleteException(tx: Transaction, uuid: string): Promise<boolean> {
  return (await tx.run(sql`delete from sharing_exceptions where uuid = ${uuid}`)) > 0
}

async function exceptions(db: Queries, where: Sql): Promise<KeptException[]> {
  const rows = await db.all<ExceptionRow>(sql`
    select exception.uuid, environment.name as environment, exception.path, application.name as application, exception.until,
      exception.reason, exception.created_at as "createdAt", exception.updated_at as "updatedAt"
    from sharing_exceptions exception
    join sharing_applications named on named.exception_id = exception.id
    join applications application on application.id = named.application_id
    left join environments environment on environment.id = exception.environment_id
    ${where}
    order by exception.path, exception.id, application.name`)
  const kept = new Map<string, KeptException & { applications: string[] }>()
  for (const { application, ...row } of rows) {
    const known = kept.get(row.uuid)
    if (known === undefined) kept.set(row.uuid, { ...row, applications: [application] })
    else known.applications.push(application)
  }
  return [...kept.values()]
}
