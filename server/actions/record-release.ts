import { randomUUID } from 'node:crypto'
import type { Version } from '../domain/version.ts'
import type { Transaction } from '../storage/database.ts'
import type { Environment } from '../storage/environments.ts'
import { keepEvent } from '../storage/events.ts'
import { endRelease, ensureRelease, findReleasedVersion, makeReleaseLive, resumeRelease } from '../storage/releases.ts'
import { missing } from './found.ts'

/** Records that the version is supported in the environment; one whose support ended is supported again. */
export async function recordRelease(
  tx: Transaction,
  { version, environment }: { version: Version; environment: Environment },
  now: number
): Promise<{ uuid: string; isNew: boolean }> {
  const ids = { applicationId: version.applicationId, environmentId: environment.id, versionId: version.id }
  const uuid = randomUUID()
  const release = await ensureRelease(tx, { uuid, ...ids }, now)
  const isNew = release.uuid === uuid
  if (!isNew && release.endedAt === null) return { uuid: release.uuid, isNew }
  if (!isNew) await resumeRelease(tx, release.id, now)
  await makeReleaseLive(tx, { id: release.id, ...ids }, now)
  await keepEvent(tx, 'release_recorded', { release: release.id, ...ids }, now)
  return { uuid: release.uuid, isNew }
}

/** Records that the version is no longer supported there. */
export async function recordSupportEnded(tx: Transaction, uuid: string, now: number): Promise<void> {
  const released = (await findReleasedVersion(tx, uuid)) ?? missing(`No released version has the UUID ${uuid}`)
  if (!(await endRelease(tx, released.id, now))) return
  const { applicationId, environmentId, versionId } = released
  await keepEvent(tx, 'release_ended', { release: released.id, applicationId, environmentId, versionId }, now)
}
