import type { Compared } from '../comparison.ts'
import type { EvidenceRule } from '../evidence.ts'
import type { Team } from '../owner.ts'
import type { Policy } from '../policies.ts'

export interface VersionFact {
  id: number
  number: string
  /** Comparable within one application only. */
  order: number
}

/**
 * Why an application's version is in the question: it was named; the destination brought it in; or it is a live version
 * of a named application, which matters only where that has a contract with itself.
 */
export type Side = 'specified' | 'inferred' | 'own'

/** Why a version counts that does not run there: somebody is about to deploy it, or its messages are still read. */
export interface Held {
  kind: 'reserved' | 'retained'
  /** The last millisecond; null for ever. */
  until: number | null
}

/** Nobody deploys it any more: what is read of it is left to its readers, and to time. */
export const isRetained = ({ provider }: Pairing): boolean => provider.held?.kind === 'retained'

export interface Result {
  /** The verification's number. */
  number: number
  success: boolean
  /** Interactions of the contract that a result which lists its tests leaves out. */
  untested: number
  executedAt: number
  /** It is that of a comparison, and its number the comparison's. */
  comparison?: true
  /** Another version gave it, which has the same artifact or source as the one that the contract would meet. */
  by?: { version: VersionFact; same: 'artifact' | 'source' }
}

/** A contract and a provider version it would meet; no provider version where none is at the destination. */
export interface Pairing {
  consumer: { id: number; name: string; version: VersionFact; side: Side; team: Team; held?: Held }
  provider: { id: number; name: string; version: VersionFact | null; side: Side; team: Team; retired?: true; held?: Held }
  publication: { id: number; revision: number; createdAt: number }
  contract: { id: number; sha: string }
  result: Result | null
  /** Where there is no result: the contract's newest by any provider version. */
  newest: { version: VersionFact; result: Result } | null
  /** Where there is no result: the newest by a version with the same artifact, and by one made from the same source. */
  sameArtifact?: Result
  sameSource?: Result
  /** What came of comparing it with what the provider version offers; absent where that is nothing. */
  compared?: Compared
  /** Whether any contract of the two was ever verified, where that is not clear from the results. */
  everVerified?: boolean
  /** What a policy takes for evidence. */
  rule?: EvidenceRule
  /** What the repository of the version in question demands beyond that. */
  demanded?: 'tests' | 'both'
  /** The verification's own result, where what was compared counts too. */
  tested?: Result | null
  /** The policy because of which the missing provider does not count. */
  waived?: Policy
  /** The policy because of which any provider version's result counts. */
  external?: Policy
  /** The result that failed, or the contract's newest one, did no harm to the provider's build. */
  pending?: true
  /** When the provider was last asked to verify it, or will be; absent where it was not, or there is a result. */
  askedAt?: number
  /** A result has been asked for, and may be on its way. */
  underWay?: true
  /** The application that the destination brought in is being rolled out, and one of its versions is about to go. */
  rolling?: true
  /** When the application that the destination brought in was last deployed there; null: never. Only known where there is no success. */
  lastDeployedAt?: number | null
  /** That was long ago. */
  idle?: true
  /** What else readers of its reason should know. */
  notes?: readonly string[]
}
