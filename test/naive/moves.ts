import type { Document } from './comparing.ts'
import { declarePolicies } from './declared-policies.ts'
import { live } from './engine.ts'
import type { Contract, Step } from './history.ts'
import { reserved, retained } from './live-set.ts'
import { endRollout, equivalence, identify, releaseReservation, replace, reserve, startRollout } from './live-set-moves.ts'
import { evidence, policy, windowRules } from './policy-moves.ts'
import { allow, block, declare } from './sharing.ts'
import { type Kind, kindOf, type World } from './world.ts'

export type Move = [kind: number, a: number, b: number, c: number, d: number]

/** Few, so that versions and contents meet each other again and again. */
const numbers = ['1', '2', '3']
const instances = ['', '', 'blue', 'green']

export const pick = <T>(list: readonly T[], drawn: number): T => list[drawn % list.length] as T

/** Each reads random numbers against what exists and gives the steps that they mean, or none. A kind that is listed twice is twice as frequent. */
export const moves: Array<(world: World, move: Move) => Step[]> = [
  publish,
  publish,
  publish,
  publish,
  verify,
  offer,
  offer,
  offer,
  offer,
  offer,
  offer,
  verify,
  deploy,
  deploy,
  deploy,
  deploy,
  deploy,
  proveAndDeploy,
  proveAndDeploy,
  release,
  release,
  retire,
  undeploy,
  endSupport,
  policy,
  evidence,
  evidence,
  evidence,
  windowRules,
  windowRules,
  touch,
  startRollout,
  endRollout,
  reserve,
  reserve,
  reserve,
  reserve,
  reserve,
  reserve,
  releaseReservation,
  identify,
  identify,
  identify,
  identify,
  equivalence,
  replace,
  replace,
  declare,
  declare,
  declare,
  allow,
  block,
  declarePolicies
]

/** The integrations form a ring with short cuts; now and then an application has a contract with itself, or a version with nobody. */
function publish(world: World, [, a, b, c, d]: Move): Step[] {
  const names = world.applications
  const consumer = pick(names, a)
  const version = pick(numbers, b)
  const near = [pick(names, a + 1), pick(names, a + 2), consumer]
  const providers = pick([[0], [0], [1], [1], [0, 1], [0, 1], [2], [0, 2], []], c).map(i => near[i] as string)
  const contracts = providers.map((provider, i) => {
    const content = 1 + ((d + i) % 4)
    // The same version may be published again, but only with what it has: other content is refused.
    const known = world.publications.find(p => p.consumer === consumer && p.version === version && p.provider === provider)
    return contract(consumer, provider, known === undefined ? content : Number(known.content.split(' ')[0]))
  })
  return [{ step: 'publish', consumer, version, contracts, ...(d % 4 === 3 ? { branch: 'main' } : {}) }]
}

/** Contents 1, 2 and 3 have as many interactions, the fourth three. Some applications speak by messages with each other, of one kind. */
function contract(consumer: string, provider: string, content: number): Contract {
  const kinds = ['requests', 'requests', 'events', 'events', 'commands'] as const
  const kind = kinds[(consumer.charCodeAt(0) + 2 * provider.charCodeAt(0)) % kinds.length]
  const messages = kind === 'requests' ? undefined : kind
  return { provider, content, interactions: Math.min(content, 3) as 1 | 2 | 3, ...(messages && { messages }) }
}

/** Those that happen more often make more of a difference. */
const documentsFor: Record<Kind, readonly Document[]> = {
  requests: [
    'exact',
    'loose',
    'loose',
    'loose',
    'loose',
    'loose',
    'loose',
    'loose',
    'loose',
    'lacking',
    'lacking',
    'open',
    'open',
    'dated',
    'dated',
    'dated',
    'silent'
  ],
  events: ['events', 'events', 'few-events', 'few-events', 'short-events', 'replayed-events'],
  commands: ['commands', 'commands', 'few-commands']
}

/** By a version that is live somewhere, mostly; with other content than before it would be refused. */
function offer(world: World, [, a, b, c, d]: Move): Step[] {
  const providers = world.publications.map(({ provider }) => provider)
  const provider = providers.length === 0 ? pick(world.applications, a) : pick(providers, a)
  const somewhere = [...world.deployments, ...world.releases].filter(there => there.application === provider)
  const version = b % 3 === 0 || somewhere.length === 0 ? pick(numbers, Math.trunc(b / 3)) : pick(somewhere, b).version
  const known = world.offers.find(there => there.provider === provider && there.version === version)
  const kinds = world.publications.filter(there => there.provider === provider).map(({ content }) => kindOf(content))
  const kind = kinds.length === 0 || d % 8 === 7 ? pick(['requests', 'events', 'commands'] as const, c) : pick(kinds, d)
  const document = known?.document ?? pick(documentsFor[kind], c)
  const check = pick([true, true, true, false, undefined], d)
  return [{ step: 'offer', provider, version, document, ...(check !== undefined && { checked: check }) }]
}

