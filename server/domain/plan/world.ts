import type { Reason } from '../reasons.ts'
import type { Answer } from '../verdict.ts'

export interface Version {
  id: number
  application: string
  number: string
  /** Comparable within one application only. */
  order: number
}

/** A contract that a version has now. */
export interface Contract {
  id: number
  sha: string
  provider: string
  messages: boolean
  publication: { id: number; revision: number; createdAt: number }
}

/** A version that counts in the environment; it can be replaced where it is deployed in a slot, else it stays as it is. */
export interface Place {
  application: string
  /** The slot, `''` for the one without a name; undefined for a supported release and whatever else no deployment replaces. */
  instance: string | undefined
  version: Version
  /** It is being rolled out there: what is deployed takes its place, and it cannot be undeployed. */
  rolling?: true
  /** What does not run: it is about to be deployed, or its messages are still read. */
  held?: 'reserved' | 'retained'
}

/** What is proved of a contract and a provider version, or of one whose provider is not there. `missing`: a verification may prove it. */
export type Fit = 'proved' | 'failed' | 'missing'

export interface Finding {
  fit: Fit
  answer: Answer
  reasons: Reason[]
}

/** `isRetained`: the provider version runs no more, and its messages are still read. */
export type Evidence = (consumer: Version, contract: Contract, provider: Version | undefined, isRetained?: boolean) => Finding

/** A contract that a provider version would meet; `isRetained`: of a consumer version that does not run any more. */
export interface Use {
  consumer: Version
  contract: Contract
  provider: Version
  isRetained: boolean
}

/** All that a plan is made of. */
export interface PlanFacts {
  live: readonly Place[]
  contractsOf: (version: Version) => readonly Contract[]
  /** Applications of which any known version has a contract with this one. */
  consumersOf: (application: string) => readonly string[]
  /** Versions that may be deployed on the way, those to be tried first at the front. */
  candidatesOf: (application: string) => readonly Version[]
  evidence: Evidence
  /** Whether the provider version takes away what the contract uses of one that it replaces. */
  drops: (use: Use, replaced: Version) => boolean
}

export interface Deploy {
  kind: 'deploy'
  version: Version
  instance: string
}

export interface Undeploy {
  kind: 'undeploy'
  version: Version
  instance: string
}

export type Move = Deploy | Undeploy

/** What is live at a point of a plan. */
export type State = ReadonlyMap<string, readonly Place[]>

export function stateOf(live: readonly Place[]): State {
  const state = new Map<string, Place[]>()
  for (const place of live) state.set(place.application, [...(state.get(place.application) ?? []), place])
  return state
}

export const placesOf = (state: State, application: string): readonly Place[] => state.get(application) ?? []

/** The state once the move is done: the old version runs no more, but its messages may still be read. */
export function after(state: State, { kind, version, instance }: Move): State {
  const { application } = version
  const places = placesOf(state, application)
  const kept = places.filter(place => place.instance !== instance)
  const retained = places
    .filter(place => place.instance === instance && !(kind === 'deploy' && place.version.id === version.id))
    .map((place): Place => ({ application, instance: undefined, version: place.version, held: 'retained' }))
  const arrived = kind === 'deploy' ? [{ application, instance, version }] : []
  return new Map(state).set(application, [...kept, ...retained, ...arrived])
}

export const runs = ({ held }: Place): boolean => held === undefined

/** A contract and a provider version that would meet. */
export interface Meeting {
  consumer: Version
  contract: Contract
  /** Undefined where the provider is not there. */
  provider: Version | undefined
  /** Where the other side is; undefined for one that is not there, and where a version meets itself. */
  place: Place | undefined
}

/** Whom the version meets on its way to the environment, by the rules of docs/verdict.md; the version that it replaces is still there. */
export function meetingsOf(facts: PlanFacts, state: State, version: Version): Meeting[] {
  return [...asConsumer(facts, state, version), ...asProvider(facts, state, version)]
}

