import { isObject, itemsOf, type Json, type JsonObject, member, textAt } from '../json.ts'
import { into } from '../pointer.ts'
import type { HttpInteraction, InteractionHead, Pact } from './pact.ts'
import { readBody } from './read-body.ts'
import { multiValues, queryOf } from './read-fields.ts'
import { readMessage } from './read-message.ts'
import { readRules } from './rules.ts'

/** Reads a parsed pact of any format. An interaction that cannot be read becomes a problem, not an exception. */
export function readPact(document: Json): Pact {
  const pact: Pact = { interactions: [], messages: [], problems: [] }
  for (const list of ['interactions', 'messages'] as const) {
    for (const [i, raw] of itemsOf(member(document, list)).entries()) {
      const pointer = into('', list, i)
      const detail = isObject(raw) ? readInto(pact, list, pointer, raw) : 'an interaction is an object'
      if (detail !== undefined) pact.problems.push({ pointer, description: textAt(raw, 'description') ?? '', detail })
    }
  }
  return pact
}

function readInto(pact: Pact, list: 'interactions' | 'messages', pointer: string, raw: JsonObject): string | undefined {
  const head = headOf(pointer, raw)
  const type = textAt(raw, 'type') ?? 'Synchronous/HTTP'
  if (list === 'messages' || type === 'Asynchronous/Messages' || type === 'Synchronous/Messages') {
    pact.messages.push(readMessage(head, raw, type === 'Synchronous/Messages'))
    return undefined
  }
  if (type !== 'Synchronous/HTTP') return `type ${type}`
  const interaction = readHttp(head, raw)
  if (interaction === undefined) return 'request or response is missing'
  pact.interactions.push(interaction)
  return undefined
}

function headOf(pointer: string, raw: JsonObject): InteractionHead {
  const older = textAt(raw, 'providerState') ?? textAt(raw, 'provider_state')
  const states = itemsOf(raw.providerStates).flatMap(state => textAt(state, 'name') ?? [])
  return { pointer, description: textAt(raw, 'description') ?? '', states: older === undefined ? states : [older, ...states] }
}

function readHttp(head: InteractionHead, { request, response }: JsonObject): HttpInteraction | undefined {
  if (!isObject(request) || !isObject(response)) return undefined
  const [sent, received] = [multiValues(request.headers), multiValues(response.headers)]
  return {
    ...head,
    request: {
      method: (textAt(request, 'method') ?? 'GET').toUpperCase(),
      path: textAt(request, 'path') ?? '/',
      query: queryOf(request.query),
      headers: sent,
      body: readBody(request, 'body', sent.get('content-type')?.[0]),
      rules: readRules(request.matchingRules)
    },
    response: {
      status: typeof response.status === 'number' ? response.status : 200,
      headers: received,
      body: readBody(response, 'body', received.get('content-type')?.[0]),
      rules: readRules(response.matchingRules)
    }
  }
}
