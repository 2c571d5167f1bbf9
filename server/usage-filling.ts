import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { fillSomeElements } from './actions/fill-elements.ts'
import { fillSomeUsages } from './actions/fill-usages.ts'
import type { Broker } from './broker.ts'

/** Between two steps, so that requests come first. Milliseconds. */
const pause = 20

/** Brings the indexes of what contracts rely on and documents promise up to date beside the requests, once after each start; call what it returns to stop. */
export function fillUsages(broker: Broker, log: FastifyBaseLogger): () => Promise<void> {
  const stopped = new AbortController()
  const done = fill(broker, stopped.signal).catch((error: unknown) => {
    if (!stopped.signal.aborted)
      log.error({ err: error }, 'reading what contracts rely on and documents promise failed; the next start goes on')
  })
  return async () => {
    stopped.abort()
    await done
  }
}

async function fill(broker: Broker, signal: AbortSignal): Promise<void> {
  for (const step of [fillSomeUsages, fillSomeElements]) {
    while (!signal.aborted && !(await step(broker))) await sleep(pause, undefined, { signal, ref: false })
  }
}
