import type { Moment } from './moment.ts'

/** How long after it was replaced a version is still one to go back to, in milliseconds. */
export const rollbackHorizon = 14 * 24 * 60 * 60 * 1000

/** A slot's earlier version, to which its application could go back, and which the candidate would not let work any more. */
export interface ClosedRollback {
  application: string
  version: string
  instance: string
  /** When that version was replaced. */
  endedAt: number
}

/** Those that would still be gone back to at the moment. */
export const withinHorizon = (closed: readonly ClosedRollback[], moment: Moment): ClosedRollback[] =>
  closed.filter(({ endedAt }) => !moment.isAfter(endedAt + rollbackHorizon))
