import { type Bound, type Bounds, placeKey, slotOfMissing } from './search.ts'
import {
  after,
  type Deploy,
  goTogether,
  meetingsOf,
  type Obstacle,
  obstaclesFor,
  type PlanFacts,
  placesOf,
  type State,
  stateOf
} from './world.ts'

interface Looking {
  facts: PlanFacts
  bounds: Bounds
  verifying: boolean
  hit: Set<Bound>
}

/** The smallest set of deployments with the goal among them that may be made at the same moment; undefined where there is none. */
export function smallestTogether(goal: Deploy, looking: Looking): Deploy[] | undefined {
  const { bounds, hit, facts } = looking
  const start = stateOf(facts.live)
  let states = 0
  let next = 1

  function grow(members: readonly Deploy[], limit: number): Deploy[] | undefined {
    if (states++ >= bounds.states) {
      hit.add('states')
      return undefined
    }
    const obstacles = obstaclesOfAll(looking, start, members)
    if (obstacles.length === 0) return [...members]
    const needed = members.length + new Set(obstacles.map(({ obstacle }) => placeKey(obstacle))).size
    if (needed > limit) {
      next = Math.min(next, needed)
      return undefined
    }
    const ways = obstacles.map(hindered => waysToJoin(looking, start, members, hindered)).sort((a, b) => a.length - b.length)
    for (const way of ways[0] as Deploy[]) {
      const found = grow([...members, way], limit)
      if (found !== undefined || hit.has('states')) return found
    }
    return undefined
  }

  for (let limit = 1; limit !== Number.POSITIVE_INFINITY; limit = next) {
    if (limit > bounds.together) {
      hit.add('together')
      return undefined
    }
    next = Number.POSITIVE_INFINITY
    const found = grow([goal], limit)
    if (found !== undefined || hit.has('states')) return found
  }
  return undefined
}

interface Hindered {
  member: Deploy
  obstacle: Obstacle
}

function obstaclesOfAll({ facts, verifying }: Looking, start: State, members: readonly Deploy[]): Hindered[] {
  const then = stateTogether(start, members)
  return members.flatMap(member =>
    obstaclesFor(facts, meetingsTogether(facts, start, then, member), verifying).map(obstacle => ({ member, obstacle }))
  )
}

/** Whom a member meets: what is there afterwards, and while it takes over, what it replaces of its own application. */
export const meetingsTogether = (facts: PlanFacts, start: State, then: State, { version }: Deploy) => [
  ...meetingsOf(facts, then, version),
  ...meetingsOf(facts, start, version).filter(({ place }) => place?.application === version.application)
]

export const stateTogether = (start: State, members: readonly Deploy[]): State => members.reduce(after, start)

/** A newer version for the place of the obstacle, unless a member goes there. */
function waysToJoin(
  { facts, verifying }: Looking,
  start: State,
  members: readonly Deploy[],
  { member, obstacle }: Hindered
): Deploy[] {
  const place = obstacle.place ?? slotOfMissing(obstacle)
  if (place?.instance === undefined) return []
  const { application, instance } = place
  if (members.some(({ version, instance: slot }) => version.application === application && slot === instance)) return []
  const running = placesOf(start, application).filter(there => there.instance === instance)
  const oldest = Math.max(...running.map(({ version }) => version.order))
  return facts
    .candidatesOf(application)
    .filter(({ order }) => order > oldest)
    .filter(version => goTogether(facts, version, member.version, verifying))
    .map(version => ({ kind: 'deploy', version, instance }))
}
