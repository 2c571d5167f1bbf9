import { Worker } from 'node:worker_threads'
import { type ReadDocument, readWithElements } from '../domain/windows/document-elements.ts'

type Read = ReadDocument | { problems: string[] }

/** Characters that are read in some milliseconds; longer documents would keep all other requests waiting. */
const shortEnough = 20_000
const patience = 20_000
const megabytes = 1024
/** Workers at once, each with a core and that much memory; others wait their turn. */
const mostWorkers = 2

let working = 0
const waiting: Array<() => void> = []

/** Reads a document for what it is and promises: a long one in a worker, with a deadline and a bound on its memory. */
export async function readDocumentAside(text: string): Promise<Read> {
  if (text.length <= shortEnough) return readWithElements(text)
  if (working >= mostWorkers) await new Promise<void>(resolve => waiting.push(resolve))
  working++
  try {
    return await readInWorker(text)
  } finally {
    working--
    waiting.shift()?.()
  }
}

function readInWorker(text: string): Promise<Read> {
  return new Promise((resolve, reject) => {
    // The compiled file: what is given to a worker is no import that the compiler would rewrite.
    const worker = new Worker(new URL('./document-worker.js', import.meta.url), {
      workerData: text,
      resourceLimits: { maxOldGenerationSizeMb: megabytes }
    })
    const late = setTimeout(() => {
      resolve({ problems: [`it takes longer than ${patience / 1000} seconds to read`] })
      void worker.terminate()
    }, patience)
    worker.once('message', (read: Read) => resolve(read))
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve({ problems: [`it takes more than ${megabytes} MB of memory to read`] })
      else reject(error)
    })
    worker.once('exit', code => {
      clearTimeout(late)
      reject(new Error(`The worker ended with ${code} and no answer.`))
    })
  })
}
