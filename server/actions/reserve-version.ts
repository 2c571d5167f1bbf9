import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { readCanIDeploy } from '../domain/matrix/read-question.ts'
import { Moment } from '../domain/moment.ts'
import { invalid } from '../problem.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import { lockEnvironment } from '../storage/environments.ts'
import { keepEvent } from '../storage/events.ts'
import { forgetEnded, release, reserve } from '../storage/held-versions.ts'
import { type MatrixAnswer, matrixIn } from './ask-matrix.ts'
import { missing, theEnvironment, theVersion } from './found.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'

export interface Reserving {
  application: string
  version: string
  /** Its uuid. */
  environment: string
  /** Undefined: the slot without an instance, and the question is about any. */
  instance: string | undefined
  /** In milliseconds. */
  lease: number
  ignore: unknown
}

/**
 * Asks whether the version can be deployed, and if so holds its place, so that the verdicts of others count it. Who asks for the same
 * environment meanwhile waits, and then sees this one: of two that do not fit, only one is told yes.
 */
export async function reserveVersion(
  broker: Broker,
  { application, version: number, environment: uuid, instance, lease, ignore }: Reserving
): Promise<{ answer: MatrixAnswer; environment: string; reservation: string | undefined }> {
  const made = await broker.db.transaction(async tx => {
    const version = await theVersion(tx, application, number)
    const { id, name } = await theEnvironment(tx, uuid)
    await lockEnvironment(tx, id)
    const now = broker.now()
    await forgetEnded(tx, id, now)
    const asked = { pacticipant: application, version: number, environment: name, applicationInstance: instance, ignore }
    const { question, errors } = readCanIDeploy(asked)
    if (question === undefined) throw invalid(errors)
    const answer = await matrixIn({ db: tx, config: broker.config }, question, new Moment(now))
    if (answer.verdict?.answer !== 'yes') return { answer, environment: name, reservation: undefined }
    const ids = { applicationId: version.applicationId, environmentId: id, versionId: version.id }
    const held = { ...ids, instance: instance ?? '' }
    const reservation = await reserve(tx, held, { uuid: randomUUID(), until: now + lease }, now)
    await keepEvent(tx, 'version_reserved', ids, now)
    await scheduleFor(tx, version.id, now)
    return { answer, environment: name, reservation }
  })
  await scheduleComparisons(broker, made.answer.wanted)
  return made
}

/** Gives the place back before its time. */
export function releaseReservation({ db, now }: Broker, uuid: string): Promise<void> {
  return db.transaction(async tx => {
    const ids = (await release(tx, uuid)) ?? missing(`No reservation has the UUID ${uuid}`)
    await keepEvent(tx, 'reservation_released', ids, now())
  })
}
