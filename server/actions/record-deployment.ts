import { randomUUID } from 'node:crypto'
import type { Version } from '../domain/version.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import type { Transaction } from '../storage/database.ts'
import { emptySlot, endDeployment, fillSlot, findDeployedVersion, lockSlot, uuidOfDeployment } from '../storage/deployments.ts'
import { type Environment, lockEnvironment } from '../storage/environments.ts'
import { keepEvent } from '../storage/events.ts'
import { endReservation, forgetEnded } from '../storage/held-versions.ts'
import { reinstate } from '../storage/retirement.ts'
import { announceWindows } from '../storage/windows.ts'
import { endRolloutIn } from './end-rollout.ts'
import { missing } from './found.ts'
import { retainWriter } from './retain-writer.ts'

export interface Deployment {
  version: Version
  environment: Environment
  /** Empty for none, which is a slot of its own. */
  instance: string
}

/**
 * Records that the slot now holds the version, and gives the record's uuid: the old one when it held it already, which is not new. What
 * runs is not retired, whatever was meant: to refuse the record would hide it from every verdict.
 */
export async function recordDeployment(
  tx: Transaction,
  { version, environment, instance }: Deployment,
  now: number
): Promise<{ uuid: string; isNew: boolean }> {
  await lockEnvironment(tx, environment.id)
  await reinstate(tx, version.applicationId, now)
  const ids = { applicationId: version.applicationId, environmentId: environment.id, versionId: version.id }
  await endRolloutIn(tx, { ...ids, instance }, now)
  await endReservation(tx, { ...ids, instance })
  await forgetEnded(tx, environment.id, now)
  const slot = await lockSlot(tx, { ...ids, instance }, version.id, now)
  const before = slot.deployedVersionId
  if (before !== null && slot.versionId === version.id) return { uuid: await uuidOfDeployment(tx, before), isNew: false }
  if (before !== null && (await endDeployment(tx, before, now))) {
    await keepEvent(tx, 'deployment_ended', { deployment: before, ...ids, versionId: slot.versionId }, now)
    await retainWriter(tx, { ...ids, versionId: slot.versionId }, now)
  }
  const uuid = randomUUID()
  const deployment = await fillSlot(tx, slot.id, { uuid, ...ids, instance }, now)
  await keepEvent(tx, 'deployment_recorded', { deployment, ...ids }, now)
  await announceWindows(tx, { version: version.id }, now)
  await scheduleFor(tx, version.id, now)
  return { uuid, isNew: true }
}

/** Records that a deployment is over. Nothing takes its place. */
export async function recordUndeployment(tx: Transaction, uuid: string, now: number): Promise<void> {
  const deployed = (await findDeployedVersion(tx, uuid)) ?? missing(`No deployed version has the UUID ${uuid}`)
  await lockEnvironment(tx, deployed.environmentId)
  await emptySlot(tx, deployed.id)
  if (!(await endDeployment(tx, deployed.id, now))) return
  const { applicationId, environmentId, versionId } = deployed
  await keepEvent(tx, 'deployment_ended', { deployment: deployed.id, applicationId, environmentId, versionId }, now)
  await retainWriter(tx, { applicationId, environmentId, versionId }, now)
}
