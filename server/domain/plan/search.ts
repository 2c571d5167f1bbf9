import { losses } from './losses.ts'
import { isElsewhere, mergedByPlace, placeKey, waysAround } from './ways.ts'
import { after, type Deploy, type Move, type Obstacle, obstaclesTo, type PlanFacts, type State, stateOf } from './world.ts'

/** What a search may look at; where it stopped for that, the answer says so. */
export interface Bounds {
  /** How often one search looks at what is in the way of a version in a state; what it has not seen yet counts for many. */
  states: number
  /** Deployments in a plan. */
  steps: number
  /** Applications that go together. */
  together: number
}

export const usualBounds: Bounds = { states: 100_000, steps: 40, together: 8 }

export type Bound = 'applications' | 'versions' | 'comparisons' | 'reasons' | keyof Bounds

/** A look at what is not known yet, in those at what is. */
const firstLook = 30

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
  #looksLeft = 0
  /** The smallest limit under which there is more to see. */
  #next = Number.POSITIVE_INFINITY
  #seen = new Map<string, number>()
  #known = new WeakMap<State, Map<string, unknown>>()

  constructor(facts: PlanFacts, bounds: Bounds, verifying: boolean) {
    this.facts = facts
    this.bounds = bounds
    this.#verifying = verifying
  }

  orderTo(goal: Deploy): Move[] | undefined {
    const start = stateOf(this.facts.live)
    this.#looksLeft = this.bounds.states
    for (let limit = 1; limit <= this.bounds.steps; limit = this.#next) {
      const found = this.#within(limit, start, goal)
      if (found !== undefined || this.#next === Number.POSITIVE_INFINITY) return found
      if (this.#looksLeft <= 0) return this.#any(start, goal)
    }
    this.hit.add('steps')
    return undefined
  }

  /** Not the shortest, perhaps: whatever is found first. */
  #any(start: State, goal: Deploy): Move[] | undefined {
    this.hit.add('states')
    this.#looksLeft = this.bounds.states
    return this.#within(this.bounds.steps, start, goal)
  }

  #within(limit: number, start: State, goal: Deploy): Move[] | undefined {
    this.#next = Number.POSITIVE_INFINITY
    this.#seen.clear()
    return this.#reach(start, [goal], [], limit)
  }

  #reach(state: State, goals: Goals, made: readonly Move[], limit: number): Move[] | undefined {
    const goal = goals.at(-1)
    if (goal === undefined) return [...made]
    const forced = this.#forced(state, goals)
    if (forced === undefined) return undefined
    const needed = made.length + goals.length + forced
    if (needed > limit || this.#looksLeft <= 0) {
      this.#next = Math.min(this.#next, needed)
      return undefined
    }
    if (this.#wasSeen(made, goals)) return undefined
    // It was when the goal was set, and what was done since may have changed that.
    if (goal.kind === 'undeploy' && !isElsewhere(state, goal.version.application, goal.instance)) return undefined
    const obstacles = this.#obstacles(state, goal)
    if (obstacles.length === 0) return this.#reach(after(state, goal), goals.slice(0, -1), [...made, goal], limit)
    const ways = mergedByPlace(obstacles)
      .map(obstacle => this.#openWays(state, goal, obstacle).filter(way => isBefore(way, goals)))
      .sort((a, b) => a.length - b.length)
    // Each has to be put right; which one first matters only now and then.
    for (const some of ways) {
      for (const way of this.#easiestFirst(state, some)) {
        const found = this.#reach(state, [...goals, way], made, limit)
        if (found !== undefined || this.#looksLeft <= 0) return found
      }
    }
    return undefined
  }

  /**
   * How many places have to change, at the least, before the last goal: those in its way, and those that are in the way whichever way is
   * chosen. Undefined where one of them cannot.
   */
  #forced(state: State, goals: Goals): number | undefined {
    const goal = goals.at(-1) as Move
    const obstacles = this.#obstacles(state, goal)
    const forced = new Map(mergedByPlace(obstacles).map(obstacle => [placeKey(obstacle), [{ move: goal, obstacle }]]))
    // A map that grows while it is walked through gives what was added, too.
    for (const hindered of forced.values()) {
      const ways = hindered
        .flatMap(({ move, obstacle }) => this.#openWays(state, move, obstacle))
        .filter(way => isBefore(way, goals))
      if (ways.length === 0) return undefined
      const further = ways.map(move => mergedByPlace(this.#obstacles(state, move)).map(obstacle => ({ move, obstacle })))
      for (const { obstacle } of further[0] ?? []) {
        const key = placeKey(obstacle)
        const same = further.map(list => list.filter(other => placeKey(other.obstacle) === key))
        if (!forced.has(key) && same.every(list => list.length > 0)) forced.set(key, same.flat())
      }
    }
    return forced.size
  }

  /** The ways around an obstacle of a move in whose own way nothing stands that cannot be put right; what is to come there later aside. */
  #openWays(state: State, move: Move, obstacle: Obstacle): Move[] {
    return this.#once(state, `${keyOf(move)} ${placeKey(obstacle)}`, () =>
      this.#waysAround(state, move, obstacle).filter(way =>
        this.#obstacles(state, way).every(other => this.#waysAround(state, way, other).length > 0)
      )
    )
  }

  #waysAround(state: State, move: Move, obstacle: Obstacle): Move[] {
    return this.#once(state, `${keyOf(move)} ${placeKey(obstacle)} at first`, () =>
      waysAround(this.facts, state, { move, obstacle, verifying: this.#verifying })
    )
  }

  #obstacles(state: State, move: Move): Obstacle[] {
    return this.#once(state, keyOf(move), () => this.#findObstacles(state, move))
  }

  /** The same is asked of a state again and again. */
  #once<Found>(state: State, key: string, find: () => Found): Found {
    let known = this.#known.get(state)
    if (known === undefined) this.#known.set(state, (known = new Map()))
    this.#looksLeft--
    if (!known.has(key)) {
      this.#looksLeft -= firstLook
      known.set(key, find())
    }
    return known.get(key) as Found
  }

  #findObstacles(state: State, move: Move): Obstacle[] {
    if (move.kind === 'deploy') return obstaclesTo(this.facts, state, move, this.#verifying)
    const lost = losses(this.facts, after(state, move), move.version.application).filter(
      ({ finding: { fit } }) => fit === 'failed' || (fit === 'missing' && !this.#verifying)
    )
    return lost.slice(0, 1).map(loss => ({ ...loss, left: lost }))
  }

  /** What waits for least first; else as the candidates come. */
  #easiestFirst(state: State, ways: readonly Move[]): Move[] {
    const hindered = (way: Move) => (way.kind === 'undeploy' ? Number.MAX_VALUE : this.#obstacles(state, way).length)
    return ways.toSorted((a, b) => hindered(a) - hindered(b))
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

/** What is to be deployed in a slot later on is not deployed there before, and nothing newer; nor is the slot given up. */
const isBefore = ({ kind, version, instance }: Move, goals: Goals): boolean =>
  goals
    .filter(goal => goal.version.application === version.application && goal.instance === instance)
    .every(goal => kind === 'deploy' && version.order < goal.version.order)