function asConsumer(facts: PlanFacts, state: State, version: Version): Meeting[] {
  return facts.contractsOf(version).flatMap((contract): Meeting[] => {
    const places = placesOf(state, contract.provider)
    const met = places
      .filter(place => place.version.id !== version.id && (place.held !== 'retained' || contract.messages))
      .map(place => ({ consumer: version, contract, provider: place.version, place }))
    const alone = { consumer: version, contract, place: undefined }
    if (contract.provider === version.application) return [{ ...alone, provider: version }, ...met]
    return places.some(runs) ? met : [...met, { ...alone, provider: undefined }]
  })
}

const asProvider = (facts: PlanFacts, state: State, version: Version): Meeting[] =>
  needing(facts, state, version.application)
    .filter(({ consumer, place }) => consumer.id !== version.id && place.held !== 'retained')
    .map(one => ({ ...one, provider: version }))

/** The contracts with the application of all that counts there. */
export const needing = (facts: PlanFacts, state: State, application: string) =>
  facts.consumersOf(application).flatMap(name =>
    placesOf(state, name).flatMap(place =>
      facts
        .contractsOf(place.version)
        .filter(({ provider }) => provider === application)
        .map(contract => ({ consumer: place.version, contract, place }))
    )
  )

/** A meeting that is not proved, and why. */
export interface Obstacle extends Meeting {
  finding: Finding
  /** Whom a version that leaves would leave without a provider; it stands for all of them. */
  left?: readonly Meeting[]
}

/**
 * What stands in the way of a deployment: what it meets and is not proved, and who is left to use what it takes away. `before`: the state in
 * which it takes over, where others do at the same moment.
 */
export const obstaclesTo = (facts: PlanFacts, state: State, move: Deploy, verifying: boolean, before = state): Obstacle[] => [
  ...obstaclesFor(facts, meetingsTogether(facts, before, state, move), verifying),
  ...usersOfDropped(facts, before, state, move)
]

/** Whom a version meets: what is there afterwards, and while it takes over, what it replaces of its own application. */
export function meetingsTogether(facts: PlanFacts, before: State, then: State, { version }: Deploy): Meeting[] {
  const own = before === then ? [] : meetingsOf(facts, before, version)
  return [...meetingsOf(facts, then, version), ...own.filter(({ place }) => place?.application === version.application)]
}

/** Each is as much in the way as what is proved not to fit. */
function usersOfDropped(facts: PlanFacts, before: State, then: State, { version, instance }: Deploy): Obstacle[] {
  const { application } = version
  const replaced = placesOf(before, application).filter(
    place => place.instance === instance && runs(place) && !place.rolling && place.version.id !== version.id
  )
  if (replaced.length === 0) return []
  // Of its own application it meets what is there while it takes over.
  const state = new Map(then).set(application, placesOf(before, application))
  return needing(facts, state, application)
    .filter(({ consumer }) => consumer.id !== version.id)
    .map(one => ({ ...one, provider: version, isRetained: one.place.held === 'retained' }))
    .filter(use => replaced.some(old => facts.drops(use, old.version)))
    .map(({ isRetained: _, ...use }) => ({ ...use, finding: { fit: 'failed', answer: 'no', reasons: [] } }))
}

/** The meetings that stand in the way. With `verifying`, what a verification may prove does not. */
export function obstaclesFor(facts: PlanFacts, meetings: readonly Meeting[], verifying: boolean): Obstacle[] {
  const obstacles: Obstacle[] = []
  for (const meeting of meetings) {
    const { consumer, contract, provider, place } = meeting
    const finding = facts.evidence(consumer, contract, provider, place?.held === 'retained')
    if (finding.fit === 'failed' || (finding.fit === 'missing' && !verifying)) obstacles.push({ ...meeting, finding })
  }
  return obstacles
}

/** Whether two versions go together as they are, or would once they are verified. */
export function goTogether(facts: PlanFacts, one: Version, other: Version, verifying: boolean): boolean {
  const fits = (consumer: Version, provider: Version) =>
    facts.contractsOf(consumer).every(contract => {
      if (contract.provider !== provider.application) return true
      const { fit } = facts.evidence(consumer, contract, provider)
      return fit === 'proved' || (verifying && fit === 'missing')
    })
  return fits(one, other) && fits(other, one)
}
