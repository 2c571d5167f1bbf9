import {
  goTogether,
  type Meeting,
  type Move,
  type Obstacle,
  type PlanFacts,
  placesOf,
  runs,
  type State,
  type Version
} from './world.ts'

/** A place that may be filled with another version. */
interface Slot {
  application: string
  instance: string
  /** What is in the way there; undefined where nothing of the application is. */
  version: Version | undefined
}

/** Obstacles at one place are put right by one move. */
export function placeKey({ place, contract, provider, left }: Obstacle): string {
  if (left !== undefined) return `${contract.provider} for those who need it`
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
  slot: Slot,
  { version, verifying }: { version: Version; verifying: boolean }
): Version[] {
  return newerVersions(facts, state, slot).filter(one => goTogether(facts, one, version, verifying))
}

function newerVersions(facts: PlanFacts, state: State, { application, instance }: Omit<Slot, 'version'>): Version[] {
  const running = placesOf(state, application).filter(place => place.instance === instance)
  const newest = Math.max(...running.map(place => place.version.order))
  return facts.candidatesOf(application).filter(({ order }) => order > newest)
}

/** How a place may come to fit the move: by a newer version, or at last by giving up one slot of several. */
export function waysAround(
  facts: PlanFacts,
  state: State,
  { move, obstacle, verifying }: { move: Move; obstacle: Obstacle; verifying: boolean }
): Move[] {
  if (obstacle.left !== undefined) return waysToServe(facts, state, move, obstacle.left)
  const slot = slotOf(obstacle)
  if (slot === undefined) return []
  const { application, instance, version } = slot
  const fitting = fittingVersions(facts, state, slot, { version: move.version, verifying })
  const deployments = fitting.map((version): Move => ({ kind: 'deploy', version, instance }))
  return version === undefined ? deployments : [...deployments, ...leaving(state, application, instance)]
}

/** To give up the slot, where the application is there in another place as well. */
function leaving(state: State, application: string, instance: string): Move[] {
  const [here, ...more] = placesOf(state, application).filter(place => runs(place) && place.instance === instance)
  if (here === undefined || more.length > 0 || here.rolling || !isElsewhere(state, application, instance)) return []
  return [{ kind: 'undeploy', version: here.version, instance }]
}

/** Whether the application runs in another place, too: nobody wants a plan that takes it away altogether. */
export const isElsewhere = (state: State, application: string, instance: string | undefined): boolean =>
  placesOf(state, application).some(place => runs(place) && place.instance !== instance)

/** How those whom a version that leaves would leave alone may be served: by other versions of theirs, or of what is left of it. */
function waysToServe(facts: PlanFacts, state: State, move: Move, left: readonly Meeting[]): Move[] {
  const provider = move.version.application
  const remaining = placesOf(state, provider).filter(place => runs(place) && place.instance !== move.instance)
  const places = [...left.flatMap(({ place }) => place ?? []), ...remaining]
  const slots = new Map(places.map(place => [`${place.application} ${place.instance}`, place]))
  return [...slots.values()].flatMap(({ application, instance }): Move[] => {
    if (instance === undefined) return []
    const newer = newerVersions(facts, state, { application, instance })
    const deployments = newer.map((version): Move => ({ kind: 'deploy', version, instance }))
    return application === provider ? deployments : [...deployments, ...leaving(state, application, instance)]
  })
}
