import type { Circumstances } from './circumstances.ts'
import { type DeclaredPolicy, declaredRule } from './declared-policies.ts'
import { elementReasons } from './elements/reasons.ts'
import { comparisonCode, decidingEvidence, evidenceOf } from './evidence.ts'
import { type Ignored, isIgnored } from './matrix/ignored.ts'
import type { Pairing } from './matrix/pairing.ts'
import type { Destination } from './matrix/question.ts'
import type { Moment } from './moment.ts'
import { type Overriding, overridingOf } from './overrides.ts'
import type { Team } from './owner.ts'
import { type Policy, policyFor } from './policies.ts'
import { needsAnother, outcomeOf, type PairingCode, type Reason } from './reasons.ts'
import { sharedPersistence } from './resources/shared-persistence.ts'
import { closingsOf } from './rollback.ts'
import { markRolling, overdueFor } from './rollouts.ts'

export type Answer = 'yes' | 'no' | 'unknown'

export interface Verdict {
  answer: Answer
  alone: Answer
  reasons: Reason[]
  candidates: readonly Candidate[]
  /** Several versions were judged as deployed at the same moment; `each` is the verdict of each alone. */
  each?: Verdict[]
  /** Somebody answers for it, or for some of it: the answer stays. Of one version alone. */
  overriding?: Overriding
}

/** A version on its way to the destination. */
export interface Candidate {
  application: string
  number: string
  /** Undefined when there is no such version. */
  id: number | undefined
  isConsumer: boolean
  isProvider: boolean
  team: Team
  /** What its repository says about the verdict on it. */
  policies: readonly DeclaredPolicy[]
  circumstances: Circumstances
}

/** What is known about candidates when they are judged. */
export interface VerdictFacts {
  candidates: readonly Candidate[]
  /** Every pairing of the candidates at the destination, policies applied. */
  pairings: readonly Pairing[]
  ignored: readonly Ignored[]
  policies: readonly Policy[]
  destination: Destination
  moment: Moment
}

/** May the candidate be deployed alone, or the candidates together? docs/verdict.md holds the rules. */
export function judge(facts: VerdictFacts): Verdict {
  const { candidates } = facts
  const missing = candidates.filter(({ id }) => id === undefined)
  const reasons =
    missing.length > 0 ? missing.map(candidate => ({ code: 'version-not-found' as const, candidate })) : reasonsOf(facts)
  const answer = answerOf(reasons)
  const [only, ...others] = candidates
  const overrides = others.length === 0 ? (only?.circumstances.overrides ?? []) : []
  const overriding = overridingOf(reasons, overrides, facts.moment)
  return { answer, alone: aloneOf(answer, reasons), reasons, candidates, ...(overriding && { overriding }) }
}

/** Whether all pairings hold at once, as those of all that is live in an environment; without any there is nothing to prove. */
export function judgePairings(
  pairings: readonly Pairing[],
  overdue: readonly Overdue[] = [],
  ignored: readonly Ignored[] = []
): { answer: Answer; reasons: Reason[] } {
  const reasons = [...pairings.flatMap(pairing => reasonsForPairing(pairing, ignored)), ...overdue]
  return { answer: answerOf(reasons), reasons }
}

function reasonsOf(facts: VerdictFacts): Reason[] {
  const met = markRolling(facts.pairings, facts.candidates, facts.moment)
  const pairings = met.flatMap(pairing => reasonsForPairing(pairing, facts.ignored))
  return [
    ...(pairings.length === 0 ? [{ code: 'no-counterpart' as const }] : pairings),
    ...facts.candidates.flatMap(candidate => reasonsAbout(candidate, pairings, facts)),
    ...overdueOf(facts),
    ...(facts.destination.kind === 'environment' ? [] : [{ code: 'tag-is-not-live-set' as const }])
  ]
}

function reasonsAbout(candidate: Candidate, pairings: readonly PairingReason[], facts: VerdictFacts): Reason[] {
  const dropped = candidate.circumstances.dropped.map(provider => ({ code: 'contract-dropped' as const, candidate, provider }))
  const failing = pairings.filter(reason => outcomeOf(reason) === 'fail').map(({ pairing }) => pairing)
  const closed = closingsOf(candidate, failing, facts).map(closing => ({
    code: 'closes-rollback-of' as const,
    candidate,
    closing
  }))
  const told = [...dropped, ...closed, ...aboutElements(candidate, facts)]
  return [...told, ...missingContent(candidate, facts), ...sharedPersistence(candidate, facts)]
}

