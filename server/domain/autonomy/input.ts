import type { Answer } from '../verdict.ts'

/** What a report is made of. A source that is undefined was not there, which is neither good nor bad; an empty one says that there was nothing. */
export interface AutonomyInput {
  /** The period, in milliseconds UTC: from its first to its last. */
  from: number
  to: number
  /** What was deployed to the environment. */
  deployments: readonly Deployed[]
  /** Recorded verdicts for the environment, oldest first. */
  verdicts: readonly Judged[] | undefined
  /** Stores that are shared now, without an agreement. */
  shared: readonly Shared[] | undefined
  /** Elements that are still there, or still used, after their sunset. */
  overdue: readonly Overdue[] | undefined
  integrations: readonly Integration[] | undefined
}

export interface Deployed {
  application: string
  version: string
  at: number
}

export interface Judged extends Deployed {
  answer: Answer
  alone: Answer
  /** Applications of which a deployment was needed first. */
  blockedBy: readonly string[]
}

export interface Shared {
  path: string
  applications: readonly [string, string]
}

export interface Overdue {
  provider: string
  element: string
  /** The last millisecond of its last day. */
  sunset: number
}

export interface Integration {
  consumer: string
  provider: string
  hasContract: boolean
}
