import { randomUUID } from 'node:crypto'
import type { Version } from '../domain/version.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import type { Transaction } from '../storage/database.ts'
import { emptySlot, endDeployment, fillSlot, findDeployedVersion, lockSlot, uuidOfDeployment } from '../storage/deployments.ts'
import type { Environment } from '../storage/environments.ts'
import { keepEvent } from '../storage/events.ts'
import { reinstate } from '../storage/retirement.ts'
import { announceWindows } from '../storage/windows.ts'
import { missing } from './found.ts'

export interface Deployment {
  version: Version
  environment: Environment
  /** Empty for none, which is a slot of its own. */
  instance: string
}

/**
 * Records that the slot now holds the version, and gives the record's uuid: the old one when it held it already. What runs is not
 * retired, whatever was meant: to refuse the record would hide it from every verdict.
 */
export async function recordDeployment(
  tx: Transaction,
  { version, environment, instance }: Deployment,
  now: number
): Promise<string> {
  await reinstate(tx, version.applicationId, now)
  const ids = { applicationId: version.applicationId, environmentId: environment.id, versionId: version.id }
  const slot = await lockSlot(tx, { ...ids, instance }, version.id, now)
  const before = slot.deployedVersionId
  if (before !== null && slot.versionId === version.id) return uuidOfDeployment(tx, before)
  if (before !== null && (await endDeployment(tx, before, now))) {
    await keepEvent(tx, 'deployment_ended', { deployment: before, ...ids, versionId: slot.versionId }, now)
  }
  const uuid = randomUUID()
  const deployment = await fillSlot(tx, slot.id, { uuid, ...ids, instance }, now)
  await keepEvent(tx, 'deployment_recorded', { deployment, ...ids }, now)
  await announceWindows(tx, { version: version.id }, now)
  await scheduleFor(tx, version.id, now)
  return uuid
}

/** Records that a deployment is over. Nothing takes its place. */
export async function recordUndeployment(tx: Transaction, uuid: string, now: number): Promise<void> {
  const deployed = (await findDeployedVersion(tx, uuid)) ?? missing(`No deployed version has the UUID ${uuid}`)
  await emptySlot(tx, deployed.id)
  if (!(await endDeployment(tx, deployed.id, now))) return
  const { applicationId, environmentId, versionId } = deployed
  await keepEvent(tx, 'deployment_ended', { deployment: deployed.id, applicationId, environmentId, versionId }, now)
}
