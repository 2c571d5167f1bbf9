import { compareOneMessage, defaultLimits, type Provider } from './compare-contract.ts'
import { operationFor } from './http/compare-interaction.ts'
import { statusesOf } from './http/statuses.ts'
import { elementOf } from './messages/offer.ts'
import { expectationOf } from './pacts/expectation.ts'
import type { Body, HttpInteraction, MessageInteraction, Pact } from './pacts/pact.ts'
import type { RuleSet } from './pacts/rules.ts'
import type { Strength, Usage } from './pacts/usage.ts'

/** What one interaction relies on, known from the contract alone. */
export interface HttpUsage {
  interaction: string
  description: string
  method: string
  path: string
  request: { query: Record<string, string[]>; headers: Record<string, string[]>; mediaType?: string; body: Usage[] }
  response: { statuses: number[]; mediaType?: string; headers: string[]; body: Usage[] }
}

export interface MessageUsage {
  interaction: string
  description: string
  kind: 'asynchronous' | 'synchronous'
  reference?: MessageInteraction['reference']
  metadata: Record<string, unknown>
  payload: Usage[]
}

/** The usage record of a contract; it hangs on the contract's content, not on any provider. */
export function usageOf(pact: Pact): { http: HttpUsage[]; messages: MessageUsage[] } {
  return { http: pact.interactions.map(httpUsage), messages: pact.messages.map(messageUsage) }
}

const bodyUsage = (body: Body, rules: RuleSet): Usage[] => (body.kind === 'json' ? expectationOf(body.value, rules).usage : [])
const mediaTypeOf = (body: Body) => ('mediaType' in body && body.mediaType !== undefined ? { mediaType: body.mediaType } : {})

function httpUsage({ pointer, description, request, response }: HttpInteraction): HttpUsage {
  return {
    interaction: pointer,
    description,
    method: request.method,
    path: request.path,
    request: {
      query: Object.fromEntries(request.query),
      headers: Object.fromEntries(request.headers),
      ...mediaTypeOf(request.body),
      body: bodyUsage(request.body, request.rules.body)
    },
    response: {
      statuses: statusesOf(response.rules.status, response.status),
      ...mediaTypeOf(response.body),
      headers: [...response.headers.keys()],
      body: bodyUsage(response.body, response.rules.body)
    }
  }
}

function messageUsage({ pointer, description, kind, reference, contents }: MessageInteraction): MessageUsage {
  return {
    interaction: pointer,
    description,
    kind,
    ...(reference !== undefined && { reference }),
    metadata: Object.fromEntries(contents.metadata),
    payload: bodyUsage(contents.body, contents.rules.body)
  }
}

export interface UsedElement {
  /** As in findings: `GET /users/{}#response.200.body/name`, `orders#order placed@1`. */
  element: string
  interaction: string
  /** Of messages: as the provider sees it. */
  direction?: 'sends' | 'receives'
  strength: Strength
}

/** The elements of a provider's documents that a contract uses. What is not routed anywhere uses nothing. */
export function usedElements(pact: Pact, provider: Provider): UsedElement[] {
  return [
    ...pact.interactions.flatMap(interaction => usedByHttp(interaction, provider)),
    ...pact.messages.flatMap(message => usedByMessage(message, provider))
  ]
}

function usedByHttp(interaction: HttpInteraction, { engine, router }: Provider): UsedElement[] {
  const routed = operationFor(engine, router, interaction)
  if (routed === undefined) return []
  const { request, response } = httpUsage(interaction)
  const key = `${routed.operation.method} ${routed.operation.template}`
  const used = (suffix: string, strength: Strength): UsedElement => ({
    element: key + suffix,
    interaction: interaction.pointer,
    strength
  })
  const place = `#response.${interaction.response.status}`
  return [
    used('', 'present'),
    ...Object.keys(request.query).map(name => used(`#request.query/${name}`, 'exact')),
    ...routed.operation.parameters
      .filter(({ place: where, name }) => where === 'header' && interaction.request.headers.has(name.toLowerCase()))
      .map(({ name }) => used(`#request.header/${name}`, 'exact')),
    ...request.body.map(({ pointer, strength }) => used(`#request.body${pointer}`, strength)),
    used(place, 'present'),
    ...response.headers.map(name => used(`${place}.header/${name}`, 'present')),
    ...response.body.map(({ pointer, strength }) => used(`${place}.body${pointer}`, strength))
  ]
}

function usedByMessage(message: MessageInteraction, provider: Provider): UsedElement[] {
  const { offer } = compareOneMessage(provider, message, defaultLimits)
  if (offer === undefined) return []
  const { payload } = messageUsage(message)
  const key = elementOf(offer)
  const about = { interaction: message.pointer, direction: offer.direction }
  return [
    { element: key, ...about, strength: 'present' },
    ...payload
      .filter(({ pointer }) => pointer !== '')
      .map(({ pointer, strength }) => ({ element: `${key}${pointer}`, ...about, strength }))
  ]
}
