import { Worker } from 'node:worker_threads'

export interface ThreadLimits {
  /** Milliseconds until the thread is ended, finished or not. */
  deadline: number
  /** Megabytes that it may take. */
  memory: number
}

/** A thread took more than it was given; the message is how much that was. */
export class Overrun extends Error {}

/** Runs a compiled file in a thread of its own, so that nothing else waits for it, and gives its first message. Throws `Overrun`. */
export function inThread<Answer>(file: URL, workerData: unknown, { deadline, memory }: ThreadLimits): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: memory } })
    const late = setTimeout(() => {
      reject(new Overrun(`longer than ${deadline / 1000} seconds`))
      void worker.terminate()
    }, deadline)
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Overrun(`more than ${memory} MB of memory`) : error)
    )
    worker.once('exit', code => {
      clearTimeout(late)
      reject(new Error(`The thread ended with ${code} and no answer.`))
    })
  })
}
