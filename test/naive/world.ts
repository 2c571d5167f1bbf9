import type { Document } from './comparing.ts'
import type { Declared } from './declared-policies.ts'
import type { Contract, Messages, Policy, Resource, Sharing, Slot, Step } from './history.ts'
import { arrive, emptyLiveSet, endRollouts, happenLive, type LiveSet, retain } from './live-set.ts'
import { type Override, overrideMade } from './overrides.ts'

/** What is the case after a history: plain lists, to be searched from one end to the other. */
export interface World extends LiveSet {
  applications: string[]
  environments: string[]
  versions: Version[]
  publications: Publication[]
  /** In the order of their posting, none ever removed. */
  results: Result[]
  /** With the version that the slot held before, if it was deployed over. */
  deployments: Array<Version & { environment: string; instance: string; previous?: string }>
  /** `until` is the last day of support. */
  releases: Array<Version & { environment: string; until?: number }>
  retired: string[]
  /** One of each version, the last one; with the newest check. */
  offers: Array<{ provider: string; version: string; document: Document; checked: boolean | undefined }>
  policies: Policy[]
  /** In the order in which they were made. */
  overrides: Override[]
  /** One of each version, the last one. */
  declarations: Array<Version & { resources: Resource[] }>
  exceptions: Sharing[]
  /** What the repository of a version declares, the last time. */
  rules: Array<Version & { rules: Declared[] }>
}

export interface Version {
  application: string
  version: string
}

export interface Publication {
  consumer: string
  version: string
  provider: string
  content: string
}

export interface Result {
  consumer: string
  provider: string
  content: string
  providerVersion: string
  success: boolean
  complete: boolean
}

export function replay(history: readonly Step[]): World {
  const world: World = {
    applications: [],
    environments: [],
    versions: [],
    publications: [],
    results: [],
    deployments: [],
    releases: [],
    retired: [],
    offers: [],
    policies: [],
    overrides: [],
    declarations: [],
    exceptions: [],
    rules: [],
    ...emptyLiveSet()
  }
  for (const step of history) happen(world, step)
  return world
}

/** Another world in which the same is the case. */
export const copyOf = (world: World): World =>
  Object.fromEntries(Object.entries(world).map(([name, list]) => [name, [...list]])) as unknown as World

/** Changes the world by one step. */
export function happen(world: World, step: Step): void {
  switch (step.step) {
    case 'application':
      world.applications.push(step.name)
      return
    case 'environment':
      world.environments.push(step.name)
      return
    case 'publish':
      exists(world, step.consumer, step.version)
      for (const contract of step.contracts) {
        const { consumer, version } = step
        const { provider } = contract
        // "the content of its current publication for provider P (the highest revision)": the last one.
        world.publications = world.publications.filter(
          known => !(known.consumer === consumer && known.version === version && known.provider === provider)
        )
        world.publications.push({ consumer, version, provider, content: contentOf(contract) })
      }
      return
    case 'verify': {
      exists(world, step.provider, step.providerVersion)
      const { consumer, provider, providerVersion, success, tests = 'none' } = step
      const content = contractOf(world, consumer, step.version, provider)
      if (content === undefined) throw new Error(`${consumer} ${step.version} has no contract with ${provider}`)
      // "complete unless it lists tests by interactionId and leaves out interactions of the contract. A result without a
      // list, or with an empty one, is complete": of a single interaction, "all but the last" is an empty list.
      const complete = tests !== 'some' || interactionsOf(content) === 1
      world.results.push({ consumer, provider, content, providerVersion, success, complete })
      return
    }
    case 'offer': {
      const { provider, version, document } = step
      exists(world, provider, version)
      const before = world.offers.find(known => known.provider === provider && known.version === version)
      world.offers = world.offers.filter(known => known !== before)
      world.offers.push({ provider, version, document, checked: step.checked ?? before?.checked })
      return
    }
    case 'deploy': {
      const { application, version, environment } = step
      endRollouts(world, step, version)
      arrive(world, step)
      const there = world.deployments.find(known => isIn(known, step))
      // What is deployed there already has not ended.
      if (there?.version === version) return
      empty(world, step)
      reinstate(world, application)
      const before = there === undefined ? {} : { previous: there.version }
      world.deployments.push({ application, version, environment, instance: step.instance ?? '', ...before })
      return
    }
    case 'undeploy':
      empty(world, step)
      return
    case 'release':
      endSupport(world, step)
      reinstate(world, step.application)
      world.releases.push({
        application: step.application,
        version: step.version,
        environment: step.environment,
        ...(step.until === undefined ? {} : { until: step.until })
      })
      return
    case 'retire':
      world.retired.push(step.application)
      return
    case 'end-support':
      endSupport(world, step)
      return
    case 'tag':
    case 'branch':
      exists(world, step.application, step.version)
      return
    case 'policy': {
      const { step: _, ...policy } = step
      world.policies = world.policies.filter(known => !sameSides(known, policy))
      world.policies.push(policy)
      return
    }
    case 'declare': {
      const { application, version, resources } = step
      exists(world, application, version)
      world.declarations = world.declarations.filter(known => !(known.application === application && known.version === version))
      world.declarations.push({ application, version, resources })
      return
    }
    case 'declare-policies': {
      const { application, version, rules } = step
      exists(world, application, version)
      world.rules = world.rules.filter(known => !(known.application === application && known.version === version))
      world.rules.push({ application, version, rules })
      return
    }
    case 'allow-sharing': {
      const { step: _, ...exception } = step
      world.exceptions = world.exceptions.filter(known => !sameSharing(known, exception))
      world.exceptions.push(exception)
      return
    }
    case 'finish-rollout': {
      const { application, environment, instance = '' } = step
      const rollout = world.rollouts.find(known => isIn(known, { application, environment, instance }))
      if (rollout === undefined) throw new Error(`Nothing of ${application} is being rolled out to ${environment}`)
      happen(world, { ...step, step: 'deploy', version: rollout.version })
      return
    }
    case 'identify':
      exists(world, step.application, step.version)
      happenLive(world, step)
      return
    case 'start-rollout':
      reinstate(world, step.application)
      happenLive(world, step)
      return
    case 'override':
      world.overrides.push(overrideMade(world, step))
      return
    default:
      happenLive(world, step)
  }
}

