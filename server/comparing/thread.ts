import { Worker } from 'node:worker_threads'
import { endedEarly } from '../domain/compare-texts.ts'
import type { Comparing } from '../domain/comparison.ts'
import type { Job, JobAnswer } from './compare-job.ts'

interface ThreadLimits {
  /** Milliseconds until a comparison is ended, finished or not. */
  deadline: number
  /** Megabytes that a thread may take. */
  memory: number
}

type Found = JobAnswer['found']

/** The part of the deadline after which a comparison ends by itself, and so keeps what it found until then. */
const shareOfPatience = 0.75

/**
 * A thread that compares, so that nothing else waits: one job at a time, with a deadline and a bound on its memory. One that
 * overruns either is ended, and the next job begins with another.
 */
export class ComparisonThread {
  readonly #limits: ThreadLimits
  #worker: Worker | undefined
  #holds = new Set<number>()

  constructor(limits: ThreadLimits) {
    this.#limits = limits
  }

  /** Whether the documents of the set are there, so that they need not be sent. */
  holds(setId: number): boolean {
    return this.#worker !== undefined && this.#holds.has(setId)
  }

  /** Undefined when the thread is stopped meanwhile. */
  async compare(job: Omit<Job, 'patience'>): Promise<Found | undefined> {
    const { deadline, memory } = this.#limits
    const worker = (this.#worker ??= this.#start())
    const late = Symbol('late')
    let timer: NodeJS.Timeout | undefined
    const answer = await new Promise<JobAnswer | Error | typeof late>(resolve => {
      timer = setTimeout(() => resolve(late), deadline)
      worker.once('message', resolve)
      worker.once('error', resolve)
      worker.once('exit', code => resolve(new Error(`The thread ended with ${code} and no answer.`)))
      worker.postMessage({ ...job, patience: deadline * shareOfPatience } satisfies Job)
    })
    clearTimeout(timer)
    worker.removeAllListeners()
    if (worker !== this.#worker) return undefined
    if (typeof answer === 'object' && 'found' in answer) {
      this.#holds = new Set(answer.holds)
      return answer.found
    }
    await this.stop()
    if (answer === late) return overrun(`it took longer than ${deadline / 1000} seconds`)
    const { code } = answer as NodeJS.ErrnoException
    if (code === 'ERR_WORKER_OUT_OF_MEMORY') return overrun(`it took more than ${memory} MB of memory`)
    return { error: String((answer as Error).stack) }
  }

  /** Ends the thread, and with it what it is doing. */
  async stop(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    this.#holds.clear()
    await worker?.terminate()
  }

  #start(): Worker {
    // The compiled file: what is given to a worker is no import that the compiler would rewrite.
    return new Worker(new URL('./worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory }
    })
  }
}

const overrun = (why: string): Comparing => endedEarly(`The comparison was ended: ${why}.`)
