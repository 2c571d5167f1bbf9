import type { ElementReason } from '../elements/reasons.ts'
import { isInTheWay, type Reason } from '../reasons.ts'
import { type Candidate, judge, type VerdictFacts } from '../verdict.ts'

/** Whether it speaks of what is proved of a pairing, which other versions may put right. */
export const isAboutPairing = (reason: Reason): reason is Extract<Reason, { pairing: unknown }> => 'pairing' in reason

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
