import type { Broker } from '../broker.ts'
import type { Uncompared } from '../domain/comparison.ts'
import { readCanIDeploy } from '../domain/matrix/read-question.ts'
import { Moment } from '../domain/moment.ts'
import { changedForGood, rollbackHorizon } from '../domain/rollback.ts'
import type { Answer, Verdict } from '../domain/verdict.ts'
import { invalid } from '../problem.ts'
import type { Environment } from '../storage/environments.ts'
import { rollbackTargets } from '../storage/rollback.ts'
import { matrixIn } from './ask-matrix.ts'
import { missing, theApplication, theEnvironment } from './found.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'

export interface SlotRollback {
  instance: string
  current: string
  /** What it would go back to; null where there is nothing, or where that is too long ago. */
  target: string | null
  /** That of the target, now. */
  verdict: Verdict | undefined
  /** Stores that what is there changed for good, so that the target may not understand what is in them. */
  changedForGood: string[]
}

export interface Rollback {
  application: string
  environment: Environment
  /** No where a slot has nothing to go back to, or the way back is closed for good. */
  answer: Answer
  slots: SlotRollback[]
}

/** Could the application go back to what its slots held before? The verdict for each target, as things are now. */
export async function canIRollBack(
  broker: Broker,
  { application: name, environment: uuid, instance }: { application: string; environment: string; instance: string | undefined }
): Promise<Rollback> {
  const now = broker.now()
  const { wanted, ...rollback } = await broker.db.snapshot(async db => {
    const application = await theApplication(db, name)
    const environment = await theEnvironment(db, uuid)
    const found = (await rollbackTargets(db, application.id, environment.id)).filter(
      slot => instance === undefined || slot.instance === instance
    )
    if (found.length === 0) missing(`${name} is not deployed to ${environment.name}${instance ? ` as ${instance}` : ''}`)
    const slots: SlotRollback[] = []
    const wanted: Uncompared[] = []
    for (const { target, endedAt, current, instance, currentStores, targetStores } of found) {
      const slot = { instance, current, changedForGood: target === null ? [] : changedForGood(currentStores, targetStores) }
      const tooLate = endedAt !== null && now > endedAt + rollbackHorizon(broker.config)
      if (target === null || tooLate) {
        slots.push({ ...slot, target: null, verdict: undefined, changedForGood: [] })
        continue
      }
      const { question, errors } = readCanIDeploy({
        pacticipant: application.name,
        version: target,
        environment: environment.name,
        applicationInstance: instance
      })
      if (question === undefined) throw invalid(errors)
      const answer = await matrixIn({ db, config: broker.config }, question, new Moment(now))
      wanted.push(...answer.wanted)
      slots.push({ ...slot, target, verdict: answer.verdict })
    }
    return { application: application.name, environment, answer: answerOf(slots), slots, wanted }
  })
  await scheduleComparisons(broker, wanted)
  return rollback
}

function answerOf(slots: readonly SlotRollback[]): Answer {
  const answers = slots.map(({ verdict, changedForGood }) => (changedForGood.length > 0 ? 'no' : (verdict?.answer ?? 'no')))
  if (answers.includes('no')) return 'no'
  return answers.includes('unknown') ? 'unknown' : 'yes'
}
