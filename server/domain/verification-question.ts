import { type ConsumerSelector, readSelectors } from './consumer-selectors.ts'
import { nameProblem } from './names.ts'

/** What a provider's build asks before it verifies. */
export interface VerificationQuestion {
  selectors: ConsumerSelector[]
  providerBranch: string | undefined
  providerTags: string[]
  includePending: boolean
  /** Work in progress is wanted that was published after this moment. */
  wipSince: number | undefined
}

export type Errors = Record<string, string[]>
export type Read = { question: VerificationQuestion } | { errors: Errors }

const mostTags = 1000

/** Reads the body of a POST. Reference 1.11 and 3.7.2. */
export function questionFromBody(body: unknown): Read {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { errors: { body: ['must be a hash'] } }
  const given = body as Record<string, unknown>
  const errors: Errors = {}
  const refuse = (field: string, text: string | undefined) => {
    if (text !== undefined) (errors[field] ??= []).push(text)
  }

  const providerTags = given.providerVersionTags ?? []
  refuse('providerVersionTags', tagsProblem(providerTags))

  const { includePendingStatus, includeWipPactsSince } = given
  if (includePendingStatus !== undefined && typeof includePendingStatus !== 'boolean') {
    refuse('includePendingStatus', 'must be boolean')
  }
  const wipSince = typeof includeWipPactsSince === 'string' ? momentOf(includeWipPactsSince) : undefined
  if (includeWipPactsSince !== undefined && wipSince === undefined) {
    refuse('includeWipPactsSince', 'must be a date, or a date and time, such as 2026-01-31')
  }

  // Some clients send an empty branch when they know none.
  const branch = given.providerVersionBranch ?? ''
  const branchMatters = includePendingStatus === true || includeWipPactsSince !== undefined
  const noTags = Array.isArray(providerTags) && providerTags.length === 0
  if (typeof branch !== 'string') refuse('providerVersionBranch', 'must be a string')
  else if (branch !== '') refuse('providerVersionBranch', nameProblem(branch))
  else if (given.providerVersionBranch === '' && noTags && branchMatters) {
    refuse('providerVersionBranch', 'must be filled when pending or work in progress pacts are asked for without tags')
  }
  const providerBranch = branch === '' ? undefined : (branch as string)

  const selectors = readSelectors(given.consumerVersionSelectors ?? missing(given), providerBranch)
  if ('errors' in selectors) errors.consumerVersionSelectors = selectors.errors

  if (Object.keys(errors).length > 0) return { errors }
  return {
    question: {
      selectors: selectors as ConsumerSelector[],
      providerBranch,
      providerTags: [...new Set(providerTags as string[])],
      includePending: includePendingStatus !== false,
      wipSince
    }
  }
}

/** Selectors may be absent, but null is a mistake. */
const missing = (given: Record<string, unknown>) => (given.consumerVersionSelectors === null ? null : [])

function tagsProblem(tags: unknown): string | undefined {
  if (!Array.isArray(tags)) return 'must be an array'
  if (tags.length > mostTags) return `size cannot be greater than ${mostTags}`
  for (const [index, tag] of tags.entries()) {
    const problem = typeof tag === 'string' ? nameProblem(tag) : 'must be a string'
    if (problem !== undefined) return `${problem} (at index ${index})`
  }
  return undefined
}

/**
 * Reads the query of a GET, the older form: snake case, booleans in words, and selectors that know only tags.
 * Errors carry the names of the query's fields.
 */
export function questionFromQuery(query: Record<string, unknown>): Read {
  const given = query.consumer_version_selectors
  const withoutTag = Array.isArray(given)
    ? given.flatMap((selector, index) => (selector?.tag === undefined ? [`tag is missing (at index ${index})`] : []))
    : []
  if (withoutTag.length > 0) return { errors: { consumer_version_selectors: withoutTag } }
  const read = questionFromBody(
    withoutUndefined({
      consumerVersionSelectors: Array.isArray(given) ? given.map(selectorFromQuery) : given,
      providerVersionBranch: query.provider_version_branch,
      providerVersionTags: query.provider_version_tags,
      includePendingStatus: inWords(query.include_pending_status),
      includeWipPactsSince: query.include_wip_pacts_since
    })
  )
  if ('question' in read) return read
  return { errors: Object.fromEntries(Object.entries(read.errors).map(([field, texts]) => [snakeCase(field), texts])) }
}

function selectorFromQuery(selector: Record<string, unknown>) {
  const { tag, fallback_tag: fallbackTag, latest, consumer } = selector
  return withoutUndefined({ tag, fallbackTag, latest: inWords(latest), consumer })
}

const withoutUndefined = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))

const inWords = (value: unknown) => (value === 'true' ? true : value === 'false' ? false : value)

const snakeCase = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** In a query a `+` has become a space, so a space before an offset is its sign. */
const moment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(?:(Z)|([+ -]?)(\d{2}):?(\d{2}))?)?$/i

/** The milliseconds of a date or a date and time (UTC unless it says otherwise), or undefined when it is neither. */
export function momentOf(text: string): number | undefined {
  const [, date, time = '00:00', , sign = '+', hours = '00', minutes = '00'] = moment.exec(text.trim()) ?? []
  if (date === undefined || !existsInTheCalendar(date)) return undefined
  const milliseconds = Date.parse(`${date}T${time}${sign === '-' ? '-' : '+'}${hours}:${minutes}`)
  return Number.isNaN(milliseconds) ? undefined : milliseconds
}

function existsInTheCalendar(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}
