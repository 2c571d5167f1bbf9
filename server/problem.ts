/** Every refusal the broker gives on purpose: its code, which never changes, and its status. */
const statuses = {
  'invalid-json': 400,
  'invalid-request': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  conflict: 409,
  'similar-name': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  unprocessable: 422,
  'not-implemented': 501,
  busy: 503
} as const

export type ProblemCode = keyof typeof statuses

/** Messages by field (`consumer.name`), or a plain list where the Pact Broker gives no fields. */
export type FieldErrors = Record<string, string[]> | string[]

export interface Notice {
  type: 'success' | 'debug' | 'info' | 'warning' | 'prompt' | 'error'
  text: string
}

export type Place = 'body' | 'path' | 'query'

interface Detail {
  errors?: FieldErrors
  notices?: Notice[]
  place?: Place
  cause?: unknown
}

/** A refusal. The sentence names the thing and, where there is one, the way out. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly errors: FieldErrors | undefined
  readonly notices: Notice[] | undefined
  /** Where the named fields are. */
  readonly place: Place

  constructor(code: ProblemCode, sentence: string, detail: Detail = {}) {
    super(sentence, { cause: detail.cause })
    this.name = 'Problem'
    this.code = code
    this.status = statuses[code]
    this.errors = detail.errors
    this.notices = detail.notices
    this.place = detail.place ?? 'body'
  }
}

/** The refusal of named fields: each with what is wrong with it. */
export function invalid(errors: FieldErrors, place: Place = 'body'): Problem {
  const sentences = Array.isArray(errors)
    ? errors
    : Object.entries(errors).flatMap(([field, texts]) => texts.map(text => `${field} ${text}`))
  return new Problem('invalid-request', sentences.join(', '), { errors, place })
}
