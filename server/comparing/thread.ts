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
  #stopped = false
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
    if (this.#stopped) return undefined
    const { deadline, memory } = this.#limits
    const worker = (this.#worker ??= this.#start())
    const answer = await answerOf(worker, { ...job, patience: deadline * shareOfPatience }, deadline)
    if (this.#stopped) return undefined
    if (answer !== late && 'found' in answer) {
      this.#holds = new Set(answer.holds)
      return answer.found
    }
    await this.#end()
    if (answer === late) return overrun(`it took longer than ${deadline / 1000} seconds`)
    if (answer.code === 'ERR_WORKER_OUT_OF_MEMORY') return overrun(`it took more than ${memory} MB of memory`)
    return { error: String(answer.stack) }
  }

  /** Ends the thread, and with it what it is doing. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#end()
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    this.#worker = undefined
    this.#holds.clear()
    await worker?.terminate()
  }

  #start(): Worker {
    // The compiled file: what is given to a worker is no import that the compiler would rewrite.
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory }
    })
    // One that dies between two jobs is replaced by the next.
    worker.on('error', () => {})
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined
    })
    return worker
  }
}

const late = Symbol('late')

/** The answer to a job, what became of the thread instead, or that time is up. */
function answerOf(worker: Worker, job: Job, deadline: number): Promise<JobAnswer | NodeJS.ErrnoException | typeof late> {
  return new Promise(resolve => {
    const timer = setTimeout(() => end(late), deadline)
    const exited = (code: number) => end(new Error(`The thread ended with ${code} and no answer.`))
    function end(outcome: JobAnswer | Error | typeof late): void {
      clearTimeout(timer)
      worker.off('message', end).off('error', end).off('exit', exited)
      resolve(outcome)
    }
    worker.on('message', end).on('error', end).on('exit', exited)
    worker.postMessage(job)
  })
}

const overrun = (why: string): Comparing => endedEarly(`The comparison was ended: ${why}.`)
