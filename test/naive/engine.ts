import { compared, evidenceRule } from './comparing.ts'
import { declares, demanded } from './declared-policies.ts'
import { elementReasons, isInUseByOthers } from './elements.ts'
import { isIgnored, judged, resultsOf } from './evidence.ts'
import { type Judgement, type Question, type Reason, type Step, sorted } from './history.ts'
import { heldBeside, isEquivalent, overdue, reserved, retained } from './live-set.ts'
import { notDeployed, policyFor } from './not-deployed.ts'
import { overridden } from './overrides.ts'
import { closedRollbacks } from './rollback.ts'
import { sharedStores } from './sharing.ts'
import { contractOf, type Publication, type Result, replay, type World } from './world.ts'

/**
 * The verdict, computed a second time in the simplest way there is: replay everything, then loop over lists. Written from
 * docs/verdict.md alone, whose sentences are quoted; it shares nothing with the broker, so that agreement means something.
 */
export function judge(history: readonly Step[], question: Question): Judgement {
  return judgeIn(replay(history), question)
}

export function judgeIn(world: World, question: Question): Judgement {
  const reasons = reasonsFor(world, question)
  const answer = answerFrom(reasons)

  // "`alone` is `no` when a pairing of two different applications fails, or a provider is not deployed (as
  // `provider-not-deployed`, unknown) … Else it is `yes` when the answer is yes, and `unknown` otherwise."
  let alone: Judgement['alone'] = answer === 'yes' ? 'yes' : 'unknown'
  if (reasons.some(reason => reason.outcome === 'fail' && reason.consumer !== reason.provider && !past.has(reason))) alone = 'no'
  if (reasons.some(reason => reason.code === 'provider-not-deployed')) alone = 'no'
  // "or something is removed that a version of another application uses"
  if (isInUseByOthers(world, question, live)) alone = 'no'

  const override = overridden(world, question, reasons)
  return { answer, alone, reasons: sorted(reasons), ...(override && { override }) }
}

/** "what is retained aside: no deployment changes what was sent" */
const past = new WeakSet<Reason>()

/** "`answer` is `no` when any reason fails, else `unknown` when any is unknown, else `yes`." */
function answerFrom(reasons: readonly Reason[]): Judgement['answer'] {
  if (reasons.some(reason => reason.outcome === 'fail')) return 'no'
  return reasons.some(reason => reason.outcome === 'unknown') ? 'unknown' : 'yes'
}

/**
 * "each contract of each version that is live in E meets each version in live(E, P), itself included where P is its own
 * application. Each pairing has one reason as above, policies applied and nothing ignored"
 */
export function checkEnvironment(history: readonly Step[], environment: string, at: number): Omit<Judgement, 'alone'> {
  const world = replay(history)
  const reasons: Reason[] = []
  for (const contract of world.publications) {
    const { consumer, version, provider } = contract
    if (!live(world, environment, consumer, at).includes(version)) continue
    const question = { application: consumer, version, environment, at }
    const there = live(world, environment, provider, at)
    // "and, if it has messages, each version in retained(E, P). What is reserved does not run, and is left out."
    const also = heldBeside(there, retained(world, environment, contract, at))
    for (const providerVersion of there) reasons.push(...checked(world, question, contract, providerVersion))
    for (const providerVersion of also) reasons.push(...checked(world, question, contract, providerVersion, true))
    if (there.length === 0) reasons.push(notDeployed(world, question, contract))
  }
  // "Each overdue rollout in E is told as `rollout-overdue`."
  for (const _ of overdue(world, environment, at, () => true)) reasons.push(overdueReason)
  return { answer: answerFrom(reasons), reasons: sorted(reasons) }
}

/** What a repository declares is about the verdict on its version, and none is on its way here. */
const checked = (world: World, question: Question, contract: Publication, providerVersion: string, isPast = false) =>
  pairing(world, question, contract, providerVersion, null, isPast)

function reasonsFor(world: World, question: Question): Reason[] {
  const { application, version } = question
  // "`version-not-found`: X does not exist; it is then the only reason"
  if (!world.versions.some(known => known.application === application && known.version === version)) {
    return [{ code: 'version-not-found', outcome: 'unknown' }]
  }
  const reasons = [...asConsumer(world, question), ...asProvider(world, question)]
  // "`no-counterpart`: there is no pairing at all, and none of the above"
  if (reasons.length === 0) reasons.push({ code: 'no-counterpart', outcome: 'pass' })
  // "it is one of A, or of an application that X has a pairing with"
  const met = new Set([application, ...reasons.flatMap(({ consumer, provider }) => [consumer, provider])])
  const late = overdue(world, question.environment, question.at, name => met.has(name)).map(() => overdueReason)
  reasons.push(
    ...late,
    ...droppedContracts(world, question),
    ...closedRollbacks(
      world,
      question,
      reasons.filter(reason => !past.has(reason))
    ),
    ...missingContent(world, question),
    ...elementReasons(world, question, live),
    ...sharedStores(world, question)
  )
  return reasons
}

