import { interactionsIn } from './content.ts'
import { descriptionOf, stateNamesOf } from './interaction-name.ts'
import { isNull, type JsonNode, memberOf, readTree, stringValue } from './json-tree.ts'
import { prettyText } from './pretty.ts'

/** A contract as people read it: all texts, nothing interpreted twice. */
export interface ContractOutline {
  interactions: InteractionOutline[]
  /** How many there are in all. */
  total: number
  /** The specification's version, where it is said. */
  specification: string | undefined
}

export interface InteractionOutline {
  description: string
  states: string[]
  parts: PartOutline[]
}

/** A request, a response, or a message. */
export interface PartOutline {
  title: string
  /** `GET /things?a=1`, `200`. */
  line: string
  headers: Array<[name: string, value: string]>
  body: string | undefined
  /** Matching rules and what else there is. */
  rest: Array<[name: string, json: string]>
}

/** More is not read by anybody, and a page has to stay one that a browser can show. */
const mostInteractions = 300

export function outlineOf(text: string): ContractOutline {
  const root = readTree(text)
  const nodes = [...interactionsIn(root, 'interactions'), ...interactionsIn(root, 'messages')]
  const metadata = memberOf(root, 'metadata')
  const said = memberOf(memberOf(metadata, 'pactSpecification') ?? memberOf(metadata, 'pact-specification'), 'version')
  return {
    interactions: nodes.slice(0, mostInteractions).map(node => interactionOutline(text, node)),
    total: nodes.length,
    specification: said && plain(text, said)
  }
}

const sides = ['request', 'response']

function interactionOutline(text: string, node: JsonNode): InteractionOutline {
  const parts = sides.flatMap(side => {
    const value = memberOf(node, side)
    // A synchronous message has a list of responses.
    const values = value?.kind === 'array' ? value.items : value?.kind === 'object' ? [value] : []
    return values.map(part => partOutline(text, part, side === 'request' ? 'Request' : 'Response'))
  })
  const message = parts.length === 0 ? [partOutline(text, node, 'Message')] : parts
  return { description: descriptionOf(text, node), states: stateNamesOf(text, node), parts: message }
}

const shownApart = new Set([
  'method',
  'path',
  'query',
  'status',
  'headers',
  'metadata',
  'metaData',
  'body',
  'contents',
  'content'
])
const aboutTheInteraction = new Set(['_id', 'description', 'providerState', 'providerStates', 'provider_state', 'type', 'key'])

function partOutline(text: string, node: JsonNode, title: string): PartOutline {
  const said = (key: string) => filled(text, memberOf(node, key))
  const [method, path, query, status] = ['method', 'path', 'query', 'status'].map(said)
  const line = [method, path, status].flatMap(value => (value === undefined ? [] : [plain(text, value)])).join(' ')
  const body = said('body') ?? said('contents') ?? said('content')
  const members = node.kind === 'object' ? node.members : []
  return {
    title,
    line: query === undefined ? line : `${line}?${queryText(text, query)}`,
    headers: headersOf(text, said('headers') ?? said('metadata') ?? said('metaData')),
    body: body && bodyText(text, body),
    rest: members
      .filter(({ key }) => !shownApart.has(key) && !aboutTheInteraction.has(key))
      .map(({ key, value }) => [key, prettyText(text, value)])
  }
}

function filled(text: string, node: JsonNode | undefined): JsonNode | undefined {
  return node === undefined || isNull(text, node) ? undefined : node
}

/** A string without its quotes, anything else as it is written. */
const plain = (text: string, node: JsonNode) => {
  const lexeme = text.slice(node.start, node.end)
  return node.kind === 'string' ? stringValue(lexeme) : lexeme
}

/** A text in the second version of the specification, lists by name since. */
function queryText(text: string, query: JsonNode): string {
  if (query.kind !== 'object') return plain(text, query)
  const values = ({ key, value }: (typeof query.members)[number]) =>
    (value.kind === 'array' ? value.items : [value]).map(item => `${key}=${plain(text, item)}`)
  return query.members.flatMap(values).join('&')
}

function headersOf(text: string, headers: JsonNode | undefined): Array<[string, string]> {
  if (headers?.kind !== 'object') return []
  const textOf = (value: JsonNode) =>
    value.kind === 'array' ? value.items.map(item => plain(text, item)).join(', ') : plain(text, value)
  return headers.members.map(({ key, value }) => [key, textOf(value)])
}

/** The fourth version wraps a body with its type and encoding. */
function bodyText(text: string, body: JsonNode): string {
  const content = memberOf(body, 'content')
  const isWrapped = content !== undefined && memberOf(body, 'contentType') !== undefined
  const shown = isWrapped ? content : body
  return shown.kind === 'string' ? stringValue(text.slice(shown.start, shown.end)) : prettyText(text, shown)
}
