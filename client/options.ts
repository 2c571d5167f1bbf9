import { wrong } from './door.ts'
import { didYouMean } from './nearest.ts'

export interface SoloistOptions {
  /** Where the broker is; a path is kept: `https://example.org/broker`. */
  baseUrl: string
  /** Sent as `Authorization: Bearer …`. Not together with `username`. */
  token?: string | undefined
  /** With `password`: basic authentication. */
  username?: string | undefined
  password?: string | undefined
  /** Sent with every request. */
  headers?: Record<string, string> | undefined
  /** Stands in for the global `fetch`, for a proxy or a test. */
  fetch?: typeof fetch | undefined
  /** How long one attempt may take, in milliseconds. Default 30 000. */
  timeout?: number | undefined
}

/** Options that passed the door. */
export interface Connection {
  /** Without a slash at its end, and without credentials. */
  baseUrl: string
  headers: Headers
  fetch: typeof fetch
  timeout: number
}

const known = ['baseUrl', 'token', 'username', 'password', 'headers', 'fetch', 'timeout']

export function checkOptions(options: SoloistOptions): Connection {
  if (typeof options !== 'object' || options === null) throw wrong('Options are needed: { baseUrl }.')
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw wrong(`There is no option ${name}. ${didYouMean(name, known)}`)
  }
  const timeout = options.timeout ?? 30_000
  // Longer ones overflow Node's timers, which then fire at once.
  if (!(Number.isFinite(timeout) && timeout > 0 && timeout < 2 ** 31)) {
    throw wrong(`timeout is ${timeout}; it must be a number of milliseconds above 0.`)
  }
  const url = checkBaseUrl(options.baseUrl)
  const headers = checkHeaders(options.headers)
  const authorization = authorizationOf(options, url)
  if (authorization !== undefined) headers.set('Authorization', authorization)
  return { baseUrl: url.origin + url.pathname.replace(/\/+$/, ''), headers, fetch: options.fetch ?? fetch, timeout }
}

function checkBaseUrl(baseUrl: unknown): URL {
  if (typeof baseUrl !== 'string') throw wrong('baseUrl is missing: the address of the broker.')
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw wrong(`baseUrl is ${baseUrl}; it must be an address that begins with http:// or https://.`)
  }
  if (url.search !== '' || url.hash !== '') throw wrong(`baseUrl is ${baseUrl}; it must end before ? and #.`)
  return url
}

function checkHeaders(headers: Record<string, string> = {}): Headers {
  try {
    const all = new Headers({ Accept: 'application/hal+json, application/json', 'User-Agent': 'soloist-client' })
    for (const [name, value] of Object.entries(headers)) all.set(name, value)
    return all
  } catch (cause) {
    throw wrong(`headers cannot be sent: ${(cause as Error).message}`, cause)
  }
}

/** Credentials may also stand in the address, as older clients have it; they never show up in a message. */
function authorizationOf(options: SoloistOptions, url: URL): string | undefined {
  const username = options.username ?? (url.username === '' ? undefined : decoded(url.username))
  const password = options.password ?? decoded(url.password)
  if (options.token !== undefined && username !== undefined) throw wrong('Give either token, or username and password.')
  if (options.token !== undefined) return `Bearer ${visible('token', options.token)}`
  if (username === undefined) return undefined
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/** A token read from a file often ends in a line break. */
function visible(name: string, value: string): string {
  const trimmed = value.trim()
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw wrong(`${name} is empty, or has characters that cannot be sent.`)
  return trimmed
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
