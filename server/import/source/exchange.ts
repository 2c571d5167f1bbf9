import { setTimeout as sleep } from 'node:timers/promises'
import { ImportError, NotGiven } from '../errors.ts'

export interface ExchangeOptions {
  headers: Record<string, string>
  /** Requests under way at once. */
  parallel: number
  /** How long one attempt may take, in milliseconds. */
  timeout: number
  /** The largest answer that is read, in bytes. */
  largestAnswer: number
  /** How long to wait before each further attempt, in milliseconds. */
  waits: readonly number[]
  signal: AbortSignal
}

export interface Answer {
  status: number
  contentType: string
  text: string
}

export type Exchange = (url: string, accept: string) => Promise<Answer>

/** What a server may be over soon: too many requests, a restart, a proxy without a broker behind it. */
const passing = new Set([429, 500, 502, 503, 504])
/** No server is waited for longer than this, whatever it asks for. */
const longestWait = 60_000

/** Asks politely: few requests at a time, each attempt with an end, and longer and longer pauses where the source struggles. */
export function exchangeWith(options: ExchangeOptions): Exchange {
  const { parallel, waits, signal } = options
  const waiting: Array<() => void> = []
  let free = parallel

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }

  return (url, accept) =>
    inTurn(async () => {
      for (let attempt = 0; ; attempt++) {
        const outcome = await askOnce(url, accept, options)
        const wait = waits[attempt]
        if ('answer' in outcome && (wait === undefined || !passing.has(outcome.answer.status))) return outcome.answer
        if ('error' in outcome && wait === undefined) throw outcome.error
        await sleep(Math.min(Math.max(wait ?? 0, outcome.retryAfter), longestWait), undefined, { signal }).catch(() => {})
        if (signal.aborted) throw stopped()
      }
    })
}

type Outcome = { retryAfter: number } & ({ answer: Answer } | { error: ImportError })

async function askOnce(url: string, accept: string, options: ExchangeOptions): Promise<Outcome> {
  const { headers, timeout, signal } = options
  if (signal.aborted) throw stopped()
  try {
    const response = await fetch(url, {
      headers: { ...headers, Accept: accept },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)])
    })
    const text = await readText(response, url, options.largestAnswer)
    const seconds = Number(response.headers.get('Retry-After') ?? '')
    const answer = { status: response.status, contentType: response.headers.get('Content-Type') ?? '', text }
    return { answer, retryAfter: Number.isFinite(seconds) ? seconds * 1000 : 0 }
  } catch (cause) {
    if (signal.aborted) throw stopped()
    if (cause instanceof NotGiven) throw cause
    return { error: new ImportError('no-answer', `${url} does not answer: ${reasonOf(cause, timeout)}.`, cause), retryAfter: 0 }
  }
}

const stopped = () => new ImportError('stopped', 'The import was stopped. The same command continues it.')

async function readText(response: Response, url: string, largest: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > largest) throw new NotGiven(`${url} answers with more than ${largest} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function reasonOf(cause: unknown, timeout: number): string {
  if (cause instanceof DOMException && cause.name === 'TimeoutError') return `nothing came within ${timeout} ms`
  const inner = (cause as { cause?: { code?: string; message?: string } }).cause
  return inner?.message || inner?.code || (cause as Error).message
}
