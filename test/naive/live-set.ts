import type { Slot } from './history.ts'
import { kindOf, type Publication, type Version, type World } from './world.ts'

/** What happens to the set of versions that count, beside deployments and releases. Days are lengths, from the first day on. */
export type LiveSetStep =
  | ({ step: 'start-rollout'; version: string; lease: number } & Slot)
  | ({ step: 'finish-rollout' } & Slot)
  | ({ step: 'abort-rollout' } & Slot)
  | ({ step: 'reserve'; version: string; lease: number } & Slot)
  | ({ step: 'release-reservation'; version: string } & Slot)
  | { step: 'identify'; application: string; version: string; artifact?: string; source?: string }

type Place = Version & { environment: string; instance: string }

export interface LiveSet {
  /** In progress; `lease` is its last day. */
  rollouts: Array<Place & { lease: number }>
  reservations: Array<Place & { until: number }>
  retained: Array<Version & { environment: string; until: number }>
  /** What was said of versions. */
  identities: Array<Version & { artifact?: string; source?: string }>
}

export const emptyLiveSet = (): LiveSet => ({ rollouts: [], reservations: [], retained: [], identities: [] })

/** Changes the world by one such step; a rollout that is finished is deployed by the caller. */
export function happenLive(world: World, step: LiveSetStep): void {
  switch (step.step) {
    case 'start-rollout': {
      const place = placeOf(step)
      // Repeated for the version that is in progress, it begins a new lease.
      world.rollouts = [...world.rollouts.filter(known => !isSame(known, place)), { ...place, lease: step.lease }]
      // "unless … the version is deployed to its slot or begins to be rolled out there"
      world.reservations = world.reservations.filter(known => !isSame(known, place))
      return
    }
    case 'finish-rollout':
      return
    case 'abort-rollout':
      endRollouts(world, step)
      return
    case 'reserve': {
      const place = placeOf(step)
      world.reservations = [...world.reservations.filter(known => !isSame(known, place)), { ...place, until: step.lease }]
      return
    }
    case 'release-reservation':
      world.reservations = world.reservations.filter(known => !isSame(known, placeOf(step)))
      return
    case 'identify': {
      const { step: _, ...identity } = step
      world.identities.push(identity)
    }
  }
}

const placeOf = ({ application, version, environment, instance = '' }: Slot & { version: string }): Place => ({
  application,
  version,
  environment,
  instance
})

const isSame = (one: Place, other: Place) => inSlot(one, other) && one.version === other.version

const inSlot = (there: Place, { application, environment, instance = '' }: Slot) =>
  there.application === application && there.environment === environment && there.instance === instance

/** "aborted, or any version is recorded as deployed in that slot": what did not stay is retained. */
export function endRollouts(world: World, slot: Slot, deployed?: string): void {
  for (const rollout of world.rollouts.filter(known => inSlot(known, slot))) {
    if (rollout.version !== deployed) retain(world, rollout)
  }
  world.rollouts = world.rollouts.filter(known => !inSlot(known, slot))
}

/** "the version is deployed to its slot" */
export function arrive(world: World, deployed: Slot & { version: string }): void {
  world.reservations = world.reservations.filter(known => !isSame(known, placeOf(deployed)))
}

/** "each version whose deployment ended" */
export function retain(world: World, { application, version, environment }: Version & { environment: string }): void {
  world.retained.push({ application, version, environment, until: Math.max(...retentions(world, application, version)) })
}

/** "as long after that as the topics of B and those of others that the version sends to are read: the longest of them, 7 days where there are none" */
function retentions(world: World, application: string, version: string): number[] {
  const found: number[] = []
  const own = documentOf(world, application, version)
  if (own !== undefined && own in topicsOf) found.push(topicsOf[own] as number)
  for (const contract of world.publications) {
    if (contract.consumer !== application || contract.version !== version || contract.provider === application) continue
    if (kindOf(contract.content) === 'requests') continue
    const runs = [...world.deployments, ...world.rollouts, ...world.releases]
    const theirs = runs.filter(there => there.application === contract.provider)
    if (theirs.some(there => documentOf(world, there.application, there.version)?.endsWith('commands'))) found.push(usual)
  }
  return found.length > 0 ? found : [usual]
}

const usual = 7

/** In days; long after every question is for ever. */
const topicsOf: Record<string, number> = {
  events: usual,
  'few-events': usual,
  'short-events': 2,
  'replayed-events': 1000,
  commands: usual,
  'few-commands': usual
}

const documentOf = (world: World, application: string, version: string) =>
  world.offers.find(known => known.provider === application && known.version === version)?.document

/** "reserved(E, P)", "to the end of its lease (its last millisecond included)" */
export function reserved(world: World, environment: string, application: string, at: number): string[] {
  return world.reservations
    .filter(known => known.environment === environment && known.application === application && at <= known.until)
    .map(({ version }) => version)
}

/** "retained(E, P)", for contracts that have messages: asynchronous ones */
export const retained = (world: World, environment: string, { provider, content }: Publication, at: number): string[] =>
  kindOf(content) === 'events' ? leftBehind(world, environment, provider, at) : []

export const leftBehind = (world: World, environment: string, application: string, at: number): string[] =>
  world.retained
    .filter(known => known.environment === environment && known.application === application && at <= known.until)
    .map(({ version }) => version)

/** Provider versions that count beside those that run: "A version that runs is neither, whatever else is said of it." */
export function heldBeside(running: readonly string[], held: readonly string[]): string[] {
  return [...new Set(held)].filter(version => !running.includes(version))
}

/** "a rollout in progress in E is overdue, and it is one of A, or of an application that X has a pairing with" */
export const overdue = (world: World, environment: string, at: number, of: (application: string) => boolean) =>
  world.rollouts.filter(known => known.environment === environment && at > known.lease && of(known.application))

/** "Two versions of one application are equivalent if …" */
export function isEquivalent(world: World, application: string, one: string, other: string, bySource: boolean): boolean {
  if (one === other) return false
  const said = (version: string, what: 'artifact' | 'source') =>
    world.identities.find(known => known.application === application && known.version === version && known[what] !== undefined)?.[
      what
    ]
  const same = (what: 'artifact' | 'source') => said(one, what) !== undefined && said(one, what) === said(other, what)
  return same('artifact') || (bySource && same('source'))
}
