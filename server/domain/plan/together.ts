import type { Bound, Bounds } from './search.ts'
import { fittingVersions, placeKey, slotOf } from './ways.ts'
import { after, type Deploy, type Obstacle, obstaclesTo, type PlanFacts, type State, stateOf } from './world.ts'

/** A set of versions is looked at anew each time. */
const looksOfAState = 200

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
  let statesLeft = bounds.states / looksOfAState
  let next = 1

  function grow(members: readonly Deploy[], limit: number): Deploy[] | undefined {
    if (statesLeft-- <= 0) return undefined
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
      if (found !== undefined || statesLeft <= 0) return found
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
    if (statesLeft <= 0) hit.add('states')
    if (found !== undefined || statesLeft <= 0) return found
  }
  return undefined
}

interface Hindered {
  member: Deploy
  obstacle: Obstacle
}

function obstaclesOfAll({ facts, verifying }: Looking, start: State, members: readonly Deploy[]): Hindered[] {
  const then = stateTogether(start, members)
  return members.flatMap(member => obstaclesTo(facts, then, member, verifying, start).map(obstacle => ({ member, obstacle })))
}

export const stateTogether = (start: State, members: readonly Deploy[]): State => members.reduce(after, start)

/** A newer version for the place of the obstacle, unless a member goes there. */
function waysToJoin(
  { facts, verifying }: Looking,
  start: State,
  members: readonly Deploy[],
  { member, obstacle }: Hindered
): Deploy[] {
  const slot = slotOf(obstacle)
  if (slot === undefined) return []
  const { application, instance } = slot
  if (members.some(other => other.version.application === application && other.instance === instance)) return []
  return fittingVersions(facts, start, slot, { version: member.version, verifying }).map(version => ({
    kind: 'deploy',
    version,
    instance
  }))
}
