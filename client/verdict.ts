import type { ReasonCode } from '../schemas/reason-codes.ts'

/** Soloist's judgement beside `summary`. docs/verdict.md has the rules and every code. */
export interface Verdict {
  /** May it be deployed? */
  answer: Answer
  /** May it be deployed without another application's deployment? */
  alone: Answer
  /** Where the answer is not yes: the address of the order of deployments that may get it there. */
  plan?: string
  /** What was judged. */
  versions?: Array<{ pacticipant: string; version: string }>
  /** Somebody answers for all that is in the way: it may go, and the answer stays. */
  override?: VerdictOverride
  /** There is one that changes nothing, as it does not cover these reasons. */
  overrideNotCovering?: VerdictOverride & { notCovered: string[] }
  reasons: Reason[]
  /** Several versions, judged as deployed at the same moment … */
  together?: true
  /** … and each of them alone. */
  each?: Verdict[]
}

export interface VerdictOverride {
  by: string
  reason: string
  until: string
  url: string
}

export type Answer = 'yes' | 'no' | 'unknown'

export interface Reason {
  /** A newer broker may know more; a reason is told by its sentence. */
  code: ReasonCode | (string & {})
  outcome: 'pass' | 'fail' | 'unknown' | 'warn'
  pairing?: { consumer: Party; provider: Party }
  /** The two uses of one store: that of the version, and that of another application. */
  resources?: Array<{ application: string; path: string; access: string }>
  /** The address of what shows it. */
  evidence?: string
  /** What it is about, of what the provider offers. */
  element?: string
  /** The application whose team can satisfy it. */
  owner?: Owner
  /** Something known is under way that may clear it. */
  clearsByItself: boolean
  /** The command or action that would satisfy it. */
  next?: string
  sentence: string
  /** What else to know; never changes the outcome. */
  notes?: string[]
}

export interface Owner {
  application: string
  /** The team that it belongs to. */
  owner?: string
  /** How to reach the team. */
  contact?: string
}

interface Party {
  name: string
  version: string | null
}
