import { type Dispatcher, request as undiciRequest } from 'undici'
import type { Config } from '../config.ts'
import { forbiddenKind, readAddress } from '../domain/outgoing/addresses.ts'
import { exceptionsFor, methodRefusal, urlRefusal } from '../domain/outgoing/allow-lists.ts'
import { checkedLookup, type Lookup, systemLookup } from './checked-lookup.ts'
import { dispatcherFor } from './dispatcher.ts'
import { nextHop } from './redirect.ts'
import { OutgoingRefused } from './refused.ts'

export interface OutgoingRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string | undefined
  /** Basic authentication, where there is a user name. */
  username?: string | undefined
  password?: string | undefined
}

export interface OutgoingAnswer {
  status: number
  /** Names in lower case; several values of one name are joined with a comma. */
  headers: Record<string, string>
  /** Read as UTF-8, cut at the largest size that is set. */
  body: string
}

/** Sends a request that somebody other than the operator thought up. Throws `OutgoingRefused`, or an Error where no answer came. */
export type Send = (request: OutgoingRequest) => Promise<OutgoingAnswer>

/** The settings that say where requests may go, and how. */
export type OutgoingSettings = Pick<
  Config,
  | 'webhookMethods'
  | 'webhookSchemes'
  | 'webhookHosts'
  | 'webhookAllowAddresses'
  | 'webhookCertificates'
  | 'webhookRedirects'
  | 'webhookTimeout'
  | 'webhookResponseLimit'
  | 'disableSslVerification'
  | 'outgoingProxy'
  | 'userAgent'
>

/**
 * Nobody can make the broker speak to what only the broker can reach: each request is checked against the allow lists, and
 * connected to an address that was checked after it was resolved. Reference 4.5.
 */
export function outgoing(settings: OutgoingSettings, lookup: Lookup = systemLookup): Send {
  const dispatcher = dispatcherFor(settings, checkedLookup(lookup, settings.webhookAllowAddresses))
  return async request => {
    const signal = AbortSignal.timeout(settings.webhookTimeout)
    try {
      let hop = { ...request, headers: headersOf(request, settings.userAgent) }
      for (let followed = 0; ; followed++) {
        check(hop, settings)
        const answer = await exchange(hop, dispatcher, signal, settings.webhookResponseLimit)
        const next = followed < settings.webhookRedirects ? nextHop(hop, answer) : undefined
        if (next === undefined) return answer
        hop = next
      }
    } catch (error) {
      throw explained(error, request, settings.webhookTimeout)
    }
  }
}

/** What can be refused before a name is resolved. An address in the place of the name is judged here, as no look-up would see it. */
function check({ method, url }: OutgoingRequest, settings: OutgoingSettings) {
  const wrongMethod = methodRefusal(method, settings)
  if (wrongMethod !== undefined) throw new OutgoingRefused(`The method ${method} is refused: it ${wrongMethod}.`)
  const wrongUrl = urlRefusal(url, settings)
  // Without its path and query, in which secrets are.
  if (wrongUrl !== undefined) throw new OutgoingRefused(`The address ${originOf(url)} is refused: it ${wrongUrl}.`)
  const { hostname } = new URL(url)
  if (readAddress(hostname) === undefined) return
  const kind = forbiddenKind(hostname, exceptionsFor(hostname, settings.webhookHosts, settings.webhookAllowAddresses))
  if (kind !== undefined) throw OutgoingRefused.ofAddress(hostname, kind, hostname)
}

async function exchange(
  { method, url, headers, body }: OutgoingRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
  limit: number
): Promise<OutgoingAnswer> {
  const options = { method: method.toUpperCase() as Dispatcher.HttpMethod, headers, body: body ?? null, dispatcher, signal }
  const answer = await undiciRequest(url, options)
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer.body as AsyncIterable<Buffer>) {
    parts.push(part.subarray(0, limit - size))
    size += part.length
    // Leaving the loop ends the connection: the rest is not even received.
    if (size >= limit) break
  }
  const received = Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])
  return { status: answer.statusCode, headers: Object.fromEntries(received), body: Buffer.concat(parts).toString('utf8') }
}

/** They describe the connection, or the name that TLS verifies, and so are made here and nowhere else. */
const ofTheConnection = /^(host|connection|content-length|transfer-encoding|keep-alive|upgrade|expect|te|trailer|proxy-.*)$/i

function headersOf({ headers, username, password }: OutgoingRequest, userAgent: string): Record<string, string> {
  const authorization = username ? `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}` : undefined
  const given = Object.entries(headers)
    .filter(([name]) => !ofTheConnection.test(name))
    .map(([name, value]) => [name.toLowerCase(), value])
  return { 'user-agent': userAgent, ...Object.fromEntries(given), ...(authorization === undefined ? {} : { authorization }) }
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : 'of the webhook')

/** A sentence for whoever reads a webhook's log; what undici says stays as the cause. */
function explained(error: unknown, { url }: OutgoingRequest, timeout: number): Error {
  if (error instanceof OutgoingRefused) return error
  const cause = error as Error & { code?: string; errors?: Error[] }
  if (cause.cause instanceof OutgoingRefused) return cause.cause
  const where = originOf(url)
  if (cause.name === 'TimeoutError') return new Error(`${where} did not answer within ${timeout / 1000} s.`, { cause })
  const reason = cause.message || cause.errors?.[0]?.message || cause.code || 'no reason given'
  return new Error(`The request to ${where} failed: ${reason}`, { cause })
}
