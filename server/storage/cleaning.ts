import type { VersionToJudge } from '../domain/cleaning.ts'
import type { Queries, Transaction } from './database.ts'
import { deployedOrReleased, isLive } from './live.ts'
import { isStillHeld } from './matrix/held.ts'
import { supportEndedAt } from './releases.ts'
import { sql } from './sql.ts'

const keptOfSlot = 3

/** Every version, with all that can keep it at that moment. Ask in a snapshot: what is live is one state with the rest. */
export async function versionsToJudge(db: Queries, now: number): Promise<VersionToJudge[]> {
  const versions = await db.all<{ id: number; application: string; number: string; createdAt: number; latest: number }>(sql`
    select version.id, application.name as application, version.number, version.created_at as "createdAt",
      case when version.version_order = (
        select max(other.version_order) from versions other where other.application_id = version.application_id)
      then 1 else 0 end as latest
    from versions version join applications application on application.id = version.application_id`)
  const tags = await db.all<{ versionId: number; name: string; latest: number }>(sql`
    select tag.version_id as "versionId", tag.name,
      case when tag.version_order = (
        select max(other.version_order) from tags other
        where other.application_id = tag.application_id and other.name = tag.name)
      then 1 else 0 end as latest
    from tags tag`)
  const branches = await db.all<{ versionId: number; name: string; latest: number; main: number }>(sql`
    select member.version_id as "versionId", branch.name,
      case when member.id = (select max(other.id) from branch_versions other where other.branch_id = branch.id)
      then 1 else 0 end as latest,
      case when branch.name = application.main_branch then 1 else 0 end as main
    from branch_versions member join branches branch on branch.id = member.branch_id
    join applications application on application.id = branch.application_id`)
  const live = await db.all<{ versionId: number; kind: string; environment: string }>(sql`
    select live.version_id as "versionId", ${deployedOrReleased(sql`live`)} as kind, environment.name as environment
    from live join environments environment on environment.id = live.environment_id
    where ${isLive(sql`live`, now)}`)
  const counting = new Set((await countingVersions(db, now)).map(({ versionId }) => versionId))
  const ended = new Map((await endedVersions(db, now)).map(({ versionId, endedAt }) => [versionId, endedAt]))
  const lastOfSlots = new Set((await lastOfSlot(db)).map(({ versionId }) => versionId))
  const tagsOf = byVersion(tags)
  const branchesOf = byVersion(branches)
  const liveOf = byVersion(live)
  return versions.map(version => {
    const places = liveOf.get(version.id) ?? []
    const of = (kind: string) => places.filter(place => place.kind === kind).map(place => place.environment)
    return {
      ...version,
      latest: version.latest === 1,
      tags: (tagsOf.get(version.id) ?? []).map(({ name, latest }) => ({ name, latest: latest === 1 })),
      branches: (branchesOf.get(version.id) ?? []).map(({ name, latest, main }) => ({
        name,
        latest: latest === 1,
        main: main === 1
      })),
      deployed: of('deployed'),
      released: of('released'),
      counts: counting.has(version.id),
      endedAt: ended.get(version.id),
      amongLastOfSlot: lastOfSlots.has(version.id)
    }
  })
}

function byVersion<Row extends { versionId: number }>(rows: Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.versionId)
    if (group === undefined) groups.set(row.versionId, [row])
    else group.push(row)
  }
  return groups
}

/** What is held, and what is the same as something live. */
const countingVersions = (db: Queries, now: number) =>
  db.all<{ versionId: number }>(sql`
    select held.version_id as "versionId" from held_versions held where ${isStillHeld(sql`held`, now)}
    union
    select twin.id from live join versions running on running.id = live.version_id
    join versions twin on twin.application_id = running.application_id
      and (twin.artifact_digest = running.artifact_digest or twin.source_fingerprint = running.source_fingerprint)`)

const endedVersions = (db: Queries, now: number) =>
  db.all<{ versionId: number; endedAt: number }>(sql`
    select ended.version_id as "versionId", max(ended.ended_at) as "endedAt" from (
      select version_id, ended_at from deployed_versions where ended_at is not null
      union all select released.version_id, ${supportEndedAt(now)} from released_versions released) ended
    where ended.ended_at is not null
    group by ended.version_id`)

const lastOfSlot = (db: Queries) =>
  db.all<{ versionId: number }>(sql`
    select distinct placed.version_id as "versionId" from (
      select deployed.version_id, row_number() over (
        partition by version.application_id, deployed.environment_id, deployed.instance order by deployed.id desc) as back
      from deployed_versions deployed join versions version on version.id = deployed.version_id) placed
    where placed.back <= ${keptOfSlot}`)

/** Locks a version, so that nobody deploys it meanwhile, and tells whether it is live or heads a branch by now. */
export async function isNeededByNow(tx: Transaction, versionId: number, now: number): Promise<boolean> {
  await tx.run(sql`update versions set updated_at = updated_at where id = ${versionId}`)
  const found = await tx.get(sql`
    select 1 as found where exists (select 1 from live where live.version_id = ${versionId} and ${isLive(sql`live`, now)})
      or exists (select 1 from held_versions held where held.version_id = ${versionId} and ${isStillHeld(sql`held`, now)})
      or exists (
        select 1 from branch_versions head where head.version_id = ${versionId}
          and head.id = (select max(member.id) from branch_versions member where member.branch_id = head.branch_id))`)
  return found !== undefined
}
