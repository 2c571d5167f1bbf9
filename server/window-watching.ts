import type { FastifyBaseLogger } from 'fastify'
import { watchWindows } from './actions/watch-windows.ts'
import type { Broker } from './broker.ts'

/** Windows are told of in days; replicas share one look in this time. */
const lookEvery = 10 * 60_000
const firstLook = 5_000

/** Looks now and then which windows come near their sunset or passed it, on whichever replica is first; call what it returns to stop. */
export function watchWindowsOnSchedule(broker: Broker, log: FastifyBaseLogger): () => Promise<void> {
  let running = Promise.resolve()
  let timer: NodeJS.Timeout
  const wait = (pause: number) => {
    timer = setTimeout(() => {
      running = look()
      wait(lookEvery)
    }, pause).unref()
  }
  const look = async () => {
    try {
      const told = await watchWindows(broker, Math.floor(broker.now() / lookEvery) * lookEvery)
      if (told !== undefined && told > 0) log.info({ events: told }, 'windows told of')
    } catch (error) {
      log.error({ err: error }, 'looking at windows failed')
    }
  }
  wait(firstLook)
  return async () => {
    clearTimeout(timer)
    await running
  }
}