/**
 * "live(E, B) … the version of every slot (application, environment, instance; no instance is a slot of its own), the version of every
 * rollout in progress, and every supported release. A release with a last day of support is supported up to the end of that day (UTC). A version counts once,
 * however often it is there."
 */
export function live(world: World, environment: string, application: string, at: number): string[] {
  const found: string[] = []
  for (const there of [
    ...world.deployments,
    ...world.rollouts,
    ...world.releases.filter(({ until }) => until === undefined || at <= until)
  ]) {
    if (there.environment !== environment || there.application !== application) continue
    if (!found.includes(there.version)) found.push(there.version)
  }
  return found
}

/** "As a consumer, for each contract of X, with provider P" */
function asConsumer(world: World, question: Question): Reason[] {
  const { application, version, environment, at } = question
  const reasons: Reason[] = []
  for (const contract of world.publications) {
    if (contract.consumer !== application || contract.version !== version) continue
    if (contract.provider !== application) {
      // "P is another application: the contract meets each version in live(E, P). If there is none, see provider not deployed."
      const there = live(world, environment, contract.provider, at)
      for (const provider of there) reasons.push(...pairing(world, question, contract, provider))
      if (there.length === 0) reasons.push(notDeployed(world, question, contract))
    } else {
      // "P is A itself: the contract meets X and each other version in live(E, A)."
      reasons.push(...pairing(world, question, contract, version))
      for (const other of live(world, environment, application, at)) {
        if (other !== version) reasons.push(...pairing(world, question, contract, other))
      }
    }
    // "it also meets each other version in reserved(E, P), and, if it has messages, each other version in retained(E, P)"
    const { provider } = contract
    const soon = reserved(world, environment, provider, at)
    const held = [...soon, ...retained(world, environment, contract, at)]
    for (const other of heldBeside(live(world, environment, provider, at), held)) {
      if (provider === application && other === version) continue
      reasons.push(...pairing(world, question, contract, other, question, !soon.includes(other)))
    }
  }
  return reasons
}

/** "As a provider, for each version V, other than X, that is live or reserved in E and has a contract with A: V's contract meets X." */
function asProvider(world: World, question: Question): Reason[] {
  const { application, version, environment, at } = question
  const reasons: Reason[] = []
  for (const contract of world.publications) {
    if (contract.provider !== application) continue
    if (contract.consumer === application && contract.version === version) continue
    const there = [...live(world, environment, contract.consumer, at), ...reserved(world, environment, contract.consumer, at)]
    if (!there.includes(contract.version)) continue
    reasons.push(...pairing(world, question, contract, version))
  }
  return reasons
}

/** "One reason for each pairing", or two: "the pairing has a reason for each", and what "stands beside the reason of the result" */
export function pairing(
  world: World,
  question: Question,
  contract: Publication,
  providerVersion: string,
  going: Question | null = question,
  isPast = false
): Reason[] {
  const { consumer, provider } = contract
  const sides = { consumer, consumerVersion: contract.version, provider, providerVersion }
  if (isIgnored(question, contract, providerVersion)) return [{ code: 'ignored', outcome: 'pass', ...sides }]

  let result: Result | undefined
  let byAnother = false
  for (const posted of resultsOf(world, contract)) {
    // "The result of a contract by a provider version is the one posted last for that pair, whatever came before."
    if (posted.providerVersion === providerVersion) result = posted
    else byAnother = true
  }
  // "Where a contract has no result by a provider version of its own, the newest result … by any equivalent version is taken for it"
  let byEquivalent = false
  if (result === undefined) {
    const bySource = policyFor(world, 'equivalence', consumer, provider, question.environment)?.rule === 'source-fingerprint'
    for (const posted of resultsOf(world, contract)) {
      if (!isEquivalent(world, provider, providerVersion, posted.providerVersion, bySource)) continue
      result = posted
      byEquivalent = true
    }
  }
  const tested = result === undefined ? withoutResult(byAnother) : judged(result)
  // "the result is that of an equivalent version, a success and complete"
  if (byEquivalent && tested.code === 'verified') tested.code = 'verified-by-equivalent'
  const rule = evidenceRule(world, contract, question.environment)
  const comparison = compared(world, contract, provider, providerVersion, isPast)
  const reasons = demanded(world, going, { rule, hasResult: result !== undefined, tested, comparison })
  const told = reasons.map(reason => ({ ...reason, ...sides }))
  if (isPast) for (const reason of told) past.add(reason)
  return told
}

