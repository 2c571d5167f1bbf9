import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import type { Job, JobAnswer } from '../comparing/compare-job.ts'
import { endedEarly } from '../domain/compare-texts.ts'
import { version } from '../package.ts'
import {
  anyComparisonDue,
  claimComparisons,
  type DueComparison,
  finishComparison,
  readPackedContract,
  readPackedDocuments
} from '../storage/comparison-queue.ts'
import { announceComparison } from './announce-comparison.ts'

/** Whatever compares: a thread, mostly. */
export interface Compares {
  holds(setId: number): boolean
  /** Undefined when it is stopped meanwhile. */
  compare(job: Omit<Job, 'patience'>): Promise<JobAnswer['found'] | undefined>
}

/** How long after its deadline a comparison counts as abandoned by the process that took it. */
const grace = 30_000
/** A comparison that ends its process so often is not tried again. */
const mostAttempts = 3

/** Takes a comparison that is due, for this process alone until it must have ended or died. */
export async function claimComparison({ db, config, now }: Broker): Promise<DueComparison | undefined> {
  if (!(await anyComparisonDue(db, now()))) return undefined
  const claim = randomUUID()
  const lease = config.comparisonTimeout + grace
  return (await db.transaction(tx => claimComparisons(tx, { claim, now: now(), lease, limit: 1 })))[0]
}

/**
 * Makes a comparison that was claimed, and keeps what came of it, which anybody may be told about. False where nothing came of it:
 * either side was removed meanwhile, or the thread was stopped.
 */
export async function makeComparison(broker: Broker, due: DueComparison, thread: Compares): Promise<boolean> {
  const { db, now } = broker
  const started = now()
  const found =
    due.attempts > mostAttempts ? { error: `Given up after ${mostAttempts} attempts.` } : await compare(db, due, thread)
  if (found === undefined) return false
  const failed = 'error' in found
  const result = failed ? endedEarly('The comparison failed: the broker has an error. Its log says more.') : found
  await db.transaction(async tx => {
    const made = {
      ...result,
      state: failed ? ('failed' as const) : ('done' as const),
      engine: version,
      duration: now() - started
    }
    if (!(await finishComparison(tx, due, made, now()))) return
    await announceComparison(tx, broker, due, result.outcome)
  })
  if (failed) throw new Error(`Comparison ${due.id} failed: ${found.error}`)
  return true
}

async function compare(db: Broker['db'], { contractId, setId }: DueComparison, thread: Compares) {
  const contract = await readPackedContract(db, contractId)
  const documents = thread.holds(setId) ? undefined : await readPackedDocuments(db, setId)
  if (contract === undefined || documents?.length === 0) return undefined
  return thread.compare({ contract, setId, ...(documents && { documents }) })
}
