import type { Team } from '../domain/owner.ts'
import type { RolloutFact } from '../domain/rollouts.ts'
import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

export type RolloutState = 'in-progress' | 'finished' | 'aborted' | 'replaced'

/** That a version comes, or came, into a slot while another still runs there. */
export interface Rollout {
  id: number
  uuid: string
  applicationId: number
  application: string
  versionId: number
  version: string
  environmentId: number
  environmentUuid: string
  /** Empty for none. */
  instance: string
  state: RolloutState
  leaseUntil: number
  createdAt: number
  updatedAt: number
  endedAt: number | null
}

export interface Slot {
  environmentId: number
  applicationId: number
  instance: string
}

const columns = sql`rollout.id, rollout.uuid, version.application_id as "applicationId", application.name as application,
  rollout.version_id as "versionId", version.number as version, rollout.environment_id as "environmentId",
  environment.uuid as "environmentUuid", rollout.instance, rollout.state, rollout.lease_until as "leaseUntil",
  rollout.created_at as "createdAt", rollout.updated_at as "updatedAt", rollout.ended_at as "endedAt"`

const from = sql`from rollouts rollout
  join versions version on version.id = rollout.version_id
  join applications application on application.id = version.application_id
  join environments environment on environment.id = rollout.environment_id`

export const findRollout = (db: Queries, uuid: string): Promise<Rollout | undefined> =>
  db.get(sql`select ${columns} ${from} where rollout.uuid = ${uuid}`)

/** Those of the version in the environment, whatever became of them, the newest first. */
export const rolloutsOf = (db: Queries, versionId: number, environmentId: number): Promise<Rollout[]> =>
  db.all(sql`
    select ${columns} ${from}
    where rollout.version_id = ${versionId} and rollout.environment_id = ${environmentId} order by rollout.id desc`)

/** What is in progress in the environment, the newest first. */
export const currentRolloutsIn = (db: Queries, environmentId: number): Promise<Rollout[]> =>
  db.all(sql`
    select ${columns} ${from} join live on live.rollout_id = rollout.id
    where live.environment_id = ${environmentId} order by rollout.id desc`)

/** The same, as the verdict knows them, with the teams of their applications. */
export const openRolloutsIn = (db: Queries, environmentId: number): Promise<Array<RolloutFact & Team>> =>
  db.all(sql`
    select ${columns}, application.owner, application.contact ${from} join live on live.rollout_id = rollout.id
    where live.environment_id = ${environmentId} order by rollout.id desc`)

/** The one in progress in the slot. The caller has the environment locked. */
export const rolloutInSlot = (db: Queries, { environmentId, applicationId, instance }: Slot): Promise<Rollout | undefined> =>
  db.get(sql`
    select ${columns} ${from} join live on live.rollout_id = rollout.id
    where live.environment_id = ${environmentId} and live.application_id = ${applicationId} and live.kind = 'rolling'
      and live.instance = ${instance}`)

/** Begins a rollout in a slot that has none, which makes its version live. Gives its id. */
export async function beginRollout(
  tx: Transaction,
  { uuid, versionId, environmentId, applicationId, instance }: Slot & { uuid: string; versionId: number },
  leaseUntil: number,
  now: number
): Promise<number> {
  const { id } = (await tx.get<{ id: number }>(sql`
    insert into rollouts (uuid, version_id, environment_id, instance, state, lease_until, created_at, updated_at)
    values (${uuid}, ${versionId}, ${environmentId}, ${instance}, 'in-progress', ${leaseUntil}, ${now}, ${now}) returning id`))!
  await tx.run(sql`
    insert into live (environment_id, application_id, version_id, instance, kind, rollout_id, since)
    values (${environmentId}, ${applicationId}, ${versionId}, ${instance}, 'rolling', ${id}, ${now})`)
  return id
}

export async function extendRollout(tx: Transaction, id: number, leaseUntil: number, now: number): Promise<void> {
  await tx.run(sql`update rollouts set lease_until = ${leaseUntil}, updated_at = ${now} where id = ${id}`)
}

/** Its version is live no more by this rollout. */
export async function endRollout(
  tx: Transaction,
  id: number,
  state: Exclude<RolloutState, 'in-progress'>,
  now: number
): Promise<void> {
  await tx.run(sql`update rollouts set state = ${state}, ended_at = ${now}, updated_at = ${now} where id = ${id}`)
  await tx.run(sql`delete from live where rollout_id = ${id}`)
}
