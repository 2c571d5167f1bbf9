import type { Queries, Transaction } from './database.ts'
import { isStillHeld } from './matrix/held.ts'
import { empty, sql } from './sql.ts'

/** That a version is about to be deployed in a slot, and counts in the verdicts of others until then or until its lease ends. */
export interface Reservation {
  uuid: string
  application: string
  version: string
  environmentUuid: string
  /** Empty for none. */
  instance: string
  since: number
  until: number
}

/** A version in a slot. */
export interface HeldVersion {
  environmentId: number
  applicationId: number
  versionId: number
  instance: string
}

const columns = sql`held.uuid, application.name as application, version.number as version,
  environment.uuid as "environmentUuid", held.instance, held.since, held.until`

const from = sql`from held_versions held
  join applications application on application.id = held.application_id
  join versions version on version.id = held.version_id
  join environments environment on environment.id = held.environment_id`

/** Undefined as well where its lease has ended. */
export const findReservation = (db: Queries, uuid: string, now: number): Promise<Reservation | undefined> =>
  db.get(sql`
    select ${columns} ${from} where held.uuid = ${uuid} and held.kind = 'reserved' and ${isStillHeld(sql`held`, now)}`)

/** What is reserved in the environment now, the newest first; all, or of one version. */
export const reservationsIn = (db: Queries, environmentId: number, now: number, versionId?: number): Promise<Reservation[]> =>
  db.all(sql`
    select ${columns} ${from}
    where held.environment_id = ${environmentId} and held.kind = 'reserved' and ${isStillHeld(sql`held`, now)}
      ${versionId === undefined ? empty : sql`and held.version_id = ${versionId}`}
    order by held.id desc`)

/** Holds the version up to then, or moves the end of what holds it already; gives the uuid. */
export async function reserve(
  tx: Transaction,
  { environmentId, applicationId, versionId, instance }: HeldVersion,
  { uuid, until }: { uuid: string; until: number },
  now: number
): Promise<string> {
  const kept = await tx.get<{ uuid: string }>(sql`
    insert into held_versions (uuid, environment_id, application_id, version_id, instance, kind, since, until)
    values (${uuid}, ${environmentId}, ${applicationId}, ${versionId}, ${instance}, 'reserved', ${now}, ${until})
    on conflict (environment_id, application_id, kind, version_id, instance) do update set until = excluded.until
    returning uuid`)
  return kept!.uuid
}

/** Undefined when there was none. */
export const release = (tx: Transaction, uuid: string): Promise<Record<string, number> | undefined> =>
  tx.get(sql`
    delete from held_versions where uuid = ${uuid} and kind = 'reserved'
    returning application_id as "applicationId", environment_id as "environmentId", version_id as "versionId"`)

/** Ends the reservation of a version that has arrived in its slot. */
export async function endReservation(tx: Transaction, held: HeldVersion): Promise<void> {
  const { environmentId, applicationId, versionId, instance } = held
  await tx.run(sql`
    delete from held_versions where environment_id = ${environmentId} and application_id = ${applicationId}
      and kind = 'reserved' and version_id = ${versionId} and instance = ${instance}`)
}

/** Lets a version that runs no more count as a writer of messages, up to then; null for ever. */
export async function retain(
  tx: Transaction,
  { environmentId, applicationId, versionId }: Omit<HeldVersion, 'instance'>,
  { uuid, until }: { uuid: string; until: number | null },
  endedAt: number
): Promise<void> {
  await tx.run(sql`
    insert into held_versions (uuid, environment_id, application_id, version_id, kind, since, until)
    values (${uuid}, ${environmentId}, ${applicationId}, ${versionId}, 'retained', ${endedAt}, ${until})
    on conflict (environment_id, application_id, kind, version_id, instance)
    do update set since = excluded.since, until = excluded.until where excluded.since >= held_versions.since`)
}

/** Moves the end wherever the version is retained, when its topics are read for another time now. */
export async function retainFor(tx: Transaction, versionId: number, retention: number | null): Promise<void> {
  const until = retention === null ? sql`null` : sql`since + ${retention}`
  await tx.run(sql`update held_versions set until = ${until} where version_id = ${versionId} and kind = 'retained'`)
}

/** Forgets what does not count any more. */
export async function forgetEnded(tx: Transaction, environmentId: number, now: number): Promise<void> {
  await tx.run(
    sql`delete from held_versions where environment_id = ${environmentId} and not ${isStillHeld(sql`held_versions`, now)}`
  )
}
