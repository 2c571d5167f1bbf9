import { Worker } from 'node:worker_threads'
import type { Job, Jobs } from '../domain/simulation/jobs.ts'
import { Problem } from '../problem.ts'

/** Milliseconds after which a job leaves the rest undecided, and answers with what it has. */
const patience = 15_000
/** Until it is ended, finished or not. */
const deadline = 25_000
const megabytes = 1024
/** Threads at once, each with a core and that much memory; others wait their turn, and so many of them. */
const mostWorking = 2
const mostWaiting = 20

let working = 0
const waiting: Array<() => void> = []

/** Does a job in a thread of its own, so that no other request waits for it; with a deadline and a bound on its memory. */
export async function workAside<Task extends keyof Jobs>(task: Task, asked: Jobs[Task]['asked']): Promise<Jobs[Task]['answer']> {
  if (working >= mostWorking) {
    if (waiting.length >= mostWaiting)
      throw new Problem('busy', 'Many documents are being compared just now. Try again in a moment.')
    // Whoever is done hands its place on: nobody who comes meanwhile can take it.
    await new Promise<void>(resolve => waiting.push(resolve))
  } else working++
  try {
    return await inThread({ task, asked } as Job)
  } finally {
    const next = waiting.shift()
    if (next === undefined) working--
    else next()
  }
}

function inThread(job: Job): Promise<Jobs[keyof Jobs]['answer']> {
  return new Promise((resolve, reject) => {
    // The compiled file: what is given to a thread is no import that the compiler would rewrite.
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { job, patience },
      resourceLimits: { maxOldGenerationSizeMb: megabytes }
    })
    const late = setTimeout(() => {
      reject(tooMuch(`longer than ${deadline / 1000} seconds`))
      void worker.terminate()
    }, deadline)
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') reject(tooMuch(`more than ${megabytes} MB of memory`))
      else if (/call stack/i.test(error.message))
        reject(new Problem('unprocessable', 'The documents are nested too deep to be compared.'))
      else reject(error)
    })
    worker.once('exit', code => {
      clearTimeout(late)
      reject(new Error(`The thread ended with ${code} and no answer.`))
    })
  })
}

const tooMuch = (what: string) => new Problem('unprocessable', `Comparing takes ${what}; nothing can be said of these documents.`)
