import type { Queries } from './database.ts'
import { isLive } from './live.ts'
import { isStillHeld } from './matrix/held.ts'
import { among, sql } from './sql.ts'

/** Who a version is, and where anybody meets it. */
export interface PlacedVersion {
  id: number
  application: string
  number: string
  /** Names of the environments where it is live. */
  environments: string[]
  /** Where it counts though it does not run there: reserved for a deployment, or read on after its own ended. */
  held: Array<{ environment: string; kind: 'reserved' | 'retained' }>
  /** Branches of which it is the head. */
  branches: Array<{ name: string; isMain: boolean }>
}

/** The versions with these ids, by application, the newest first. In four statements. */
export async function placedVersions(db: Queries, ids: readonly number[], now: number): Promise<PlacedVersion[]> {
  const versions = await db.all<{ id: number; application: string; number: string }>(sql`
    select version.id, application.name as application, version.number
    from versions version join applications application on application.id = version.application_id
    where version.id ${among(ids)} order by application.name, version.version_order desc, version.id desc`)
  const live = await db.all<{ id: number; name: string }>(sql`
    select distinct live.version_id as id, environment.name
    from live join environments environment on environment.id = live.environment_id
    where live.version_id ${among(ids)} and ${isLive(sql`live`, now)} order by environment.name`)
  const heads = await db.all<{ id: number; name: string; isMain: number }>(sql`
    select member.version_id as id, branch.name, case when branch.name = application.main_branch then 1 else 0 end as "isMain"
    from branch_versions member
    join branches branch on branch.id = member.branch_id
    join applications application on application.id = branch.application_id
    where member.version_id ${among(ids)}
      and not exists (select 1 from branch_versions newer where newer.branch_id = member.branch_id and newer.id > member.id)
    order by branch.name`)
  const held = await db.all<{ id: number; environment: string; kind: 'reserved' | 'retained' }>(sql`
    select distinct held.version_id as id, environment.name as environment, held.kind
    from held_versions held join environments environment on environment.id = held.environment_id
    where held.version_id ${among(ids)} and ${isStillHeld(sql`held`, now)} order by 2, 3`)
  const [liveOf, headsOf, heldOf] = [byId(live), byId(heads), byId(held)]
  return versions.map(version => ({
    ...version,
    environments: liveOf(version.id).map(({ name }) => name),
    held: heldOf(version.id).map(({ environment, kind }) => ({ environment, kind })),
    branches: headsOf(version.id).map(({ name, isMain }) => ({ name, isMain: isMain === 1 }))
  }))
}

function byId<Row extends { id: number }>(rows: readonly Row[]): (id: number) => Row[] {
  const found = new Map<number, Row[]>()
  for (const row of rows) found.set(row.id, [...(found.get(row.id) ?? []), row])
  return id => found.get(id) ?? []
}

/** The environments where any version of the application is live. */
export const liveEnvironments = (
  db: Queries,
  applicationId: number,
  now: number
): Promise<Array<{ uuid: string; name: string }>> =>
  db.all(sql`
    select environment.uuid, environment.name from environments environment
    where exists (select 1 from live
      where live.application_id = ${applicationId} and live.environment_id = environment.id and ${isLive(sql`live`, now)})
    order by environment.production desc, environment.name`)
