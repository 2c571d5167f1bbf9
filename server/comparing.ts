import { setTimeout as sleep } from 'node:timers/promises'
import { claimComparison, makeComparison } from './actions/make-comparison.ts'
import { settleOffers } from './actions/settle-offers.ts'
import type { Broker } from './broker.ts'
import { ComparisonThread } from './comparing/thread.ts'
import { returnComparison } from './storage/comparison-queue.ts'

/** Milliseconds between two looks for what is due; an idle broker asks one index. */
const lookEvery = 200

export interface Comparing {
  /** Takes nothing new and ends what is under way, which another process, or the next start, takes over. */
  stop(): Promise<void>
}

/**
 * Makes the comparisons that are due for as long as the process lives, each in a thread of its own beside the one that answers
 * requests. Any number of processes may do so side by side: each comparison is made by one of them.
 */
export function startComparing(broker: Broker, onError: (error: unknown) => void): Comparing {
  const { comparisonWorkers, comparisonTimeout, comparisonMemory } = broker.config
  const stopping = new AbortController()

  async function run(thread: ComparisonThread): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = await claimComparison(broker).catch(onError)
      if (!due) {
        await sleep(lookEvery, undefined, { signal: stopping.signal }).catch(() => {})
        continue
      }
      const made = await makeComparison(broker, due, thread).catch(onError)
      if (made === false) await broker.db.transaction(tx => returnComparison(tx, due, broker.now())).catch(onError)
    }
  }

  const threads = Array.from(
    { length: comparisonWorkers },
    () => new ComparisonThread({ deadline: comparisonTimeout, memory: comparisonMemory })
  )
  const running = (comparisonWorkers > 0 ? settleOffers(broker).catch(onError) : Promise.resolve()).then(() =>
    Promise.all(threads.map(run))
  )
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(threads.map(thread => thread.stop()))
      await running
    }
  }
}
