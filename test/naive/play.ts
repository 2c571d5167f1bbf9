import { encodeName } from '../../server/hal/urls.ts'
import { comparer, offered } from '../comparing.ts'
import { pactUrl, type Story } from '../story.ts'
import { documentOf, pactFor } from './contents.ts'
import { dateOf, dayInMilliseconds } from './days.ts'
import { type Contract, type Judgement, type Question, type Reason, type Slot, type Step, sorted } from './history.ts'
import type { LiveSetStep } from './live-set.ts'
import type { Plan, PlanStep } from './planning.ts'

/**
 * Plays histories against one real broker. Names are prefixed with something of each history's own, so that they do not
 * meet; a policy that names no side would meet all of them and is therefore taken back by `forget`.
 */
export function playOn(story: Story, prefix: string) {
  const compareAll = comparer(story.broker)
  const own = (name: string) => `${prefix}-${name}`
  /** Where a slot's deployment and a version's release can be ended. */
  const places = new Map<string, string>()
  /** Where results for a contract are posted, and the ids of its interactions. */
  const contracts = new Map<string, Postable>()
  const published = new Map<string, Contract>()
  const toForget: object[] = []

  async function play(history: readonly Step[], question: Question): Promise<void> {
    const mentioned = namesIn(history, question)
    for (const step of history) {
      // An application or environment that nothing speaks of afterwards changes no answer, so it need not cost a request.
      if ((step.step === 'application' || step.step === 'environment') && !mentioned.has(step.name)) continue
      await happen(step)
    }
  }

  async function happen(step: Step): Promise<unknown> {
    switch (step.step) {
      case 'application':
        return story.application(own(step.name), step.mainBranch === undefined ? {} : { mainBranch: step.mainBranch })
      case 'environment':
        return story.environment(own(step.name))
      case 'publish': {
        const pacts = step.contracts.map(
          contract => [own(contract.provider), pactFor(own(step.consumer), own(contract.provider), contract)] as const
        )
        for (const contract of step.contracts) published.set(key(step.consumer, step.version, contract.provider), contract)
        const branch = step.branch === undefined ? {} : { branch: step.branch }
        return story.published(own(step.consumer), step.version, Object.fromEntries(pacts), branch)
      }
      case 'verify': {
        const { results, ids }: Postable = await contractFor(step.consumer, step.version, step.provider)
        const listed = step.tests === 'some' ? ids.slice(0, -1) : ids
        const testResults = listed.map(interactionId => ({ interactionId, success: step.success }))
        const body = { success: step.success, providerApplicationVersion: step.providerVersion }
        return story.must([201], 'POST', results, (step.tests ?? 'none') === 'none' ? body : { ...body, testResults })
      }
      case 'offer':
        return offered(story, own(step.provider), step.version, documentOf(step.document), step.checked)
      case 'deploy': {
        const { application, version, environment, instance } = step
        const answer = await story.deployed(own(application), version, own(environment), instance || undefined)
        return places.set(slotKey(step), pathOf(answer.headers.location))
      }
      case 'undeploy':
        return story.must([200], 'PATCH', places.get(slotKey(step)) as string, { currentlyDeployed: false })
      case 'release': {
        const { application, version, environment, until } = step
        // A day that is left out would leave the one that an earlier release has.
        const supportedUntil = until === undefined ? null : dateOf(until)
        const answer = await story.released(own(application), version, own(environment), { supportedUntil })
        return places.set(key('release', application, version, environment), pathOf(answer.headers.location))
      }
      case 'end-support': {
        const place = places.get(key('release', step.application, step.version, step.environment)) as string
        return story.must([200], 'PATCH', place, { currentlySupported: false })
      }
      case 'retire':
        return story.must([200], 'POST', `/pacticipants/${encodeName(own(step.application))}/retire`)
      case 'tag':
        return story.tagged(own(step.application), step.version, step.tag)
      case 'branch':
        return story.branched(own(step.application), step.version, step.branch)
      case 'declare': {
        const { application, version, resources } = step
        const address = `/pacticipants/${encodeName(own(application))}/versions/${encodeName(version)}/resources`
        return story.must([200, 201], 'PUT', address, { resources })
      }
      case 'declare-policies': {
        const { application, version, rules } = step
        const policies = rules.map(({ environment, ...rule }) => ({
          ...rule,
          ...(environment === undefined ? {} : { environment: own(environment) })
        }))
        const address = `/pacticipants/${encodeName(own(application))}/versions/${encodeName(version)}/policies`
        return story.must([200, 201], 'PUT', address, { policies })
      }
      case 'allow-sharing': {
        const { path, applications, environment, until } = step
        const place = environment === undefined ? {} : { environment: own(environment) }
        const body = { path, applications: applications.map(own), ...place, until: dateOf(until), reason: 'generated' }
        return story.must([200, 201], 'PUT', '/sharing-exceptions', body)
      }
      case 'policy': {
        const { kind, consumer, provider, environment, rule, until } = step
        const sides = {
          ...(consumer === undefined ? {} : { consumer: own(consumer) }),
          ...(provider === undefined ? {} : { provider: own(provider) }),
          ...(environment === undefined ? {} : { environment: own(environment) })
        }
        if (Object.keys(sides).length === 0) toForget.push({ kind, rule: 'require', reason: 'forgotten' })
        const date = until === undefined ? {} : { until: dateOf(until) }
        return story.must([200, 201], 'PUT', '/policies', { kind, ...sides, rule, ...date, reason: 'generated' })
      }
      case 'override': {
        const [application, environment] = [own(step.application), own(step.environment)]
        await afterComparing(() => story.canIDeploy(application, step.version, environment))
        const address = `/pacticipants/${encodeName(application)}/versions/${step.version}/overrides/environment/${story.environmentId(environment)}`
        return story.must([201], 'POST', address, { by: 'ann', reason: 'generated', until: dateOf(step.until) })
      }
      default:
        return playLive(step)
    }
  }

  async function playLive(step: LiveSetStep): Promise<unknown> {
    if (step.step === 'identify') {
      const { application, version, artifact, source } = step
      const identity = {
        ...(artifact !== undefined && { artifactDigest: artifact }),
        ...(source !== undefined && { sourceFingerprint: source })
      }
      return story.must([200, 201], 'PATCH', `/pacticipants/${encodeName(own(application))}/versions/${version}`, identity)
    }
    const { application, environment, instance } = step
    const slot = instance === undefined ? {} : { applicationInstance: instance }
    const rollout = key('rollout', slotKey(step))
    const addressOf = (what: string, version: string) =>
      `/pacticipants/${encodeName(own(application))}/versions/${version}/${what}/environment/${story.environmentId(own(environment))}`
    switch (step.step) {
      case 'start-rollout': {
        const lease = (step.lease * dayInMilliseconds) / 1000
        const { body } = await story.must([200, 201], 'POST', addressOf('rollouts', step.version), { ...slot, lease })
        return places.set(rollout, `/rollouts/${body.uuid}`)
      }
      case 'finish-rollout': {
        const { body } = await story.must([200], 'POST', `${places.get(rollout)}/finish`, {})
        const { number } = body._embedded.version
        const deployed = `/pacticipants/${encodeName(own(application))}/versions/${number}/deployed-versions`
        const list = await story.must([200], 'GET', `${deployed}/environment/${story.environmentId(own(environment))}`)
        const here = list.body._embedded.deployedVersions.find(
          (known: { currentlyDeployed: boolean; applicationInstance?: string }) =>
            known.currentlyDeployed && known.applicationInstance === (instance || undefined)
        )
        return places.set(slotKey(step), `/deployed-versions/${here.uuid}`)
      }
      case 'abort-rollout':
        return story.must([200], 'POST', `${places.get(rollout)}/abort`, {})
      case 'reserve': {
        const lease = (step.lease * dayInMilliseconds) / 1000
        await compareAll()
        const ask = () => story.must([200, 201], 'POST', addressOf('reservations', step.version), { ...slot, lease })
        const first = await ask()
        const { body } = first.status === 200 && (await compareAll()) > 0 ? await ask() : first
        if (body.reservation === null) throw new Error(`Not reserved: ${JSON.stringify(step)} ${JSON.stringify(body.verdict)}`)
        return places.set(key('reservation', slotKey(step), step.version), `/reservations/${body.reservation.uuid}`)
      }
      case 'release-reservation':
        return story.must([204], 'DELETE', places.get(key('reservation', slotKey(step), step.version)) as string)
    }
  }

  async function contractFor(consumer: string, version: string, provider: string): Promise<Postable> {
    const contract = published.get(key(consumer, version, provider)) as Contract
    const content = key(consumer, provider, contract.content, contract.interactions ?? 1, String(contract.messages))
    const known = contracts.get(content)
    if (known !== undefined) return known
    const { body } = await story.must([200], 'GET', pactUrl(own(provider), own(consumer), version))
    const ids = body.interactions.map((interaction: { _id: string }) => interaction._id)
    const found = { results: pathOf(body._links['pb:publish-verification-results'].href), ids }
    contracts.set(content, found)
    return found
  }

  /** The answer once everything is compared that the question asks for. */
  async function afterComparing<T>(ask: () => Promise<T>): Promise<T> {
    await compareAll()
    const answer = await ask()
    return (await compareAll()) === 0 ? answer : ask()
  }

  /** What the broker answers, in the naive form. The broker's clock must stand at the end of the question's day. */
  async function ask({ application, version, environment, instance, ignore = [] }: Question): Promise<Judgement & Summary> {
    const ignored = ignore.map(
      ({ name, version }) =>
        `&ignore[][pacticipant]=${encodeName(own(name))}${version === undefined ? '' : `&ignore[][version]=${encodeName(version)}`}`
    )
    const slot = instance === undefined ? '' : `&applicationInstance=${encodeName(instance)}`
    const { verdict, summary } = await afterComparing(() =>
      story.canIDeploy(own(application), version, own(environment), ignored.join('') + slot)
    )
    const reasons: Reason[] = verdict.reasons.map(naive)
    const { answer, alone, override, overrideNotCovering } = verdict
    const told = override !== undefined ? 'covers' : overrideNotCovering !== undefined ? 'does not cover' : undefined
    return { answer, alone, reasons: sorted(reasons), ...(told && { override: told }), deployable: summary.deployable === true }
  }

  /** How the version may get there, by the broker. */
  async function plan({ application, version, environment, instance, ignore = [] }: Question): Promise<Plan> {
    const query = [
      ...(instance === undefined ? [] : [`applicationInstance=${encodeName(instance)}`]),
      ...ignore.flatMap(({ name, version }) => [
        `ignore[][pacticipant]=${encodeName(own(name))}`,
        ...(version === undefined ? [] : [`ignore[][version]=${encodeName(version)}`])
      ])
    ].join('&')
    const path = `/pacticipants/${encodeName(own(application))}/versions/${version}/plan/environment/${story.environmentId(own(environment))}`
    const ask = () => afterComparing(() => story.must([200], 'GET', `${path}?${query}`))
    let { body } = await ask()
    // Each comparison may let a plan go further, and ask for others.
    while (codesOf(body.bounds).includes('comparisons')) ({ body } = await ask())
    return { ...body, because: sorted(body.because.map(naive)), bounds: codesOf(body.bounds), steps: body.steps.map(naiveStep) }
  }

  function naiveStep(step: BrokerStep): PlanStep {
    const move = ({ pacticipant, version, applicationInstance = '' }: BrokerMove) => ({
      application: bare(pacticipant),
      version,
      instance: applicationInstance
    })
    switch (step.kind) {
      case 'verify': {
        const { consumer, provider } = step
        const sides = { consumer: bare(consumer.name), provider: bare(provider.name) }
        return { kind: 'verify', ...sides, version: consumer.version, providerVersion: provider.version }
      }
      case 'together':
        return { kind: 'together', deployments: step.deployments.map(move) }
      default:
        return { kind: step.kind, ...move(step) }
    }
  }

  /** What the broker says of all that is live in the environment, in the naive form. */
  async function check(environment: string): Promise<Omit<Judgement, 'alone'>> {
    const { body } = await afterComparing(() =>
      story.must([200], 'GET', `/environments/${story.environmentId(own(environment))}/check`)
    )
    return { answer: body.answer, reasons: sorted(body.reasons.map(naive)) }
  }

  function naive({ code, outcome, sentence, pairing, resources, element, consumers = [] }: BrokerReason): Reason {
    if (resources !== undefined) {
      const [mine, theirs] = resources
      return { code, outcome, shared: `${mine.access} ${mine.path}, ${bare(theirs.application)} ${theirs.access} ${theirs.path}` }
    }
    if (element !== undefined) {
      const users = consumers.map(({ name, version }) => `${bare(name)} ${version}`).sort()
      const isRemoved = code === 'element-removed-in-use' || code === 'message-version-dropped'
      return { code, outcome, element: elementOf(element), ...(isRemoved && { users }) }
    }
    if (code === 'no-content')
      return { code, outcome, element: /what it offers/.test(sentence) ? 'provider contract' : 'contract' }
    if (pairing === undefined) return { code, outcome }
    const { consumer, provider } = pairing
    return {
      code,
      outcome,
      consumer: bare(consumer.name),
      ...(consumer.version === null ? {} : { consumerVersion: consumer.version }),
      provider: bare(provider.name),
      ...(provider.version === null ? {} : { providerVersion: provider.version })
    }
  }

  /** A name of another history would show as it is, and so be noticed. */
  const bare = (name: string) => (name.startsWith(own('')) ? name.slice(own('').length) : name)

  /** Takes back what later histories would notice. */
  async function forget(): Promise<void> {
    for (const policy of toForget.splice(0)) await story.must([200, 201], 'PUT', '/policies', policy)
  }

  return { play, ask, check, plan, forget }
}

