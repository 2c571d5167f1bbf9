import type { Job, Jobs } from '../domain/simulation/jobs.ts'
import { Problem } from '../problem.ts'
import { inThread, Overrun } from '../threads/in-thread.ts'
import { Turns } from '../threads/turns.ts'

/** Milliseconds after which a job leaves the rest undecided, and answers with what it has. */
const patience = 15_000
const limits = { deadline: 25_000, memory: 1024 }
/** Each has a core and that much memory; of others, only so many wait. */
const turns = new Turns(2)
const mostWaiting = 20

/** Does a job in a thread of its own, so that no other request waits for it; with a deadline and a bound on its memory. */
export async function workAside<Task extends keyof Jobs>(task: Task, asked: Jobs[Task]['asked']): Promise<Jobs[Task]['answer']> {
  if (turns.waiting >= mostWaiting)
    throw new Problem('busy', 'Many documents are being compared just now. Try again in a moment.')
  const job = { task, asked } as Job
  // The compiled file: what is given to a thread is no import that the compiler would rewrite.
  const file = new URL('./worker.js', import.meta.url)
  try {
    return await turns.take(() => inThread<Jobs[Task]['answer']>(file, { job, patience }, limits))
  } catch (error) {
    if (error instanceof Overrun)
      throw new Problem('unprocessable', `Comparing takes ${error.message}; nothing can be said of these documents.`)
    if (error instanceof Error && /call stack/i.test(error.message))
      throw new Problem('unprocessable', 'The documents are nested too deep to be compared.')
    throw error
  }
}
