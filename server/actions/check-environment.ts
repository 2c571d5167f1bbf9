import type { Broker } from '../broker.ts'
import { applyEvidence, needsComparison } from '../domain/evidence.ts'
import { atMoment } from '../domain/matrix/at-moment.ts'
import { Moment } from '../domain/moment.ts'
import { applyPolicies } from '../domain/policies.ts'
import { type Answer, judgePairings, type Reason } from '../domain/verdict.ts'
import type { Environment } from '../storage/environments.ts'
import { findEnvironmentWithPolicies } from '../storage/matrix/environment-with-policies.ts'
import { livePairingsIn, liveVersionsIn } from '../storage/matrix/live-pairings.ts'
import { theEnvironment } from './found.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'

export interface EnvironmentCheck {
  environment: Environment
  answer: Answer
  reasons: Reason[]
  versions: Array<{ application: string; version: string }>
}

/** Is everything that is live in the environment proved together? All facts come from one state of the database. */
export async function checkEnvironment(broker: Broker, uuid: string): Promise<EnvironmentCheck> {
  const at = broker.now()
  const { wanted, ...check } = await broker.db.snapshot(async queries => {
    const environment = await theEnvironment(queries, uuid)
    const { id, name } = environment
    const policies = (await findEnvironmentWithPolicies(queries, name))?.policies ?? []
    const moment = new Moment(at)
    const circumstances = { policies, ignored: [], environment: name, moment }
    const there = atMoment(await livePairingsIn(queries, id, at), moment)
    const pairings = applyEvidence(applyPolicies(there, circumstances), circumstances)
    const wanted = pairings.filter(needsComparison)
    return { environment, ...judgePairings(pairings), versions: await liveVersionsIn(queries, id, at), wanted }
  })
  await scheduleComparisons(broker, wanted)
  return check
}