function missingContent(candidate: Candidate, facts: VerdictFacts): Reason[] {
  const content = { code: 'no-content' as const, candidate, matters: contentMatters(candidate, facts) }
  return [
    ...(lacksContent(candidate, facts) ? [{ ...content, lacks: 'contract' as const }] : []),
    ...(lacksOffer(candidate) ? [{ ...content, lacks: 'provider-contract' as const }] : [])
  ]
}

/** What nobody says any more cannot be seen to be gone. */
const lacksOffer = ({ circumstances: { hasOffer, replaced } }: Candidate) => !hasOffer && replaced.some(before => before.hasOffer)

function aboutElements(candidate: Candidate, { candidates, destination, ...facts }: VerdictFacts): Reason[] {
  if (destination.kind !== 'environment') return []
  const teams = new Map(facts.pairings.map(({ consumer }) => [consumer.name, consumer.team]))
  return elementReasons({ ...facts, candidate, candidates, teams, environment: destination.name })
}

/** Each once, though several candidates meet it. */
function overdueOf({ candidates, pairings, moment }: VerdictFacts): Overdue[] {
  const met = [...candidates.map(({ application, team }) => ({ name: application, team })), ...pairings.flatMap(sidesOf)]
  const teams = new Map(met.map(({ name, team }) => [name, team]))
  const overdue = candidates.flatMap(candidate => overdueFor(candidate, pairings, moment))
  const distinct = new Map(overdue.map(rollout => [`${rollout.applicationId} ${rollout.instance}`, rollout]))
  return [...distinct.values()].map(rollout => ({
    code: 'rollout-overdue',
    rollout,
    team: teams.get(rollout.application) ?? { owner: null, contact: null }
  }))
}

const sidesOf = ({ consumer, provider }: Pairing) => [consumer, provider]

export type Overdue = Extract<Reason, { code: 'rollout-overdue' }>

type PairingReason = Extract<Reason, { code: PairingCode }>

/** One reason; two where a result and a comparison have to agree, or where a comparison says no beside the result that decides. */
function reasonsForPairing(pairing: Pairing, ignored: readonly Ignored[]): PairingReason[] {
  if (pairing.waived !== undefined || isIgnored(pairing, ignored)) return [{ code: 'ignored', pairing }]
  const evidence = evidenceOf(pairing)
  const tested = { code: testedCode(pairing, evidence.tested), pairing }
  if (pairing.provider.version === null || pairing.external !== undefined) return [tested]
  const compared = { code: comparisonCode(evidence.compared), pairing }
  switch (decidingEvidence(evidence)) {
    case 'comparison':
      return [compared]
    case 'both':
      return [tested, compared]
    case 'result':
      return compared.code === 'comparison-failed' ? [tested, { ...compared, beside: true }] : [tested]
  }
}

function testedCode(pairing: Pairing, result: Pairing['result']): PairingCode {
  const { provider } = pairing
  if (result !== null) {
    if (!result.success) return 'verification-failed'
    if (result.untested > 0) return 'partly-verified'
    return result.by === undefined ? 'verified' : 'verified-by-equivalent'
  }
  if (provider.version === null) return pairing.external === undefined ? 'provider-not-deployed' : 'never-verified'
  return pairing.newest !== null ? 'not-verified-with-live-version' : 'never-verified'
}

/** An application that only ever provides is not expected to publish; any other that publishes nothing may have forgotten to. */
function lacksContent({ id, isConsumer, isProvider }: Candidate, { pairings }: VerdictFacts): boolean {
  // Each contract of the candidate has a pairing, if only with a missing provider.
  return (isConsumer || !isProvider) && !pairings.some(({ consumer }) => consumer.version.id === id)
}

function contentMatters({ application, policies: declared }: Candidate, { policies, destination }: VerdictFacts): boolean {
  if (destination.kind !== 'environment') return false
  const { name: environment } = destination
  const rules = [
    policyFor(policies, 'no-content', { consumer: application, environment })?.rule,
    declaredRule(declared, 'no-content', environment)
  ]
  return rules.includes('unknown')
}

/** No beats unknown beats yes. */
function answerOf(reasons: readonly Reason[]): Answer {
  const outcomes = new Set(reasons.map(outcomeOf))
  if (outcomes.has('fail')) return 'no'
  return outcomes.has('unknown') ? 'unknown' : 'yes'
}

function aloneOf(answer: Answer, reasons: readonly Reason[]): Answer {
  if (reasons.some(needsAnother)) return 'no'
  return answer === 'yes' ? 'yes' : 'unknown'
}