interface Postable {
  results: string
  ids: string[]
}

interface BrokerMove {
  pacticipant: string
  version: string
  applicationInstance?: string
}

type BrokerStep =
  | { kind: 'verify'; consumer: { name: string; version: string }; provider: { name: string; version: string | null } }
  | { kind: 'together'; deployments: BrokerMove[] }
  | ({ kind: 'deploy' | 'undeploy' } & BrokerMove)

const codesOf = (bounds: Array<{ code: string }>) => bounds.map(({ code }) => code)

interface Summary {
  deployable: boolean
}

interface BrokerReason {
  code: string
  sentence: string
  outcome: Reason['outcome']
  pairing?: { consumer: { name: string; version: string | null }; provider: { name: string; version: string | null } }
  resources?: [Use, Use]
  element?: string
  consumers?: Array<{ name: string; version: string }>
}

/** `GET /things/2` and all inside of it, `events#event 2@1`, `commands#command 2@1`. */
function elementOf(key: string): string {
  const [, channel, number] = /^(?:(events|commands)#\w+ |GET \/things\/)(\d+)/.exec(key) ?? []
  return `${channel ?? 'requests'} ${number}`
}

interface Use {
  application: string
  path: string
  access: string
}

function namesIn(history: readonly Step[], question: Question): Set<string> {
  const names = new Set([question.application, question.environment])
  for (const step of history) {
    if (step.step === 'publish') for (const { provider } of step.contracts) names.add(provider)
    if ('consumer' in step && step.consumer !== undefined) names.add(step.consumer)
    if ('provider' in step && step.provider !== undefined) names.add(step.provider)
    if ('application' in step) names.add(step.application)
    if ('applications' in step) for (const name of step.applications) names.add(name)
    if ('environment' in step && step.environment !== undefined) names.add(step.environment)
  }
  return names
}

const key = (...parts: Array<string | number>) => JSON.stringify(parts)
const slotKey = ({ application, environment, instance = '' }: Slot) => key('slot', application, environment, instance)
const pathOf = (href: unknown) => new URL(String(href)).pathname
