import { keepVerdicts } from './actions/keep-verdicts.ts'
import type { Broker } from './broker.ts'
import type { GivenVerdict } from './domain/recorded/inputs.ts'
import { verdictDocument } from './hal/verdict.ts'

/** Milliseconds after an answer, so that those given together are written together. */
const pause = 200
const mostAtOnce = 50
/** Pairings that may wait to be recorded; each is about a kilobyte. */
const mostWaiting = 20_000

export interface Recorder {
  /** Notes a verdict that was just given, if there is one; nobody waits for it. */
  record(given: GivenVerdict | undefined): void
  /** Writes what is noted. */
  flush(): Promise<void>
}

/**
 * Records verdicts beside the requests that ask for them. What waits is in memory only: a process that is killed loses it, and where
 * more comes than can be written, some is left out. An answer never waits and never fails for its record.
 */
export function recordVerdicts(broker: Pick<Broker, 'db'>, onError: (error: unknown) => void): Recorder {
  const waiting: GivenVerdict[] = []
  let weight = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    timer = undefined
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce)
      weight -= batch.reduce((sum, given) => sum + weightOf(given), 0)
      await keepVerdicts(broker, batch, (verdict, environment) => verdictDocument(verdict, '', environment)).catch(onError)
    }
  }

  const flush = () => (writing = writing.then(write))

  return {
    record(given) {
      if (given === undefined || weight + weightOf(given) > mostWaiting) return
      waiting.push(given)
      weight += weightOf(given)
      timer ??= setTimeout(flush, pause).unref()
    },
    flush() {
      clearTimeout(timer)
      return flush()
    }
  }
}

const weightOf = ({ inputs }: GivenVerdict) => inputs.pairings.length + 1