const overdueReason: Reason = { code: 'rollout-overdue', outcome: 'warn' }

function withoutResult(byAnother: boolean): Reason {
  // "there is none, but the contract has a result by another provider version"
  if (byAnother) return { code: 'not-verified-with-live-version', outcome: 'unknown' }
  // "the contract has no result by any version"
  return { code: 'never-verified', outcome: 'unknown' }
}

/**
 * "`contract-dropped`: a version of A deployed in E (in the slot X goes to, when the question names an instance; else in
 * any), other than X, has a contract with P, and X has none with P. One reason for each such P that is not retired"
 */
function droppedContracts(world: World, { application, version, environment, instance }: Question): Reason[] {
  const providers: string[] = []
  for (const there of world.deployments) {
    if (there.application !== application || there.environment !== environment || there.version === version) continue
    if (instance !== undefined && there.instance !== instance) continue
    for (const contract of world.publications) {
      if (contract.consumer !== application || contract.version !== there.version) continue
      if (contractOf(world, application, version, contract.provider) !== undefined) continue
      if (world.retired.includes(contract.provider)) continue
      if (!providers.includes(contract.provider)) providers.push(contract.provider)
    }
  }
  return providers.map(provider => ({
    code: 'contract-dropped',
    outcome: 'warn',
    consumer: application,
    consumerVersion: version,
    provider
  }))
}

/**
 * "`no-content`: X has no contract, and A has published a contract before, or takes part in no integration as provider. A
 * policy of kind `no-content` with rule `unknown`, for (A as consumer, environment), makes it unknown", unless each version that X
 * replaces has no contract either: see the ratchet.
 */
function missingContent(world: World, question: Question): Reason[] {
  return [...missingContract(world, question), ...missingOffer(world, question)]
}

/** "And where X has published no provider contract, and a version that it replaces has" */
function missingOffer(world: World, question: Question): Reason[] {
  const { application, version, environment, instance } = question
  const hasOffer = (number: string) => world.offers.some(known => known.provider === application && known.version === number)
  if (hasOffer(version)) return []
  const replaced = world.deployments.filter(
    there =>
      there.application === application &&
      there.environment === environment &&
      (instance === undefined || there.instance === instance)
  )
  if (!replaced.some(there => hasOffer(there.version))) return []
  return [{ code: 'no-content', outcome: contentMatters(world, question) ? 'unknown' : 'warn', element: 'provider contract' }]
}

function missingContract(world: World, question: Question): Reason[] {
  const { application, version } = question
  if (world.publications.some(known => known.consumer === application && known.version === version)) return []
  const published = world.publications.some(known => known.consumer === application)
  const provides = world.publications.some(known => known.provider === application)
  if (!published && provides) return []
  const isBlocked = contentMatters(world, question) && !wasThere(world, question)
  return [{ code: 'no-content', outcome: isBlocked ? 'unknown' : 'warn', element: 'contract' }]
}

/** "A policy of kind `no-content` with rule `unknown`, for (A as consumer, environment), makes it unknown", or the repository says so. */
function contentMatters(world: World, question: Question): boolean {
  if (declares(world, question, 'no-content', 'unknown')) return true
  return world.policies.some(
    policy =>
      policy.kind === 'no-content' &&
      policy.rule === 'unknown' &&
      (policy.consumer === undefined || policy.consumer === question.application) &&
      (policy.environment === undefined || policy.environment === question.environment)
  )
}

/**
 * "X replaces each version of A that is deployed in E: in the slot X goes to, when the question names an instance; else in any. … Where
 * there is one, and each has what the policy is about, it warns instead."
 */
function wasThere(world: World, { application, environment, instance }: Question): boolean {
  const replaced = world.deployments.filter(
    there =>
      there.application === application &&
      there.environment === environment &&
      (instance === undefined || there.instance === instance)
  )
  const hasContract = (version: string) => world.publications.some(p => p.consumer === application && p.version === version)
  return replaced.length > 0 && !replaced.some(there => hasContract(there.version))
}
