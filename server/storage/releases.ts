import { idNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { empty, type Sql, sql } from './sql.ts'

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
  /** The last millisecond of support that was promised; null for no end. */
  supportedUntil: number | null
  /** When its support ended: it was said so, or the promised day is over. Null while it is supported. */
  endedAt: number | null
}

/** When a release's support ended, null while it is supported: what is not said to be over is over after the promised day. */
export const supportEndedAt = (now: number, release: Sql = sql`released`) => sql`
  coalesce(${release}.ended_at, case when ${release}.supported_until < ${now} then ${release}.supported_until end)`

const columns = (
  now: number
) => sql`released.id, released.uuid, version.application_id as "applicationId", application.name as application,
  released.version_id as "versionId", version.number as version, released.environment_id as "environmentId",
  environment.uuid as "environmentUuid", released.created_at as "createdAt", released.updated_at as "updatedAt",
  released.supported_until as "supportedUntil", ${supportEndedAt(now)} as "endedAt"`

const from = sql`from released_versions released
  join versions version on version.id = released.version_id
  join applications application on application.id = version.application_id
  join environments environment on environment.id = released.environment_id`

export function findReleasedVersion(db: Queries, uuid: string, now: number): Promise<ReleasedVersion | undefined> {
  return db.get(sql`select ${columns(now)} ${from} where released.uuid = ${uuid}`)
}

export function releasesOf(db: Queries, versionId: number, environmentId: number, now: number): Promise<ReleasedVersion[]> {
  return db.all(sql`
    select ${columns(now)} ${from} where released.version_id = ${versionId} and released.environment_id = ${environmentId}`)
}

/** What is supported in the environment now, newest first. */
export function currentlySupportedIn(
  db: Queries,
  environmentId: number,
  now: number,
  { application, version }: { application?: string | undefined; version?: string | undefined } = {}
): Promise<ReleasedVersion[]> {
  return db.all(sql`
    select ${columns(now)} ${from} join live on live.released_version_id = released.id
    where live.environment_id = ${environmentId} and ${isLive(sql`live`, now)}
      ${application === undefined ? empty : sql`and application.id = ${idNamed(application)}`}
      ${version === undefined ? empty : sql`and version.number = ${version}`}
    order by released.id desc`)
}

/** The release of the version in the environment, made with this uuid when there is none; locked until the transaction ends. */
export async function ensureRelease(
  tx: Transaction,
  { uuid, versionId, environmentId }: { uuid: string; versionId: number; environmentId: number },
  now: number
): Promise<Pick<ReleasedVersion, 'id' | 'uuid' | 'supportedUntil' | 'endedAt'>> {
  const release = await tx.get<Pick<ReleasedVersion, 'id' | 'uuid' | 'supportedUntil' | 'endedAt'>>(sql`
    insert into released_versions (uuid, version_id, environment_id, created_at, updated_at)
    values (${uuid}, ${versionId}, ${environmentId}, ${now}, ${now})
    on conflict (version_id, environment_id) do update set version_id = excluded.version_id
    returning id, uuid, supported_until as "supportedUntil", ${supportEndedAt(now, sql`released_versions`)} as "endedAt"`)
  return release!
}

/** Supports the release up to then, or without an end; one that had ended, again. */
export async function supportRelease(tx: Transaction, id: number, until: number | null, now: number): Promise<void> {
  await tx.run(sql`
    update released_versions set ended_at = null, supported_until = ${until}, updated_at = ${now} where id = ${id}`)
}

/** False when its support had ended before. */
export async function endRelease(tx: Transaction, id: number, now: number): Promise<boolean> {
  const ended = await tx.run(sql`
    update released_versions set ended_at = ${now}, updated_at = ${now} where id = ${id} and ended_at is null`)
  await tx.run(sql`delete from live where released_version_id = ${id}`)
  return ended > 0
}

/** Counts the release among what is live, up to the moment given. */
export async function makeReleaseLive(
  tx: Transaction,
  release: { id: number; environmentId: number; applicationId: number; versionId: number; supportedUntil: number | null },
  now: number
): Promise<void> {
  const { id, environmentId, applicationId, versionId, supportedUntil } = release
  await tx.run(sql`
    insert into live (environment_id, application_id, version_id, kind, released_version_id, since, supported_until)
    values (${environmentId}, ${applicationId}, ${versionId}, 'released', ${id}, ${now}, ${supportedUntil})
    on conflict (environment_id, application_id, version_id) where kind = 'released'
    do update set supported_until = excluded.supported_until`)
}
