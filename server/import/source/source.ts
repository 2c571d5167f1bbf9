import { deepestNesting, nestsDeeperThan } from '../../domain/json-depth.ts'
import { ImportError, NotGiven } from '../errors.ts'
import { addressOf } from './addresses.ts'
import { type Document, hrefOf, isDocument } from './document.ts'
import { type Exchange, exchangeWith } from './exchange.ts'

export interface SourceOptions {
  from: string
  username?: string | undefined
  password?: string | undefined
  token?: string | undefined
  /** Sent with every request. */
  headers?: Record<string, string> | undefined
  parallel?: number | undefined
  timeout?: number | undefined
  largestAnswer?: number | undefined
  waits?: readonly number[] | undefined
  signal?: AbortSignal | undefined
}

/** A running Pact Broker, of which only HTTP is known. */
export interface Source {
  /** Its address, without a slash at the end: what the import is known by. */
  base: string
  index: Document
  /** Follows a link. Undefined where nothing is there; anything else that is no document is `NotGiven`. */
  find(href: string): Promise<Document | undefined>
  /** The same as text, of which every digit counts. */
  findText(href: string): Promise<string | undefined>
}

const hal = 'application/hal+json, application/json;q=0.9'
const seconds = 1000

/** Asks the source for its index, and refuses what is no Pact Broker. */
export async function openSource(options: SourceOptions): Promise<Source> {
  const base = baseOf(options.from)
  const exchange = exchangeWith({
    headers: { 'User-Agent': 'soloist-import', ...authorization(options), ...options.headers },
    parallel: options.parallel ?? 6,
    timeout: options.timeout ?? 60 * seconds,
    largestAnswer: options.largestAnswer ?? 100 * 1024 * 1024,
    waits: options.waits ?? [1, 2, 5, 10, 20].map(wait => wait * seconds),
    signal: options.signal ?? new AbortController().signal
  })
  const index = await readIndex(base, exchange)
  const self = hrefOf(index, 'self')?.replace(/\/+$/, '')
  const own = self !== undefined && URL.canParse(self) ? self : undefined
  const findText = async (href: string) => {
    const url = addressOf(href, base, own)
    const { status, text } = await exchange(url, hal)
    if (status === 404) return undefined
    if (status === 401 || status === 403) throw new ImportError('refused', notLetIn(url, status))
    if (status < 200 || status > 299) throw new NotGiven(`${url} answers with status ${status}`, status)
    return text
  }
  const find = async (href: string) => {
    const text = await findText(href)
    return text === undefined ? undefined : parse(text, href)
  }
  return { base, index, find, findText }
}

function baseOf(from: string): string {
  const url = URL.canParse(from) ? new URL(from) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new ImportError('refused', `--from is ${from}; it must be an address that begins with http:// or https://.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new ImportError('refused', 'The address holds a name or password; give them with --username and --password.')
  }
  return (url.origin + url.pathname).replace(/\/+$/, '')
}

function authorization({ username, password, token }: SourceOptions): Record<string, string> {
  if (token !== undefined && username !== undefined) {
    throw new ImportError('refused', 'Either --token or --username and --password can be given, not both.')
  }
  if (token !== undefined) return { Authorization: `Bearer ${token}` }
  if (username === undefined) return {}
  return { Authorization: `Basic ${Buffer.from(`${username}:${password ?? ''}`, 'utf8').toString('base64')}` }
}

async function readIndex(base: string, exchange: Exchange): Promise<Document> {
  const { status, text } = await exchange(`${base}/`, hal)
  if (status === 401 || status === 403) throw new ImportError('refused', notLetIn(base, status))
  if (status >= 500) throw new ImportError('no-answer', `${base} answers with status ${status}.`)
  let index: unknown
  try {
    index = JSON.parse(text)
  } catch {
    index = undefined
  }
  if (status === 200 && isDocument(index) && hrefOf(index, 'pb:pacticipants') !== undefined) return index
  throw new ImportError('no-answer', `${base} is no Pact Broker: its index (status ${status}) has no link pb:pacticipants.`)
}

const notLetIn = (url: string, status: number) =>
  `${url} does not let us in (${status}): give --username and --password, or --token, of somebody who may read everything.`

function parse(text: string, href: string): Document {
  if (nestsDeeperThan(text, 4 * deepestNesting)) throw new NotGiven(`${href} answers with JSON that is nested too deep`)
  try {
    const value: unknown = JSON.parse(text)
    if (isDocument(value)) return value
  } catch {
    // Said below.
  }
  throw new NotGiven(`${href} answers with something else than a JSON object`)
}

/** The address of a relation of the index, where the source has it. */
export const relationOf = ({ index }: Source, relation: string): string | undefined => hrefOf(index, relation)