export function contractOf(world: World, consumer: string, version: string, provider: string): string | undefined {
  for (const known of world.publications) {
    if (known.consumer === consumer && known.version === version && known.provider === provider) return known.content
  }
  return undefined
}

/** The identity of a contract between two given applications. */
export const contentOf = ({ content, interactions = 1, messages }: Contract) =>
  `${content} with ${interactions} ${messages ?? 'requests'}`
/** What it is made of. */
export const kindOf = (content: string): Kind => content.split(' ').at(-1) as Kind
export type Kind = Messages | 'requests'

/** The numbers of the things that a content asks for. */
export function contentsOf(content: string): number[] {
  return [...shared.slice(0, interactionsOf(content) - 1), Number(content.split(' ')[0])]
}

/** What contents with several interactions begin with, so that an id alone does not tell a contract. */
export const shared = [1001, 1002]

const interactionsOf = (content: string) => Number.parseInt(content.split(' with ')[1] as string, 10)

function exists(world: World, application: string, version: string): void {
  if (world.versions.some(known => known.application === application && known.version === version)) return
  world.versions.push({ application, version })
}

function empty(world: World, slot: Slot): void {
  for (const ended of world.deployments.filter(known => isIn(known, slot))) retain(world, ended)
  world.deployments = world.deployments.filter(known => !isIn(known, slot))
}

const isIn = (known: Slot, { application, environment, instance = '' }: Slot) =>
  known.application === application && known.environment === environment && known.instance === instance

/** "as soon as it is recorded anywhere it is retired no more" */
function reinstate(world: World, application: string): void {
  world.retired = world.retired.filter(name => name !== application)
}

function endSupport(world: World, { application, version, environment }: Version & { environment: string }): void {
  world.releases = world.releases.filter(
    known => !(known.application === application && known.version === version && known.environment === environment)
  )
}

/** An exception replaces the earlier one for the same applications, path and environment. */
const sameSharing = (one: Sharing, other: Sharing) =>
  one.path === other.path &&
  one.environment === other.environment &&
  one.applications.every(name => other.applications.includes(name))

/** A policy replaces the earlier one of the same kind for the same sides. */
const sameSides = (one: Policy, other: Policy) =>
  one.kind === other.kind &&
  one.consumer === other.consumer &&
  one.provider === other.provider &&
  one.environment === other.environment
