import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { fillSomeUsages } from './actions/fill-usages.ts'
import type { Broker } from './broker.ts'

/** Between two steps, so that requests come first. Milliseconds. */
const pause = 20

/** Brings the index of usages up to date beside the requests, once after each start; call what it returns to stop. */
export function fillUsages(broker: Broker, log: FastifyBaseLogger): () => Promise<void> {
  const stopped = new AbortController()
  const done = fill(broker, stopped.signal).catch((error: unknown) => {
    if (!stopped.signal.aborted) log.error({ err: error }, 'reading what contracts rely on failed; the next start goes on')
  })
  return async () => {
    stopped.abort()
    await done
  }
}

async function fill(broker: Broker, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await fillSomeUsages(broker))) await sleep(pause, undefined, { signal, ref: false })
}
