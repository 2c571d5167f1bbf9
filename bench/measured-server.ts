import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Asks the broker, and gives the document; throws where it does not answer with success. */
export type Call = (method: string, path: string, body?: object | string) => Promise<Record<string, unknown>>

export interface MeasuredServer {
  broker: string
  call: Call
  floor: string
  /** Statements since the last question. */
  statements: () => Promise<number>
  /** Begins to deliver webhooks. */
  deliver: () => void
  /** Begins to make the comparisons that are due. */
  compare: () => void
  /** What a database in use does by itself after a while: statistics of what it holds. */
  settle: () => Promise<void>
  end: () => Promise<void>
}

/** Starts the measured process on a database of its own, seeded. */
export async function startServer(url: string, results: number): Promise<MeasuredServer> {
  const child = fork(fileURLToPath(new URL('./server.js', import.meta.url)), [url, String(results)])
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The measured server ended with ${code}.`)))
  // Only a question that waits for an answer is disturbed by the end.
  ended.catch(() => {})
  const answer = async () => (await Promise.race([once(child, 'message'), ended]))[0]
  const { broker, floor } = (await answer()) as { broker: string; floor: string }
  return {
    broker,
    floor,
    call: callTo(broker),
    statements: async () => {
      child.send('statements')
      return ((await answer()) as { statements: number }).statements
    },
    settle: async () => {
      child.send('settle')
      await answer()
    },
    deliver: () => child.send('deliver'),
    compare: () => child.send('compare'),
    end: async () => {
      child.send('end')
      await once(child, 'exit')
    }
  }
}

const callTo =
  (broker: string): Call =>
  async (method, path, body) => {
    const headers = { accept: 'application/hal+json', ...(body && { 'content-type': 'application/json' }) }
    const text = typeof body === 'object' ? JSON.stringify(body) : body
    const answer = await fetch(broker + path, { method, headers, ...(text && { body: text }) })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
    return answer.json() as Promise<Record<string, unknown>>
  }
