import { judgeIn } from './engine.ts'
import type { Step } from './history.ts'
import { environmentOf, type Move, pick, prove } from './moves.ts'
import type { World } from './world.ts'

const instances = ['', '', '', 'blue', 'green']

/** Of a version that exists, in a slot where no other is being rolled out; for one to four days. */
export function startRollout(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.versions.length === 0) return []
  const { application, version } = pick(world.versions, a)
  const instance = pick(instances, c)
  const environment = environmentOf(world, b)
  const current = world.rollouts.find(
    known => known.application === application && known.environment === environment && known.instance === instance
  )
  if (current !== undefined && current.version !== version) return []
  const slot = { environment, ...(instance === '' ? {} : { instance }) }
  return [{ step: 'start-rollout', application, version, ...slot, lease: 1 + (d % 5) }]
}

export function endRollout(world: World, [, a, b]: Move): Step[] {
  if (world.rollouts.length === 0) return []
  const { application, environment, instance } = pick(world.rollouts, a)
  const slot = { application, environment, ...(instance === '' ? {} : { instance }) }
  return [{ step: b % 2 === 0 ? 'finish-rollout' : 'abort-rollout', ...slot }]
}

/** As a careful pipeline does: all that is missing is proved before; nothing is reserved where that does not make a yes. */
export function reserve(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.versions.length === 0) return []
  const withContract = world.publications.map(({ consumer, version }) => ({ application: consumer, version }))
  const { application, version } = pick(withContract.length > 0 && a % 2 === 0 ? withContract : world.versions, a)
  const instance = pick(instances, c)
  const asked = { application, version, environment: environmentOf(world, b), at: 0 }
  const slot = instance === '' ? {} : { instance }
  const proof = d % 3 === 0 ? [] : prove(world, asked)
  const after = { ...world, results: [...world.results] }
  for (const step of proof) {
    if (step.step !== 'verify') continue
    const { consumer, provider, providerVersion, success } = step
    const { content } = world.publications.find(
      known => known.consumer === consumer && known.version === step.version && known.provider === provider
    )!
    after.results.push({ consumer, provider, content, providerVersion, success, complete: true })
  }
  if (judgeIn(after, { ...asked, ...slot }).answer !== 'yes') return proof
  const { environment } = asked
  return [...proof, { step: 'reserve', application, version, environment, ...slot, lease: 1 + (d % 6) }]
}

export function releaseReservation(world: World, [, a]: Move): Step[] {
  if (world.reservations.length === 0) return []
  const { application, version, environment, instance } = pick(world.reservations, a)
  return [{ step: 'release-reservation', application, version, environment, ...(instance === '' ? {} : { instance }) }]
}

/** Mostly of a provider, that another of its versions is the same as; what was said is not said otherwise. */
export function identify(world: World, [, a, b, c, d]: Move): Step[] {
  const application = world.publications.length === 0 ? pick(world.applications, a) : pick(world.publications, a).provider
  const version = pick(['1', '2', '3'], b)
  const known = world.identities.filter(each => each.application === application && each.version === version)
  const what = d % 3 === 0 ? 'source' : 'artifact'
  if (known.some(each => each[what] !== undefined)) return []
  return [{ step: 'identify', application, version, [what]: pick(['one', 'one', 'one', 'two'], c) }]
}

export function equivalence(world: World, [, a, b, c]: Move): Step[] {
  if (world.publications.length === 0) return []
  const { consumer, provider } = pick(world.publications, a)
  const sides = pick([{ provider }, { consumer, provider }, { provider, environment: environmentOf(world, c) }], b)
  const rule = c % 4 === 3 ? ('artifact-digest' as const) : ('source-fingerprint' as const)
  return [{ step: 'policy', kind: 'equivalence', ...sides, rule }]
}

/** Two versions of a provider one after the other, so that one is retained. */
export function replace(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.publications.length === 0) return []
  const { provider } = pick(world.publications, a)
  const own = world.versions.filter(({ application }) => application === provider)
  if (own.length < 2) return []
  const environment = environmentOf(world, b)
  const [first, second] = [pick(own, c), pick(own, c + 1 + (d % (own.length - 1)))]
  return [first, second].map(version => ({ step: 'deploy', ...version, environment }))
}

/** The same results, where it can be by another version of the provider that is the same as the one in question. */
export function byTwins(world: World, proof: readonly Step[], success: boolean): Step[] {
  const steps: Step[] = []
  const said = new Map(
    world.identities.flatMap(({ artifact, ...version }) => (artifact === undefined ? [] : [[key(version), artifact]]))
  )
  for (const step of proof) {
    if (step.step !== 'verify') continue
    const one = { application: step.provider, version: step.providerVersion }
    const other = { ...one, version: pick(['1', '2', '3'], Number(one.version)) }
    const artifact = said.get(key(one)) ?? said.get(key(other)) ?? `of ${key(one)}`
    for (const version of [one, other]) {
      if (said.has(key(version))) continue
      said.set(key(version), artifact)
      steps.push({ step: 'identify', ...version, artifact })
    }
    steps.push(said.get(key(one)) === said.get(key(other)) ? { ...step, providerVersion: other.version, success } : step)
  }
  return steps
}

const key = ({ application, version }: { application: string; version: string }) => `${application} ${version}`
