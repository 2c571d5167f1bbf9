import { judgeIn } from './engine.ts'
import type { Judgement, Question, Reason, Step } from './history.ts'
import type { World } from './world.ts'

/** Somebody answers for a version that goes there, up to the end of a day. It happens on the first day, whenever that is in the history. */
export interface OverrideStep {
  step: 'override'
  application: string
  version: string
  environment: string
  until: number
}

export interface Override extends Omit<OverrideStep, 'step'> {
  covers: Reason[]
}

/** "the reasons that fail or are unknown when it is made" */
export function overrideMade(world: World, { step: _, ...override }: OverrideStep): Override {
  return { ...override, covers: inTheWay(judgeIn(world, { ...override, at: 0 }).reasons) }
}

/**
 * "An override applies when it is valid (not revoked, not past its `until`) and covers every reason that fails or is unknown … Of
 * several the newest that applies … where none applies, the newest that is valid is told as `overrideNotCovering`."
 */
export function overridden(world: World, question: Question, reasons: readonly Reason[]): Judgement['override'] {
  const open = inTheWay(reasons)
  if (open.length === 0) return undefined
  const valid = world.overrides.filter(
    ({ application, version, environment, until }) =>
      application === question.application &&
      version === question.version &&
      environment === question.environment &&
      question.at <= until
  )
  if (valid.some(({ covers }) => open.every(reason => covers.some(known => isCovered(reason, known))))) return 'covers'
  return valid.length > 0 ? 'does not cover' : undefined
}

const inTheWay = (reasons: readonly Reason[]) => reasons.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')

/** "its code and the contract and versions that meet, or the element and the consumer versions that use it, of which some may have left …, or the two uses" */
const isCovered = (now: Reason, then: Reason) =>
  [now, then].map(keyOf).every((key, _, [first]) => key === first) && (now.users ?? []).every(user => then.users?.includes(user))

const keyOf = ({ code, consumer, consumerVersion, provider, providerVersion, shared, element }: Reason) =>
  JSON.stringify([code, consumer, consumerVersion, provider, providerVersion, shared, element])

/** None where there is no such version, or nothing in its way: the broker refuses it. */
export function answeredFor(
  world: World,
  asked: { application: string; version: string; environment: string },
  drawn: number
): Step[] {
  const { application, version, environment } = asked
  if (!world.versions.some(known => known.application === application && known.version === version)) return []
  const step: OverrideStep = { step: 'override', application, version, environment, until: 1 + (drawn % 7) }
  return overrideMade(world, step).covers.length === 0 ? [] : [step]
}
