export interface Attempts {
  /** All that were made, the one just over included. */
  made: number
  /** Those before the call was replayed: a replay has the whole schedule again. */
  before: number
}

export type CallStatus = 'not_run' | 'retrying' | 'success' | 'failure'

/** What becomes of a call after an attempt: over, or due again in so many seconds. Reference 4.5. */
export function afterAttempt(
  success: boolean,
  { made, before }: Attempts,
  schedule: readonly number[]
): { status: CallStatus; retryIn?: number } {
  if (success) return { status: 'success' }
  const retryIn = schedule[made - before - 1]
  return retryIn === undefined ? { status: 'failure' } : { status: 'retrying', retryIn }
}

/** How many attempts may still follow. */
export function attemptsRemaining(status: CallStatus, { made, before }: Attempts, schedule: readonly number[]): number {
  return status === 'success' || status === 'failure' ? 0 : Math.max(0, schedule.length + 1 - (made - before))
}
