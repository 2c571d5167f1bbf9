import { setTimeout as sleep } from 'node:timers/promises'
import { claimCalls, deliverCall } from './actions/deliver-webhooks.ts'
import type { Broker } from './broker.ts'

/** Milliseconds between two looks for what is due: an event is delivered at once, and an idle broker asks one index. */
const lookEvery = 200

export interface Delivery {
  /** Takes nothing new, and waits for the calls under way, but no longer than so many milliseconds. */
  stop(patience: number): Promise<void>
}

/**
 * Delivers what webhooks are to be told, for as long as the process lives. Any number of processes may do so side by side:
 * each call is taken by one of them. What one leaves undone, stopped or killed, another takes over, or the next start.
 */
export function startDelivery(broker: Broker, onError: (error: unknown) => void): Delivery {
  const places = broker.config.webhookConcurrency
  const underWay = new Set<Promise<void>>()
  let stopped = false
  let waiting = new AbortController()

  /** Takes what is due while there are places free. */
  async function deliver(): Promise<void> {
    while (underWay.size < places && !stopped) {
      const calls = await claimCalls(broker, places - underWay.size)
      if (calls.length === 0) return
      for (const call of calls) {
        const delivered = deliverCall(broker, call)
          .catch(onError)
          .finally(() => underWay.delete(delivered))
        underWay.add(delivered)
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      await deliver().catch(onError)
      if (stopped) return
      waiting = new AbortController()
      const aWhile = sleep(lookEvery, undefined, { signal: waiting.signal }).catch(() => {})
      // A place that becomes free is filled at once.
      await (underWay.size < places ? aWhile : Promise.race([aWhile, ...underWay]))
      waiting.abort()
    }
  }

  const running = run()
  return {
    stop: async patience => {
      stopped = true
      waiting.abort()
      await running
      await Promise.race([Promise.all(underWay), sleep(patience, undefined, { ref: false })])
    }
  }
}
