import type { Broker } from '../broker.ts'
import { anyBySource } from '../domain/equivalence.ts'
import { uncomparedAmong } from '../domain/evidence.ts'
import { settled } from '../domain/matrix/settle.ts'
import { Moment } from '../domain/moment.ts'
import type { Reason } from '../domain/reasons.ts'
import { type Answer, judgePairings, type Overdue } from '../domain/verdict.ts'
import type { Environment } from '../storage/environments.ts'
import { findEnvironmentWithPolicies } from '../storage/matrix/environment-with-policies.ts'
import { livePairingsIn, liveVersionsIn } from '../storage/matrix/live-pairings.ts'
import { type KeptOverride, overridesBetween } from '../storage/overrides.ts'
import { openRolloutsIn } from '../storage/rollouts.ts'
import { theEnvironment } from './found.ts'
import { scheduleComparisons } from './schedule-comparisons.ts'

export interface EnvironmentCheck {
  environment: Environment
  answer: Answer
  reasons: Reason[]
  versions: Array<{ application: string; version: string }>
  /** Where not all is proved, of versions that are live: somebody answers for what they lack, which changes nothing here. */
  overrides: KeptOverride[]
}

/** Is everything that is live in the environment proved together? All facts come from one state of the database. */
export async function checkEnvironment(broker: Broker, uuid: string): Promise<EnvironmentCheck> {
  const at = broker.now()
  const { wanted, ...check } = await broker.db.snapshot(async queries => {
    const environment = await theEnvironment(queries, uuid)
    const { id, name } = environment
    const policies = (await findEnvironmentWithPolicies(queries, name))?.policies ?? []
    const found = await livePairingsIn(queries, id, at, anyBySource(policies))
    const pairings = settled(found, { policies, ignored: [], environment: name, moment: new Moment(at) })
    const late = (await openRolloutsIn(queries, id)).filter(({ leaseUntil }) => at > leaseUntil)
    const overdue = late.map(
      ({ owner, contact, ...rollout }): Overdue => ({ code: 'rollout-overdue', rollout, team: { owner, contact } })
    )
    const wanted = uncomparedAmong(pairings)
    const versions = await liveVersionsIn(queries, id, at)
    const judged = judgePairings(pairings, overdue)
    const counts = ({ application, version, revokedAt }: KeptOverride) =>
      revokedAt === null && versions.some(live => live.application === application && live.version === version)
    // Where all is proved there is nothing to answer for.
    const overrides = judged.answer === 'yes' ? [] : (await overridesBetween(queries, id, at, at)).filter(counts)
    return { environment, ...judged, versions, overrides, wanted }
  })
  await scheduleComparisons(broker, wanted)
  return check
}
