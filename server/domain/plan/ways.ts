import { goTogether, type Move, type Obstacle, type PlanFacts, placesOf, runs, type State, type Version } from './world.ts'

/** A place that may be filled with another version. */
interface Slot {
  application: string
  instance: string
  /** What is in the way there; undefined where nothing of the application is. */
  version: Version | undefined
}

/** Obstacles at one place are put right by one move. */
export function placeKey({ place, contract, provider }: Obstacle): string {
  if (place !== undefined) return `${place.application} ${place.instance} ${place.version.id}`
  return provider === undefined ? `${contract.provider} is missing` : `${contract.provider} itself`
}

export const mergedByPlace = (obstacles: readonly Obstacle[]): Obstacle[] => [
  ...new Map(obstacles.map(obstacle => [placeKey(obstacle), obstacle])).values()
]

/** Undefined where no deployment changes what is in the way. */
export function slotOf({ place, provider, contract }: Obstacle): Slot | undefined {
  if (place === undefined) {
    return provider === undefined ? { application: contract.provider, instance: '', version: undefined } : undefined
  }
  const { application, instance, version } = place
  return instance === undefined ? undefined : { application, instance, version }
}

/** Versions for the slot, newer than all that runs there, that go together with the one that meets an obstacle there. */
export function fittingVersions(
  facts: PlanFacts,
  state: State,
  { application, instance }: Slot,
  { version, verifying }: { version: Version; verifying: boolean }
): Version[] {
  const running = placesOf(state, application).filter(place => place.instance === instance)
  const newest = Math.max(...running.map(place => place.version.order))
  return facts
    .candidatesOf(application)
    .filter(({ order }) => order > newest)
    .filter(one => goTogether(facts, one, version, verifying))
}

/** How a place may come to fit the move: by a newer version, or at last by giving up one slot of several. */
export function waysAround(
  facts: PlanFacts,
  state: State,
  { move, obstacle, verifying }: { move: Move; obstacle: Obstacle; verifying: boolean }
): Move[] {
  const slot = slotOf(obstacle)
  if (slot === undefined) return []
  const { application, instance, version } = slot
  const fitting = fittingVersions(facts, state, slot, { version: move.version, verifying })
  const deployments = fitting.map((version): Move => ({ kind: 'deploy', version, instance }))
  if (version === undefined) return deployments
  const there = placesOf(state, application).filter(runs)
  const alone = there.filter(place => place.instance === instance).length === 1
  const elsewhere = there.some(place => place.instance !== instance)
  return alone && elsewhere ? [...deployments, { kind: 'undeploy', version, instance }] : deployments
}
