import { byVersion } from './first-verdicts.ts'
import type { AutonomyInput, Deployed, Judged } from './input.ts'

export interface Blocked {
  application: string
  by: string
  /** Milliseconds; where several were in the way at once, each is given its part. */
  time: number
}

/** How long a version may count as blocked: later nobody waits for it, and a newer one went instead. In milliseconds. */
const longest = 30 * 24 * 60 * 60 * 1000

/** How long versions waited for deployments of others: from an answer that named them to a yes, the version's deployment, or the end. */
export function blockedTimes({ verdicts = [], deployments, to }: AutonomyInput): Blocked[] {
  return [...byVersion(verdicts)].flatMap(asked => waitsOf(asked, endOf(asked[0] as Judged, deployments, to)))
}

const endOf = ({ application, version, at }: Judged, deployments: readonly Deployed[], to: number) =>
  deployments.find(there => there.application === application && there.version === version && there.at >= at)?.at ?? to

function waitsOf(asked: readonly Judged[], end: number): Blocked[] {
  const limit = Math.min(end, (asked[0] as Judged).at + longest)
  return asked.flatMap(({ application, answer, blockedBy, at }, i) => {
    if (answer === 'yes' || blockedBy.length === 0) return []
    const until = Math.min(asked[i + 1]?.at ?? limit, limit)
    return until <= at ? [] : blockedBy.map(by => ({ application, by, time: (until - at) / blockedBy.length }))
  })
}
