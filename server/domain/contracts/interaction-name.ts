import { canonicalText } from './canonical.ts'
import { isNull, type JsonNode, memberOf, stringValue } from './json-tree.ts'

const states = ['provider_state', 'providerState', 'providerStates']

/** Under which name an interaction's state stands in the three versions of the specification: the first that is not null. */
export const stateOf = (text: string, node: JsonNode): JsonNode | undefined =>
  states.map(key => memberOf(node, key)).find(value => value !== undefined && !isNull(text, value))

/** Two interactions with the same name are the same one, perhaps changed: description and state. Reference 3.3. */
export function interactionName(text: string, node: JsonNode): string {
  const canonical = (value: JsonNode | undefined) => (value === undefined ? '' : canonicalText(text, value))
  return `${canonical(memberOf(node, 'description'))} ${canonical(stateOf(text, node))}`
}

/** The description in words. */
export function descriptionOf(text: string, node: JsonNode): string {
  const description = memberOf(node, 'description')
  return description?.kind === 'string' ? stringValue(text.slice(description.start, description.end)) : 'without description'
}

/** The names of the states it needs, in words. */
export function stateNamesOf(text: string, node: JsonNode): string[] {
  const state = stateOf(text, node)
  const items = state?.kind === 'array' ? state.items.map(item => memberOf(item, 'name') ?? item) : [state]
  return items.flatMap(item => (item?.kind === 'string' ? [stringValue(text.slice(item.start, item.end))] : []))
}
