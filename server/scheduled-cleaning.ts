import type { FastifyBaseLogger } from 'fastify'
import { cleanUp } from './actions/clean-up.ts'
import type { Broker } from './broker.ts'
import { isDue, readSchedule, type Schedule } from './domain/schedule.ts'

const minute = 60_000

/** Cleans in each minute that the time-table names, on whichever replica is first; call what it returns to stop. */
export function cleanOnSchedule(broker: Broker, log: FastifyBaseLogger): () => void {
  const { config, now } = broker
  if (!config.cleanEnabled) return () => {}
  const schedule = readSchedule(config.cleanSchedule) as Schedule
  let timer: NodeJS.Timeout
  const wait = () => {
    timer = setTimeout(tick, minute - (now() % minute)).unref()
  }
  const tick = async () => {
    wait()
    const dueAt = Math.floor(now() / minute) * minute
    if (!isDue(schedule, dueAt)) return
    try {
      const cleaned = await cleanUp(broker, { dryRun: config.cleanDryRun, dueAt })
      if (cleaned !== undefined) log.info(cleaned, 'cleaned')
    } catch (error) {
      log.error({ err: error }, 'cleaning failed')
    }
  }
  wait()
  return () => clearTimeout(timer)
}
