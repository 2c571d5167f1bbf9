import { isInTheWay, type Reason } from '../reasons.ts'
import type { Answer } from '../verdict.ts'
import { losses } from './losses.ts'
import { type Bound, type Bounds, Search, usualBounds } from './search.ts'
import { smallestTogether, stateTogether } from './together.ts'
import {
  after,
  type Deploy,
  type Meeting,
  type Move,
  meetingsOf,
  meetingsTogether,
  type Obstacle,
  obstaclesFor,
  obstaclesTo,
  type PlanFacts,
  type State,
  stateOf
} from './world.ts'

/** A contract to be verified with a provider version before the step that follows. */
export interface Verify extends Meeting {
  kind: 'verify'
}

/** Deployments that are only safe when they are made at the same moment. */
export interface Together {
  kind: 'together'
  deployments: Deploy[]
}

export type { Bound }

export type Step = Verify | Move | Together

export interface Plan {
  /** `ready`: nothing stands in the way. `steps`: each is safe alone. `none`: no way was found. */
  outcome: 'ready' | 'steps' | 'together' | 'none'
  steps: Step[]
  /** What forces versions to go together, or what no version puts right. */
  because: Reason[]
  /** What was not looked at any further. Where nothing was found, there may be something beyond. */
  bounds: Bound[]
}

/**
 * Whether there is a way in which each step is safe alone. That a set has to go together is a no, unless comparisons that were asked for
 * just now may say otherwise; that nothing was found is one only where everything was looked at.
 */
export function answerOfPlan({ outcome, bounds }: Plan): Answer {
  if (outcome === 'ready' || outcome === 'steps') return 'yes'
  const isOpen = outcome === 'none' ? bounds.length > 0 : bounds.includes('comparisons')
  return isOpen ? 'unknown' : 'no'
}

/**
 * How the goal may be reached: by steps that are proved to be safe, else by such that need verifications first, else together. docs/plan.md
 * tells it in words.
 */
export function planFor(facts: PlanFacts, goal: Deploy, bounds: Bounds = usualBounds): Plan {
  const start = stateOf(facts.live)
  const cut = new Set<Bound>()
  for (const verifying of [false, true]) {
    const search = new Search(facts, bounds, verifying)
    const moves = search.orderTo(goal)
    for (const bound of search.hit) cut.add(bound)
    if (moves !== undefined) return { ...ordered(facts, start, moves), bounds: [...search.hit] }
  }
  const together = fewestTogether(facts, goal, bounds, cut)
  if (together === undefined)
    return { outcome: 'none', steps: [], because: reasonsOf(inTheWay(facts, start, goal)), bounds: [...cut] }
  const then = stateTogether(start, together)
  const verifications = together.flatMap(member => toVerify(facts, meetingsTogether(facts, start, then, member)))
  return {
    outcome: 'together',
    steps: [...distinct(verifications), { kind: 'together', deployments: together }],
    because: reasonsOf(forces(facts, start, together)),
    bounds: [...cut]
  }
}

function ordered(facts: PlanFacts, start: State, moves: readonly Move[]): Plan {
  const steps: Step[] = []
  let state = start
  for (const move of moves) {
    const before = state
    state = after(state, move)
    const meetings =
      move.kind === 'deploy' ? meetingsOf(facts, before, move.version) : losses(facts, state, move.version.application)
    steps.push(...toVerify(facts, meetings), move)
  }
  const found = distinct(steps)
  return { outcome: found.length === 1 ? 'ready' : 'steps', steps: found, because: [], bounds: [] }
}

/** As few as possible; where as few are proved to go together, those. */
function fewestTogether(facts: PlanFacts, goal: Deploy, bounds: Bounds, hit: Set<Bound>): Deploy[] | undefined {
  const fewest = smallestTogether(goal, { facts, bounds, verifying: true, hit })
  if (fewest === undefined) return undefined
  const asFew = { ...bounds, together: fewest.length }
  return smallestTogether(goal, { facts, bounds: asFew, verifying: false, hit: new Set() }) ?? fewest
}

const toVerify = (facts: PlanFacts, meetings: readonly Meeting[]): Verify[] =>
  obstaclesFor(facts, meetings, false)
    .filter(({ finding }) => finding.fit === 'missing')
    .map(({ finding: _, ...meeting }) => ({ kind: 'verify', ...meeting }))

/** A contract is verified once with a provider version, whichever consumer versions have it. */
function distinct(steps: readonly Step[]): Step[] {
  const seen = new Set<string>()
  return steps.filter(step => {
    if (step.kind !== 'verify') return true
    const key = `${step.contract.id} ${step.provider?.id}`
    return !seen.has(key) && seen.add(key)
  })
}

const inTheWay = (facts: PlanFacts, start: State, goal: Deploy): Obstacle[] => obstaclesTo(facts, start, goal, true)

/** Why the members cannot go one after the other: what each meets now where another member goes. */
function forces(facts: PlanFacts, start: State, members: readonly Deploy[]): Obstacle[] {
  const joined = new Set(members.map(({ version }) => version.application))
  return members.flatMap(member =>
    inTheWay(facts, start, member).filter(({ place, contract }) => {
      const other = place?.application ?? contract.provider
      return other !== member.version.application && joined.has(other)
    })
  )
}

/** Those that are in the way, each once. */
const reasonsOf = (obstacles: readonly Obstacle[]): Reason[] => [
  ...new Set(obstacles.flatMap(({ finding }) => finding.reasons.filter(isInTheWay)))
]
