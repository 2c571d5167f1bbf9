import type { Declaration } from '../domain/resources/conflicts.ts'
import type { Resource } from '../domain/resources/resource.ts'
import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

/** Keeps what a version declares, instead of what it declared before. */
export async function keepResources(
  tx: Transaction,
  versionId: number,
  resources: readonly Resource[],
  now: number
): Promise<void> {
  const text = JSON.stringify(resources)
  await tx.run(sql`
    insert into declared_resources (version_id, resources, created_at, updated_at) values (${versionId}, ${text}, ${now}, ${now})
    on conflict (version_id) do update set resources = excluded.resources, updated_at = excluded.updated_at
    where declared_resources.resources <> excluded.resources`)
}

/** What the version declares; undefined where it has declared nothing, which is not the same as no resources. */
export async function findResources(db: Queries, versionId: number): Promise<Resource[] | undefined> {
  const row = await db.get<{ resources: string }>(sql`select resources from declared_resources where version_id = ${versionId}`)
  return row && resourcesFrom(row.resources)
}

export const resourcesFrom = (text: string | null): Resource[] => (text === null ? [] : (JSON.parse(text) as Resource[]))

export interface LiveDeclaration extends Omit<Declaration, 'resources'> {
  /** The team that the application belongs to. */
  team: string | null
  /** Undefined where the version has declared nothing. */
  resources: Resource[] | undefined
}

/** What each version declares that is live in the environment. */
export async function resourcesIn(db: Queries, environmentId: number, now: number): Promise<LiveDeclaration[]> {
  const rows = await db.all<Omit<LiveDeclaration, 'resources'> & { resources: string | null }>(sql`
    select distinct application.name as application, application.owner as team, version.number as version, declared.resources,
      version.version_order
    from live running
    join applications application on application.id = running.application_id
    join versions version on version.id = running.version_id
    left join declared_resources declared on declared.version_id = running.version_id
    where running.environment_id = ${environmentId} and ${isLive(sql`running`, now)}
    order by application.name, version.version_order desc`)
  return rows.map(({ application, team, version, resources }) => ({
    application,
    team,
    version,
    resources: resources === null ? undefined : resourcesFrom(resources)
  }))
}
