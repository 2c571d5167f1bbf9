import { losses } from './losses.ts'
import {
  after,
  type Deploy,
  goTogether,
  type Move,
  meetingsOf,
  type Obstacle,
  obstaclesFor,
  type Place,
  type PlanFacts,
  placesOf,
  runs,
  type State,
  stateOf
} from './world.ts'

/** What a search may look at; where it stopped for that, the answer says so. */
export interface Bounds {
  /** States looked at in one search. */
  states: number
  /** Deployments in a plan. */
  steps: number
  /** Applications that go together. */
  together: number
}

export const usualBounds: Bounds = { states: 3000, steps: 40, together: 8 }

export type Bound = 'applications' | 'versions' | keyof Bounds

/** Moves still to be made, the next one last. */
type Goals = readonly Move[]

/**
 * The shortest order of moves that ends with the goal, each safe when it is made. What stands in the way of the last goal is put
 * right first, by a goal of its own; depth first, with a limit that grows by as little as anything was over it.
 */
export class Search {
  readonly facts: PlanFacts
  readonly bounds: Bounds
  readonly hit = new Set<Bound>()
  readonly #verifying: boolean
  #states = 0
  /** The smallest limit under which there is more to see. */
  #next = Number.POSITIVE_INFINITY
  #seen = new Map<string, number>()

  constructor(facts: PlanFacts, bounds: Bounds, verifying: boolean) {
    this.facts = facts
    this.bounds = bounds
    this.#verifying = verifying
  }

  orderTo(goal: Deploy): Move[] | undefined {
    const start = stateOf(this.facts.live)
    for (let limit = 1; ; limit = this.#next) {
      if (limit === Number.POSITIVE_INFINITY) return undefined
      if (limit > this.bounds.steps) {
        this.hit.add('steps')
        return undefined
      }
      this.#next = Number.POSITIVE_INFINITY
      this.#seen.clear()
      const found = this.#reach(start, [goal], [], limit)
      if (found !== undefined || this.hit.has('states')) return found
    }
  }

  #reach(state: State, goals: Goals, made: readonly Move[], limit: number): Move[] | undefined {
    const goal = goals.at(-1)
    if (goal === undefined) return [...made]
    if (this.#states++ >= this.bounds.states) {
      this.hit.add('states')
      return undefined
    }
    const obstacles = this.#obstacles(state, goal)
    if (obstacles === undefined) return undefined
    const needed = made.length + goals.length + new Set(obstacles.map(placeKey)).size
    if (needed > limit) {
      this.#next = Math.min(this.#next, needed)
      return undefined
    }
    if (this.#wasSeen(made, goals)) return undefined
    if (obstacles.length === 0) return this.#reach(after(state, goal), goals.slice(0, -1), [...made, goal], limit)
    const byPlace = [...new Map(obstacles.map(obstacle => [placeKey(obstacle), obstacle])).values()]
    const ways = byPlace.map(obstacle => this.#waysAround(state, goals, obstacle)).sort((a, b) => a.length - b.length)
    if (ways[0]?.length === 0) return undefined
    // Each has to be put right; which one first matters only now and then.
    for (const some of ways) {
      for (const way of this.#easiestFirst(state, some)) {
        const found = this.#reach(state, [...goals, way], made, limit)
        if (found !== undefined || this.hit.has('states')) return found
      }
    }
    return undefined
  }

  /** Undefined where nothing can help. */
  #obstacles(state: State, { kind, version, instance }: Move): Obstacle[] | undefined {
    if (kind === 'deploy') return obstaclesFor(this.facts, meetingsOf(this.facts, state, version), this.#verifying)
    const left = after(state, { kind, version, instance })
    const keeps = losses(this.facts, left, version.application).every(({ finding }) => finding.fit === 'proved')
    return keeps ? [] : undefined
  }

  /** How the place of an obstacle may come to fit the last goal: by a newer version, or at last by giving up one slot of several. */
  #waysAround(state: State, goals: Goals, obstacle: Obstacle): Move[] {
    const goal = goals.at(-1) as Move
    const place = obstacle.place ?? slotOfMissing(obstacle)
    if (place?.instance === undefined) return []
    const { application, instance } = place
    const pending = goals.filter(({ version, instance: slot }) => version.application === application && slot === instance)
    const newest = Math.min(...pending.map(({ version }) => version.order))
    const running = placesOf(state, application).filter(there => there.instance === instance)
    const oldest = Math.max(...running.map(({ version }) => version.order))
    const deployments = this.facts
      .candidatesOf(application)
      .filter(({ order }) => order > oldest && order < newest)
      .filter(version => goTogether(this.facts, version, goal.version, this.#verifying))
      .map(version => ({ kind: 'deploy' as const, version, instance }))
    const replaced = pending.length > 0 || place.version === undefined || running.length > 1
    const others = placesOf(state, application).filter(other => runs(other) && other.instance !== instance)
    if (replaced || others.length === 0) return deployments
    return [...deployments, { kind: 'undeploy', version: place.version, instance }]
  }

  /** What waits for nothing first; else as the candidates come. */
  #easiestFirst(state: State, ways: readonly Move[]): Move[] {
    if (ways.length === 1) return [...ways]
    const hindered = ({ kind, version }: Move) =>
      kind === 'undeploy'
        ? Number.POSITIVE_INFINITY
        : obstaclesFor(this.facts, meetingsOf(this.facts, state, version), false).length
    return ways
      .map(way => ({ way, count: hindered(way) }))
      .sort((a, b) => (a.count < b.count ? -1 : Number(a.count > b.count)))
      .map(({ way }) => way)
  }

  /** Whether the same was to be done from the same state before, with as few moves made. */
  #wasSeen(made: readonly Move[], goals: Goals): boolean {
    const places = new Map(made.map(move => [`${move.version.application} ${move.instance}`, keyOf(move)]))
    const key = `${[...places.values()].sort().join()} < ${goals.map(keyOf).join()}`
    if ((this.#seen.get(key) ?? Number.POSITIVE_INFINITY) <= made.length) return true
    this.#seen.set(key, made.length)
    return false
  }
}

const keyOf = ({ kind, version, instance }: Move) => `${kind} ${version.id} ${instance}`

/** Obstacles at one place are put right by one move. */
export const placeKey = ({ place, contract, consumer }: Obstacle): string =>
  place === undefined
    ? `${contract.provider} of ${consumer.application}`
    : `${place.application} ${place.instance} ${place.version.id}`

/** Where a provider that is not there would come to; undefined where a version does not fit itself. */
export function slotOfMissing({ provider, contract }: Obstacle): (Omit<Place, 'version'> & { version: undefined }) | undefined {
  return provider === undefined ? { application: contract.provider, instance: '', version: undefined } : undefined
}
