/**
 * What went wrong, for code to look at. Closed, and never renamed:
 * - `asked-wrongly`: options or arguments that this library refuses; nothing was sent
 * - `refused`: the broker refused the request (4xx other than those below)
 * - `not-allowed`: 401 or 403
 * - `not-found`: 404, or a name that the broker's lists do not have
 * - `conflict`: 409
 * - `failed`: the broker failed (5xx)
 * - `unreachable`: no connection, or it broke
 * - `timeout`: no answer within `timeout`
 * - `not-understood`: an answer that no broker gives
 */
export type SoloistErrorCode =
  | 'asked-wrongly'
  | 'refused'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'failed'
  | 'unreachable'
  | 'timeout'
  | 'not-understood'

/** The one error of this library: nothing else is thrown on purpose. */
export class SoloistError extends Error {
  readonly code: SoloistErrorCode
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** The body of the refusal: the parsed JSON, or the text. */
  readonly body: unknown

  constructor(code: SoloistErrorCode, message: string, rest: { status?: number; body?: unknown; cause?: unknown } = {}) {
    super(message, rest.cause === undefined ? undefined : { cause: rest.cause })
    this.name = 'SoloistError'
    this.code = code
    this.status = rest.status
    this.body = rest.body
  }
}

/** The error for an answer that is not a success; `asked` names the request. */
export function refusal(status: number, text: string, asked: string): SoloistError {
  const body = parsed(text)
  const sentence = sentenceOf(body) ?? `The broker answered with status ${status}`
  const message = `${sentence.replace(/[.\s]+$/, '')} (${status} from ${asked}).`
  return new SoloistError(codeFor(status), message, { status, body })
}

function codeFor(status: number): SoloistErrorCode {
  if (status === 401 || status === 403) return 'not-allowed'
  if (status === 404) return 'not-found'
  if (status === 409) return 'conflict'
  if (status >= 500) return 'failed'
  return status >= 400 ? 'refused' : 'not-understood'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The words of a refusal in any of its forms: `errors`, `notices`, `error`, problem+json, plain text. */
function sentenceOf(body: unknown): string | undefined {
  if (typeof body === 'string') return plainText(body)
  if (!isObject(body)) return undefined
  const { errors, error, notices, detail, title } = body
  if (Array.isArray(notices)) {
    const texts = notices.filter(isObject).filter(notice => notice.type === 'error')
    if (texts.length > 0) return texts.map(notice => String(notice.text)).join('\n')
  }
  return fieldSentences(errors) ?? messageOf(error) ?? messageOf(detail) ?? messageOf(title)
}

function fieldSentences(errors: unknown): string | undefined {
  if (typeof errors === 'string') return errors
  if (Array.isArray(errors)) return joined(errors.map(entry => (isObject(entry) ? problemEntry(entry) : String(entry))))
  if (!isObject(errors)) return undefined
  return joined(Object.entries(errors).map(([field, texts]) => `${field} ${[texts].flat().join(', ')}`))
}

/** One of the `errors` of a problem+json document. */
function problemEntry({ pointer, parameter, detail, title }: Record<string, unknown>): string {
  const place = pointer ?? parameter
  return [place, detail ?? title].filter(part => part !== undefined).join(' ')
}

const joined = (sentences: string[]) => (sentences.length === 0 ? undefined : sentences.join('; '))

function messageOf(value: unknown): string | undefined {
  if (typeof value === 'string' && value !== '') return value
  return isObject(value) && typeof value.message === 'string' ? value.message : undefined
}

/** A page of HTML from something in between says nothing to a person at a terminal. */
function plainText(text: string): string | undefined {
  const trimmed = text.trim()
  return trimmed === '' || trimmed.startsWith('<') || trimmed.length > 2000 ? undefined : trimmed
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
