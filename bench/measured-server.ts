import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface MeasuredServer {
  broker: string
  floor: string
  /** Statements since the last question. */
  statements: () => Promise<number>
  end: () => Promise<void>
}

/** Starts the measured process on a database of its own, seeded. */
export async function startServer(url: string, results: number): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL('./server.js', import.meta.url)), [url, String(results)])
  const { broker, floor } = (await answer(child)) as { broker: string; floor: string }
  return {
    broker,
    floor,
    statements: async () => {
      child.send('statements')
      return ((await answer(child)) as { statements: number }).statements
    },
    end: async () => {
      child.send('end')
      await once(child, 'exit')
    }
  }
}

async function answer(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The measured server ended with ${code}.`)))
  const [message] = await Promise.race([once(child, 'message'), ended])
  return message
}
