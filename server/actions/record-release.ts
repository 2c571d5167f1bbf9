import { randomUUID } from 'node:crypto'
import { endOfDay } from '../domain/policy-rules.ts'
import type { Version } from '../domain/version.ts'
import { invalid, Problem } from '../problem.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import type { Transaction } from '../storage/database.ts'
import type { Environment } from '../storage/environments.ts'
import { keepEvent } from '../storage/events.ts'
import { endRelease, ensureRelease, findReleasedVersion, makeReleaseLive, supportRelease } from '../storage/releases.ts'
import { reinstate } from '../storage/retirement.ts'
import { announceWindows } from '../storage/windows.ts'
import { missing } from './found.ts'

export interface Release {
  version: Version
  environment: Environment
  /** The last millisecond of support; null for no end, undefined for what was said before. */
  supportedUntil?: number | null | undefined
}

/**
 * Records that the version is supported in the environment; one whose support ended is supported again. An application that was
 * retired is so no more, as with a deployment. `begins`: it was not supported there, until now.
 */
export async function recordRelease(
  tx: Transaction,
  { version, environment, supportedUntil }: Release,
  now: number
): Promise<{ uuid: string; isNew: boolean; begins: boolean }> {
  await reinstate(tx, version.applicationId, now)
  const ids = { applicationId: version.applicationId, environmentId: environment.id, versionId: version.id }
  const uuid = randomUUID()
  const release = await ensureRelease(tx, { uuid, ...ids }, now)
  const isNew = release.uuid === uuid
  const wasSupported = !isNew && release.endedAt === null
  const until = supportedUntil === undefined ? (wasSupported ? release.supportedUntil : null) : supportedUntil
  if (wasSupported && until === release.supportedUntil) return { uuid: release.uuid, isNew, begins: false }
  if (!isNew || until !== null) await supportRelease(tx, release.id, until, now)
  await makeReleaseLive(tx, { id: release.id, ...ids, supportedUntil: until }, now)
  if (!wasSupported) await keepEvent(tx, 'release_recorded', { release: release.id, ...ids }, now)
  await announceWindows(tx, { version: version.id }, now)
  await scheduleFor(tx, version.id, now)
  return { uuid: release.uuid, isNew, begins: !wasSupported }
}

/** Records that the version is no longer supported there. */
export async function recordSupportEnded(tx: Transaction, uuid: string, now: number): Promise<void> {
  const released = await theRelease(tx, uuid, now)
  // Of a release whose promised day is over, the support ended then.
  if (released.endedAt !== null || !(await endRelease(tx, released.id, now))) return
  const { applicationId, environmentId, versionId } = released
  await keepEvent(tx, 'release_ended', { release: released.id, applicationId, environmentId, versionId }, now)
}

/** Moves the end of the support of a release that is still supported. */
export async function changeSupport(tx: Transaction, uuid: string, supportedUntil: number | null, now: number): Promise<void> {
  const released = await theRelease(tx, uuid, now)
  if (released.endedAt !== null) {
    const text = 'cannot be moved once the support has ended; record the release again'
    throw new Problem('unprocessable', `supportedUntil ${text}`, { errors: { supportedUntil: [text] } })
  }
  await supportRelease(tx, released.id, supportedUntil, now)
  await makeReleaseLive(tx, { ...released, supportedUntil }, now)
}

const theRelease = async (tx: Transaction, uuid: string, now: number) =>
  (await findReleasedVersion(tx, uuid, now)) ?? missing(`No released version has the UUID ${uuid}`)

/** The moment that a day stands for: its end, UTC. A day that is over is refused. */
export function readSupportedUntil(day: string | null | undefined, now: number): number | null | undefined {
  if (day === null || day === undefined) return day
  const until = endOfDay(day)
  if (until === undefined) throw invalid({ supportedUntil: ['must be a date like 2026-01-31'] })
  if (until < now) throw invalid({ supportedUntil: ['is over; to end the support now, set currentlySupported to false'] })
  return until
}
