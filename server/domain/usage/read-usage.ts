import { isObject, type Json, member } from '../comparison/json.ts'
import type { Pact } from '../comparison/pacts/pact.ts'
import { readPact } from '../comparison/pacts/read-pact.ts'
import type { Strength } from '../comparison/pacts/usage.ts'
import { type HttpUsage, type MessageUsage, usageOf } from '../comparison/usage.ts'
import { fitted, headerPlace, storable } from './place.ts'

/** What an interaction relies on, by its content alone: whoever's it is, and whatever its provider's documents say. */
export interface InteractionUsage {
  kind: 'http' | 'message' | 'unreadable'
  /** Of HTTP: in upper case. */
  method: string | null
  /** Of HTTP: the path as it is sent, with values where the provider has parameters. */
  path: string | null
  /** False where more may be relied on than `places` tells: a body that is not JSON, or too many fields. */
  complete: boolean
  places: Map<string, Strength>
}

/** Places that are kept of one interaction, those near the root first. */
const mostPlaces = 2_000

const unreadable = (): InteractionUsage => ({
  kind: 'unreadable',
  method: null,
  path: null,
  complete: false,
  places: new Map()
})

/** Reads the text of an interaction or message, as it was cut out of its contract. Whatever it is, nothing is thrown. */
export function readUsage(text: string): InteractionUsage {
  try {
    return usageIn(text)
  } catch {
    // A contract is kept whatever stands in it; what it relies on is then unknown, which is told.
    return unreadable()
  }
}

function usageIn(text: string): InteractionUsage {
  const pact = pactWith(text)
  const { http, messages } = usageOf(pact)
  const [request] = http
  if (request !== undefined) return httpUsage(request, pact)
  const [message] = messages
  return message === undefined ? unreadable() : messageUsage(message, pact)
}

/** A contract with that interaction alone. Only the messages of format 3 have neither a type nor a request. */
export function pactWith(text: string): Pact {
  const raw = JSON.parse(text) as Json
  const isMessage = isObject(raw) && member(raw, 'type') === undefined && member(raw, 'request') === undefined
  return readPact({ [isMessage ? 'messages' : 'interactions']: [raw] })
}

function httpUsage({ method, path, request, response }: HttpUsage, pact: Pact): InteractionUsage {
  const status = pact.interactions[0]?.response.status ?? 200
  const answer = `response.${status}`
  const places: Array<[place: string, strength: Strength]> = [
    ...Object.keys(request.query).map((name): [string, Strength] => [`request.query/${name}`, 'exact']),
    ...Object.keys(request.headers).map((name): [string, Strength] => [headerPlace(`request.header/${name}`), 'exact']),
    ...request.body.map(({ pointer, strength }): [string, Strength] => [`request.body${pointer}`, strength]),
    [answer, 'present'],
    ...response.headers.map((name): [string, Strength] => [headerPlace(`${answer}.header/${name}`), 'present']),
    ...response.body.map(({ pointer, strength }): [string, Strength] => [`${answer}.body${pointer}`, strength])
  ]
  const bodies = pact.interactions.flatMap(({ request, response }) => [request.body, response.body])
  const readable = bodies.every(({ kind }) => kind !== 'foreign')
  return { kind: 'http', method: storable(method), path: storable(path), ...bounded(places, readable) }
}

function messageUsage({ payload }: MessageUsage, pact: Pact): InteractionUsage {
  const places = payload
    .filter(({ pointer }) => pointer !== '')
    .map(({ pointer, strength }): [string, Strength] => [pointer, strength])
  const readable = pact.messages.every(({ contents }) => contents.body.kind !== 'foreign')
  return { kind: 'message', method: null, path: null, ...bounded(places, readable) }
}

function bounded(places: Array<[string, Strength]>, readable: boolean): Pick<InteractionUsage, 'complete' | 'places'> {
  const enough = places.length <= mostPlaces
  const kept = enough ? places : places.toSorted(([a], [b]) => steps(a) - steps(b)).slice(0, mostPlaces)
  return { complete: readable && enough, places: new Map(kept.map(([place, strength]) => [fitted(place), strength])) }
}

const steps = (place: string) => place.split('/').length
