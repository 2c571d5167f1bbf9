import { nameProblem, textProblem } from '../names.ts'
import { type AllowLists, methodRefusal, urlRefusal } from '../outgoing/allow-lists.ts'
import { defaultEvents, type Side, webhookEvents } from './webhook.ts'

type MaybeText = string | null | undefined

/** A webhook as a client defines it; the schema has seen to the types. */
export interface Definition {
  description?: MaybeText
  consumer?: AskedSide
  provider?: AskedSide
  enabled?: boolean | null | undefined
  events?: ReadonlyArray<{ name: string }> | null | undefined
  request: {
    method: string
    url: string
    headers?: Record<string, string> | null | undefined
    body?: unknown
    username?: MaybeText
    password?: MaybeText
  }
}

type AskedSide = { name?: MaybeText; label?: MaybeText } | null | undefined
type Errors = Record<string, string[]>

const headerName = /^[\w!#$%&'*+.^`|~-]+$/
const uuidPattern = /^[\w-]{16,255}$/

/** What cannot be kept, by field, in the reference's words (1.15.1). */
export function definitionErrors(definition: Definition, allowed: AllowLists, uuid?: string): Errors {
  const { description, consumer, provider, events, request } = definition
  const { method, url, headers, username, password } = request
  return withoutEmpty({
    uuid: text(uuid, value => (uuidPattern.test(value) ? undefined : 'must have 16 or more letters, digits, - or _')),
    description: text(description, textProblem),
    ...sideErrors('consumer', consumer),
    ...sideErrors('provider', provider),
    events: eventErrors(events),
    'request.method': methodRefusal(method, allowed),
    'request.url': urlProblem(url, allowed),
    'request.headers': Object.entries(headers ?? {}).flatMap(([name, value]) => headerProblem(name, value)),
    'request.username': text(username, textProblem),
    'request.password': text(password, textProblem)
  })
}

const text = (value: MaybeText, problemOf: (text: string) => string | undefined) =>
  typeof value === 'string' ? problemOf(value) : undefined

function sideErrors(side: string, asked: AskedSide) {
  if (asked === null || asked === undefined) return {}
  const { name, label } = asked
  const hasName = typeof name === 'string'
  const hasLabel = typeof label === 'string'
  if (hasName && hasLabel) return { [`${side}.label`]: 'cannot be used together with a name' }
  if (!hasName && !hasLabel) return { [`${side}.name`]: 'is missing: give a name, a label, or leave the whole side out' }
  return hasName ? { [`${side}.name`]: nameProblem(name) } : { [`${side}.label`]: text(label, nameProblem) }
}

function eventErrors(events: Definition['events']): string | string[] | undefined {
  if (events === null || events === undefined) return undefined
  if (events.length === 0) return 'size cannot be less than 1'
  const known: readonly string[] = webhookEvents
  return events.flatMap(({ name }, index) =>
    known.includes(name) ? [] : [`name must be one of: ${known.join(', ')} (at index ${index})`]
  )
}

/** The host is known before any value is filled in: otherwise a branch name could choose who is called. */
function urlProblem(url: string, allowed: AllowLists): string | undefined {
  const problem = textProblem(url) ?? urlRefusal(url, allowed)
  if (problem !== undefined) return problem
  const { username, password } = new URL(url)
  return username === '' && password === '' ? undefined : 'cannot hold credentials; give username and password beside it'
}

function headerProblem(name: string, value: string): string[] {
  if (!headerName.test(name)) return [`${JSON.stringify(name)} is not a header name`]
  const problem = textProblem(value)
  return problem === undefined ? [] : [`${name} ${problem}`]
}

function withoutEmpty(all: Record<string, string | string[] | undefined>): Errors {
  const lists = Object.entries(all).map(([field, found]): [string, string[]] => [
    field,
    found === undefined ? [] : [found].flat()
  ])
  return Object.fromEntries(lists.filter(([, found]) => found.length > 0))
}

/** What a definition that was found good means. */
export const sideOf = (asked: AskedSide): Side => ({ name: asked?.name ?? null, label: asked?.label ?? null })

export const eventsOf = ({ events }: Definition): string[] =>
  events === null || events === undefined ? [...defaultEvents] : [...new Set(events.map(({ name }) => name))]
