import type { Queries, Transaction } from './database.ts'
import { empty, sql } from './sql.ts'

/** That a version is, or was, released in an environment: any number of versions are supported there at once. */
export interface ReleasedVersion {
  id: number
  uuid: string
  applicationId: number
  application: string
  versionId: number
  version: string
  environmentId: number
  environmentUuid: string
  createdAt: number
  updatedAt: number
  endedAt: number | null
}

const columns = sql`released.id, released.uuid, version.application_id as "applicationId", application.name as application,
  released.version_id as "versionId", version.number as version, released.environment_id as "environmentId",
  environment.uuid as "environmentUuid", released.created_at as "createdAt", released.updated_at as "updatedAt",
  released.ended_at as "endedAt"`

const from = sql`from released_versions released
  join versions version on version.id = released.version_id
  join applications application on application.id = version.application_id
  join environments environment on environment.id = released.environment_id`

export function findReleasedVersion(db: Queries, uuid: string): Promise<ReleasedVersion | undefined> {
  return db.get(sql`select ${columns} ${from} where released.uuid = ${uuid}`)
}

export function releasesOf(db: Queries, versionId: number, environmentId: number): Promise<ReleasedVersion[]> {
  return db.all(sql`
    select ${columns} ${from} where released.version_id = ${versionId} and released.environment_id = ${environmentId}`)
}

/** What is supported in the environment now, newest first. */
export function currentlySupportedIn(
  db: Queries,
  environmentId: number,
  { application, version }: { application?: string | undefined; version?: string | undefined } = {}
): Promise<ReleasedVersion[]> {
  return db.all(sql`
    select ${columns} ${from} join live on live.released_version_id = released.id
    where live.environment_id = ${environmentId}
      ${application === undefined ? empty : sql`and application.name = ${application}`}
      ${version === undefined ? empty : sql`and version.number = ${version}`}
    order by released.id desc`)
}

/** The release of the version in the environment, made with this uuid when there is none; locked until the transaction ends. */
export async function ensureRelease(
  tx: Transaction,
  { uuid, versionId, environmentId }: { uuid: string; versionId: number; environmentId: number },
  now: number
): Promise<{ id: number; uuid: string; endedAt: number | null }> {
  const release = await tx.get<{ id: number; uuid: string; endedAt: number | null }>(sql`
    insert into released_versions (uuid, version_id, environment_id, created_at, updated_at)
    values (${uuid}, ${versionId}, ${environmentId}, ${now}, ${now})
    on conflict (version_id, environment_id) do update set version_id = excluded.version_id
    returning id, uuid, ended_at as "endedAt"`)
  return release!
}

/** Supports an ended release again. */
export async function resumeRelease(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.run(sql`update released_versions set ended_at = null, updated_at = ${now} where id = ${id}`)
}

/** False when its support had ended before. */
export async function endRelease(tx: Transaction, id: number, now: number): Promise<boolean> {
  const ended = await tx.run(sql`
    update released_versions set ended_at = ${now}, updated_at = ${now} where id = ${id} and ended_at is null`)
  await tx.run(sql`delete from live where released_version_id = ${id}`)
  return ended > 0
}

/** Counts the release among what is live. */
export async function makeReleaseLive(
  tx: Transaction,
  release: { id: number; environmentId: number; applicationId: number; versionId: number },
  now: number
): Promise<void> {
  const { id, environmentId, applicationId, versionId } = release
  await tx.run(sql`
    insert into live (environment_id, application_id, version_id, kind, released_version_id, since)
    values (${environmentId}, ${applicationId}, ${versionId}, 'released', ${id}, ${now})
    on conflict (environment_id, application_id, version_id) where kind = 'released' do nothing`)
}
