import { canonicalText } from './canonical.ts'
import { isNull, type JsonNode, memberOf, readTree, stringValue } from './json-tree.ts'

/** A state that consumers expect of a provider. */
export interface ProviderState {
  name: string
  /** JSON, as the consumer wrote it; undefined where it gave none. */
  params: string | undefined
  consumers: string[]
}

/** The states of all these interactions, each once by name and parameters; by name, consumers too. Reference 1.8.7. */
export function providerStates(interactions: Iterable<{ consumer: string; text: string }>): ProviderState[] {
  const states = new Map<string, { name: string; params: string | undefined; consumers: Set<string> }>()
  for (const { consumer, text } of interactions) {
    for (const { name, params, key } of statesIn(text)) {
      const known = states.get(key)
      if (known === undefined) states.set(key, { name, params, consumers: new Set([consumer]) })
      else known.consumers.add(consumer)
    }
  }
  const sorted = [...states].sort(([one], [other]) => (one < other ? -1 : 1))
  return sorted.map(([, { consumers, ...state }]) => ({ ...state, consumers: [...consumers].sort() }))
}

function statesIn(text: string): Array<{ name: string; params: string | undefined; key: string }> {
  const node = readTree(text)
  const single = memberOf(node, 'providerState')
  const list = memberOf(node, 'providerStates')
  const named = single?.kind === 'string' ? [{ name: single, params: undefined }] : []
  const items = [single, list].flatMap(each => (each?.kind === 'array' ? each.items : []))
  return [...named, ...items.map(item => ({ name: memberOf(item, 'name'), params: memberOf(item, 'params') }))].flatMap(
    ({ name, params }) => (name?.kind === 'string' ? [stateOf(text, name, params)] : [])
  )
}

function stateOf(text: string, nameNode: JsonNode, paramsNode: JsonNode | undefined) {
  const name = stringValue(text.slice(nameNode.start, nameNode.end))
  const given = paramsNode !== undefined && !isNull(text, paramsNode) && !isEmpty(paramsNode) ? paramsNode : undefined
  const canonical = given === undefined ? '' : canonicalText(text, given)
  return { name, params: given && text.slice(given.start, given.end), key: `${name}\n${canonical}` }
}

const isEmpty = (node: JsonNode) => node.kind === 'object' && node.members.length === 0