/** By a version that is live somewhere, mostly, as pipelines do. */
function verify(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.publications.length === 0) return []
  const { consumer, version, provider } = pick(world.publications, a)
  const somewhere = [...world.deployments, ...world.releases].filter(there => there.application === provider)
  const providerVersion = b % 4 === 0 || somewhere.length === 0 ? pick(numbers, c) : pick(somewhere, c).version
  const tests = pick(['none', 'some', 'all'] as const, Math.trunc(d / 3))
  return [{ step: 'verify', consumer, version, provider, providerVersion, success: d % 3 !== 2, tests }]
}

/** What a careful pipeline does before it deploys: every pairing that this version would have there is verified, successfully. */
export function prove(world: World, asked: { application: string; version: string; environment: string; at: number }): Step[] {
  const { application, version, environment, at } = asked
  const steps: Step[] = []
  for (const { consumer, version: consumerVersion, provider, content } of world.publications) {
    const verified = (providerVersion: string) =>
      steps.push({ step: 'verify', consumer, version: consumerVersion, provider, providerVersion, success: true })
    if (consumer === application && consumerVersion === version) {
      const contract = { consumer, version: consumerVersion, provider, content }
      const held = [...reserved(world, environment, provider, at), ...retained(world, environment, contract, at)]
      for (const there of new Set([...live(world, environment, provider, at), ...held])) verified(there)
      if (provider === application) verified(version)
    } else if (
      provider === application &&
      [...live(world, environment, consumer, at), ...reserved(world, environment, consumer, at)].includes(consumerVersion)
    ) {
      verified(version)
    }
  }
  return steps
}

export const environmentOf = (world: World, drawn: number) => pick(world.environments, drawn % 4 === 3 ? 1 : 0)

function deploy(world: World, [, a, b, c]: Move): Step[] {
  if (world.versions.length === 0) return []
  const instance = pick(instances, c)
  const slot = { environment: environmentOf(world, b), ...(instance === '' ? {} : { instance }) }
  return [{ step: 'deploy', ...pick(world.versions, a), ...slot }]
}

function proveAndDeploy(world: World, move: Move): Step[] {
  const steps = deploy(world, move)
  const deployed = steps[0]
  return deployed?.step === 'deploy' ? [...prove(world, { ...deployed, at: 0 }), deployed] : []
}

function undeploy(world: World, [, a]: Move): Step[] {
  if (world.deployments.length === 0) return []
  const { application, environment, instance } = pick(world.deployments, a)
  return [{ step: 'undeploy', application, environment, ...(instance === '' ? {} : { instance }) }]
}

/** Often up to a day, which is mostly over when the question is asked. */
function release(world: World, [, a, b, c]: Move): Step[] {
  if (world.versions.length === 0) return []
  const until = c % 3 !== 0 ? { until: Math.trunc(c / 3) % 6 } : {}
  return [{ step: 'release', ...pick(world.versions, a), environment: environmentOf(world, b), ...until }]
}

/** Only what is live nowhere can be retired. */
function retire(world: World, [, a]: Move): Step[] {
  const isLive = (name: string) =>
    [...world.deployments, ...world.rollouts, ...world.releases].some(({ application }) => application === name)
  const idle = world.applications.filter(name => !isLive(name) && !world.retired.includes(name))
  return idle.length === 0 ? [] : [{ step: 'retire', application: pick(idle, a) }]
}

function endSupport(world: World, [, a]: Move): Step[] {
  if (world.releases.length === 0) return []
  const { application, version, environment } = pick(world.releases, a)
  return [{ step: 'end-support', application, version, environment }]
}

/** A version that came into being by a tag or a branch alone. */
function touch(world: World, [, a, b, c]: Move): Step[] {
  const version = { application: pick(world.applications, a), version: pick(numbers, b) }
  if (c % 2 === 0) return [{ step: 'tag', ...version, tag: 'checked' }]
  return [{ step: 'branch', ...version, branch: pick(['main', 'feature'], Math.trunc(c / 2)) }]
}
