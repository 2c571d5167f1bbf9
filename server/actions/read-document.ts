import { type ReadDocument, readWithElements } from '../domain/windows/document-elements.ts'
import { inThread, Overrun } from '../threads/in-thread.ts'
import { Turns } from '../threads/turns.ts'

type Read = ReadDocument | { problems: string[] }

/** Characters that are read in some milliseconds; longer documents would keep all other requests waiting. */
const shortEnough = 20_000
const limits = { deadline: 20_000, memory: 1024 }
/** Each has a core and that much memory. */
const turns = new Turns(2)

/** Reads a document for what it is and promises: a long one in a thread, with a deadline and a bound on its memory. */
export async function readDocumentAside(text: string): Promise<Read> {
  if (text.length <= shortEnough) return readWithElements(text)
  // The compiled file: what is given to a thread is no import that the compiler would rewrite.
  const file = new URL('./document-worker.js', import.meta.url)
  try {
    return await turns.take(() => inThread<Read>(file, text, limits))
  } catch (error) {
    if (error instanceof Overrun) return { problems: [`it takes ${error.message} to read`] }
    throw error
  }
}
