import { setTimeout as sleep } from 'node:timers/promises'
import { refusal, SoloistError } from './error.ts'
import type { Connection } from './options.ts'

/** How the methods speak with the broker: addresses below the base in, documents out, refusals as SoloistError. */
export interface Exchange {
  baseUrl: string
  read<T>(address: string): Promise<T>
  /** The answer to the byte: numbers such as 1.0 do not survive JSON.parse. */
  readText(address: string, accept?: string): Promise<string>
  /** A question too long for an address: a POST that changes nothing, and may be repeated. */
  ask<T>(address: string, body: unknown): Promise<T>
  write<T>(method: 'POST' | 'PUT' | 'DELETE', address: string, body?: unknown): Promise<T>
  /** PATCH with a merge patch. */
  merge<T>(address: string, body: unknown): Promise<T>
}

interface Request {
  method: string
  url: string
  body?: string
  contentType?: string
  /** Default: JSON. */
  accept?: string | undefined
  /** Nothing changes when it is sent twice. */
  repeatable: boolean
}

/** Milliseconds before the second, third and fourth attempt. */
const waits = [200, 500, 1200]

export function exchangeOver(connection: Connection): Exchange {
  const { baseUrl } = connection
  const read = (address: string, accept?: string) =>
    send(connection, { method: 'GET', url: baseUrl + address, accept, repeatable: true })
  const withBody = (method: string, address: string, body: unknown, contentType = 'application/json', repeatable = false) => {
    const content = body === undefined ? {} : { body: JSON.stringify(body), contentType }
    return send(connection, { method, url: baseUrl + address, repeatable, ...content })
  }
  return {
    baseUrl,
    readText: read,
    read: async <T>(address: string) => document<T>(await read(address), baseUrl + address),
    ask: async <T>(address: string, body: unknown) =>
      document<T>(await withBody('POST', address, body, 'application/json', true), baseUrl + address),
    write: async <T>(method: string, address: string, body?: unknown) =>
      document<T>(await withBody(method, address, body), baseUrl + address),
    merge: async <T>(address: string, body: unknown) =>
      document<T>(await withBody('PATCH', address, body, 'application/merge-patch+json'), baseUrl + address)
  }
}

async function send(connection: Connection, request: Request): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await sendOnce(connection, request)
    } catch (error) {
      const wait = waits[attempt]
      if (wait === undefined || !worthRepeating(error, request)) throw error
      await sleep(wait)
    }
  }
}

async function sendOnce({ fetch, headers: common, timeout }: Connection, request: Request): Promise<string> {
  const { method, url, body, contentType, accept } = request
  const headers = new Headers(common)
  if (contentType !== undefined) headers.set('Content-Type', contentType)
  if (accept !== undefined) headers.set('Accept', accept)
  // A redirected write would arrive as a GET without its body, and look like a success.
  const redirect = method === 'GET' ? 'follow' : 'manual'
  const init: RequestInit = { method, headers, redirect, signal: AbortSignal.timeout(timeout) }
  if (body !== undefined) init.body = body
  let response: Response
  let text: string
  try {
    response = await fetch(url, init)
    text = await response.text()
  } catch (cause) {
    throw noAnswer(cause, request, timeout)
  }
  if (response.ok) return text
  const location = response.headers.get('Location')
  if (response.status >= 300 && response.status < 400 && location !== null) {
    const sentence = `${method} ${url} is redirected to ${location}: use the address behind it as base URL.`
    throw new SoloistError('not-understood', sentence, { status: response.status })
  }
  throw refusal(response.status, text, `${method} ${url}`)
}

function noAnswer(cause: unknown, { method, url }: Request, timeout: number): SoloistError {
  if (cause instanceof DOMException && cause.name === 'TimeoutError') {
    return new SoloistError('timeout', `No answer from ${method} ${url} within ${timeout} ms.`, { cause })
  }
  const { cause: inner } = cause as { cause?: { code?: string; message?: string } }
  const detail = inner?.message || inner?.code || (cause as Error).message
  return new SoloistError('unreachable', `No answer from ${method} ${url}: ${detail}.`, { cause })
}

/** A write is sent again only where it surely never arrived: nobody listened. */
function worthRepeating(error: unknown, { repeatable }: Request): boolean {
  if (!(error instanceof SoloistError)) return false
  if (error.code === 'unreachable') return repeatable || connectionRefused(error.cause)
  return repeatable && (error.status === 502 || error.status === 503 || error.status === 504)
}

function connectionRefused(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: string; errors?: Array<{ code?: string }> } }
  if (cause?.errors !== undefined) return cause.errors.every(({ code }) => code === 'ECONNREFUSED')
  return cause?.code === 'ECONNREFUSED'
}

/** `as T`: what the broker promises. Where a wrong answer could pass for a yes, the method looks again. */
function document<T>(text: string, url: string): T {
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new SoloistError('not-understood', `The answer from ${url} is not JSON: is a broker there?`, { cause })
  }
}
