import type { ElementReason } from './elements/reasons.ts'
import type { ComparisonCode } from './evidence.ts'
import { isRetained, type Pairing } from './matrix/pairing.ts'
import type { Team } from './owner.ts'
import { ratcheted } from './ratchet.ts'
import { outcomeOfSharing, type SharedPersistence } from './resources/shared-persistence.ts'
import type { Closing } from './rollback.ts'
import type { RolloutFact } from './rollouts.ts'
import type { Candidate } from './verdict.ts'

export type PairingCode =
  | 'ignored'
  | 'verified'
  | 'verified-by-equivalent'
  | 'partly-verified'
  | 'verification-failed'
  | 'not-verified-with-live-version'
  | 'never-verified'
  | 'provider-not-deployed'
  | ComparisonCode

/** Why the answer is what it is. The codes are documented in docs/verdict.md and never renamed. */
export type Reason =
  /** `beside`: another reason decides about the pairing, this one is told. */
  | { code: PairingCode; pairing: Pairing; beside?: true }
  | { code: 'contract-dropped'; candidate: Candidate; provider: string }
  | { code: 'version-not-found'; candidate: Candidate }
  | { code: 'closes-rollback-of'; candidate: Candidate; closing: Closing }
  | { code: 'rollout-overdue'; rollout: RolloutFact; team: Team }
  /** `lacks`: what it has not published, though others like it have. */
  | { code: 'no-content'; candidate: Candidate; lacks: 'contract' | 'provider-contract'; matters: boolean }
  | ElementReason
  | SharedPersistence
  | { code: 'no-counterpart' | 'tag-is-not-live-set' }

export type Outcome = 'pass' | 'fail' | 'unknown' | 'warn'

export function outcomeOf(reason: Reason): Outcome {
  switch (reason.code) {
    case 'ignored':
    case 'verified':
    case 'verified-by-equivalent':
    case 'no-counterpart':
      return 'pass'
    case 'compared':
      return reason.pairing.compared?.outcome === 'warn' ? 'warn' : 'pass'
    case 'verification-failed':
      return 'fail'
    case 'comparison-failed':
      return reason.beside ? 'warn' : 'fail'
    case 'partly-verified':
    case 'not-verified-with-live-version':
    case 'never-verified':
    case 'provider-not-deployed':
    case 'provider-contract-unproven':
    case 'comparison-undecided':
    case 'version-not-found':
      return 'unknown'
    case 'contract-dropped':
    case 'closes-rollback-of':
    case 'rollout-overdue':
    case 'tag-is-not-live-set':
      return 'warn'
    case 'element-removed-in-use':
    case 'message-version-dropped':
    case 'window-cut-short':
    case 'window-open-ended':
    case 'deprecated-newly-used':
    case 'past-sunset-in-use':
      return reason.outcome
    case 'no-content':
      if (!reason.matters) return 'warn'
      // A provider contract is missed only where what it replaces has one.
      if (reason.lacks === 'provider-contract') return 'unknown'
      return ratcheted('unknown', reason.candidate.circumstances.replaced, ({ hasContent }) => !hasContent)
    case 'shared-persistence':
      return outcomeOfSharing(reason)
  }
}

/** Whether it keeps the answer from being yes. */
export const isInTheWay = (reason: Reason): boolean => ['fail', 'unknown'].includes(outcomeOf(reason))

/** Whether something known is under way that may clear it. */
export function clearsByItself(reason: Reason): boolean {
  if (!('pairing' in reason)) return false
  const { compared, underWay, rolling } = reason.pairing
  if (rolling && isInTheWay(reason)) return true
  // A comparison that is missing is scheduled by the question itself.
  if (reason.code === 'comparison-undecided') return compared?.outcome === undefined
  return underWay === true && (reason.code === 'never-verified' || reason.code === 'not-verified-with-live-version')
}

/** Whether only the deployment of another application can satisfy it, while the candidate is as it is. */
export const needsAnother = (reason: Reason): boolean =>
  reason.code === 'provider-not-deployed' ||
  isInTheWayOfOthers(reason) ||
  ((reason.code === 'verification-failed' || reason.code === 'comparison-failed') &&
    outcomeOf(reason) === 'fail' &&
    reason.pairing.consumer.id !== reason.pairing.provider.id &&
    !isRetained(reason.pairing))

/** What others use is free as soon as they are deployed without it; what they sent before no deployment changes. */
const isInTheWayOfOthers = (reason: Reason) =>
  (reason.code === 'element-removed-in-use' || reason.code === 'message-version-dropped') &&
  reason.outcome === 'fail' &&
  reason.users.some(({ application, how }) => how !== 'retained' && application !== reason.candidate.application)
