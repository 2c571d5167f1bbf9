import { randomUUID } from 'node:crypto'
import { Problem } from '../problem.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import type { Transaction } from '../storage/database.ts'
import { type Environment, lockEnvironment } from '../storage/environments.ts'
import { keepEvent } from '../storage/events.ts'
import { endReservation } from '../storage/held-versions.ts'
import { reinstate } from '../storage/retirement.ts'
import { beginRollout, extendRollout, findRollout, type Rollout, type RolloutState, rolloutInSlot } from '../storage/rollouts.ts'
import { findVersion } from '../storage/versions.ts'
import { endRollout } from './end-rollout.ts'
import { missing, theEnvironment } from './found.ts'
import { type Deployment, recordDeployment } from './record-deployment.ts'

/**
 * The version comes into the slot while what is there still runs: both are live, until the rollout ends. A rollout of the same version
 * that is in progress there gets a new lease. What is rolled out is not retired, as with a deployment.
 */
export async function startRollout(
  tx: Transaction,
  { version, environment, instance, lease }: Deployment & { lease: number },
  now: number
): Promise<{ uuid: string; isNew: boolean }> {
  await lockEnvironment(tx, environment.id)
  await reinstate(tx, version.applicationId, now)
  const ids = { applicationId: version.applicationId, environmentId: environment.id, versionId: version.id }
  const current = await rolloutInSlot(tx, { ...ids, instance })
  if (current?.versionId === version.id) {
    await extendRollout(tx, current.id, now + lease, now)
    return { uuid: current.uuid, isNew: false }
  }
  if (current !== undefined) throw alreadyRolling(current, environment)
  await endReservation(tx, { ...ids, instance })
  const uuid = randomUUID()
  const rollout = await beginRollout(tx, { uuid, ...ids, instance }, now + lease, now)
  await keepEvent(tx, 'rollout_started', { rollout, ...ids }, now)
  await scheduleFor(tx, version.id, now)
  return { uuid, isNew: true }
}

const alreadyRolling = ({ application, version, uuid }: Rollout, { name }: Environment) =>
  new Problem('conflict', `${application} ${version} is being rolled out to ${name} (${uuid}). Finish or abort that first.`)

/** The version is all that runs in the slot now: it is deployed there. Undefined where that was recorded before. */
export async function finishRollout(tx: Transaction, uuid: string, now: number): Promise<Deployment | undefined> {
  const rollout = await openRollout(tx, uuid, 'finished')
  if (rollout === undefined) return undefined
  const { application, version: number, environmentUuid, instance } = rollout
  const version = (await findVersion(tx, application, number)) ?? missing(`${application} has no version ${number}`)
  const deployment = { version, environment: await theEnvironment(tx, environmentUuid), instance }
  await recordDeployment(tx, deployment, now)
  return deployment
}

/** The version runs in the slot no more; what was there before still does. */
export async function abortRollout(tx: Transaction, uuid: string, now: number): Promise<undefined> {
  const rollout = await openRollout(tx, uuid, 'aborted')
  if (rollout !== undefined) await endRollout(tx, rollout, 'aborted', now)
}

/** Undefined where it has ended that way before; one that ended otherwise is refused. */
async function openRollout(tx: Transaction, uuid: string, wanted: RolloutState): Promise<Rollout | undefined> {
  const found = (await findRollout(tx, uuid)) ?? missing(`No rollout has the UUID ${uuid}`)
  await lockEnvironment(tx, found.environmentId)
  const rollout = (await findRollout(tx, uuid)) ?? missing(`No rollout has the UUID ${uuid}`)
  if (rollout.state === 'in-progress') return rollout
  if (rollout.state === wanted) return undefined
  const { application, version, state } = rollout
  throw new Problem('conflict', `The rollout of ${application} ${version} was ${state} before. To roll it out again, start anew.`)
}
