import type { ElementReason } from '../elements/reasons.ts'
import { type Candidate, isInTheWay, judge, type PairingCode, type Reason, type VerdictFacts } from '../verdict.ts'

const aboutPairings: ReadonlySet<string> = new Set<PairingCode>([
  'ignored',
  'verified',
  'verified-by-equivalent',
  'partly-verified',
  'verification-failed',
  'not-verified-with-live-version',
  'never-verified',
  'provider-not-deployed',
  'compared',
  'comparison-failed',
  'comparison-undecided',
  'provider-contract-unproven'
])

/** Whether it speaks of what is proved of a pairing, which other versions may put right. */
export const isAboutPairing = ({ code }: Reason): boolean => aboutPairings.has(code)

/** Takes away what somebody uses, who may move. */
export const isInUse = (reason: Reason): reason is ElementReason =>
  (reason.code === 'element-removed-in-use' || reason.code === 'message-version-dropped') && reason.users.length > 0

/** What stands in the way of a candidate that no deployment of others puts right: as if all who use what it takes away had moved. */
export function besideOf(candidate: Candidate, facts: Omit<VerdictFacts, 'candidates'>): Reason[] {
  const elements = { ...candidate.circumstances.elements, users: [] }
  const unused = { ...candidate, circumstances: { ...candidate.circumstances, elements } }
  const { reasons } = judge({ ...facts, candidates: [unused] })
  return reasons.filter(reason => isInTheWay(reason) && !isAboutPairing(reason))
}
