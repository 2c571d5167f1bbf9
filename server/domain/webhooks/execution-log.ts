import { shownHeader } from './secrets.ts'

/** A call as it was sent, filled in. */
export interface SentRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
  username?: string
  password?: string
}

export interface Received {
  status: number
  headers: Record<string, string>
  body: string
}

export interface Attempt {
  /** As it is logged: what stands for its secrets is in it. Undefined when it could not even be put together. */
  request: SentRequest | undefined
  received: Received | undefined
  /** Why there is no response. */
  error: string | undefined
  success: boolean
}

export interface Telling {
  at: number
  /** What becomes of the call. */
  ending: string
  /** Responses are hidden where any host may be called, so that the broker is no way to read internal services. */
  showResponse: boolean
}

/** More of an answer helps nobody, and the log is kept. */
const longestBody = 4000

/** The request with its secrets taken out, wherever they stand in it. Reference 4.5. */
export function redacted(request: SentRequest, defined: Record<string, string>): SentRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => {
    const asDefined = defined[name]
    return [name, asDefined === undefined || shownHeader(name, asDefined) === asDefined ? value : '[REDACTED]']
  })
  const { password } = request
  const kept = { ...request, headers: Object.fromEntries(headers) as Record<string, string> }
  if (password === undefined || password === '') return kept
  const without = (text: string) => text.replaceAll(password, '********')
  return {
    ...kept,
    url: without(request.url),
    ...(request.body !== undefined && { body: without(request.body) }),
    headers: Object.fromEntries(Object.entries(kept.headers).map(([name, value]) => [name, without(value)])),
    password: '********'
  }
}

/** What an execution's log says, a line each: what was sent, what came back, how it ends. */
export function executionLog(
  context: object,
  { request, received, error, success }: Attempt,
  { at, ending, showResponse }: Telling
): string {
  const line = (level: string, text: string) => `[${new Date(at).toISOString().slice(0, 19)}Z] ${level}: ${text}`
  return [
    line('DEBUG', `context ${JSON.stringify(context)}`),
    ...(request === undefined ? [] : requestLines(request, line)),
    ...(received === undefined ? [] : responseLines(received, showResponse, line)),
    ...(error === undefined ? [] : [line('ERROR', error)]),
    line(success ? 'INFO' : 'WARN', ending)
  ].join('\n')
}

type Line = (level: string, text: string) => string

const requestLines = ({ method, url, headers, body, username }: SentRequest, line: Line) => [
  line('INFO', `HTTP/1.1 ${method} ${url}`),
  ...Object.entries(headers).map(([name, value]) => line('INFO', `${name}: ${value}`)),
  ...(username === undefined ? [] : [line('INFO', `with basic authentication as ${username}`)]),
  ...(body === undefined ? [] : [line('INFO', body)])
]

function responseLines({ status, headers, body }: Received, show: boolean, line: Line) {
  const head = line('INFO', `response status ${status}`)
  if (!show) return [head, line('INFO', hiddenResponse)]
  const shown = body.length > longestBody ? `${body.slice(0, longestBody)}… (${body.length} characters)` : body
  return [head, ...Object.entries(headers).map(([name, value]) => line('INFO', `${name}: ${value}`)), line('INFO', shown)]
}

export const hiddenResponse =
  'headers and body of the response are hidden: the broker has no list of hosts that webhooks may call'
