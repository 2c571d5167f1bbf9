import { canonicalText } from './canonical.ts'
import { type Content, interactionsIn, readContent } from './content.ts'
import { interactionName } from './interaction-name.ts'
import { type JsonNode, memberOf } from './json-tree.ts'

const requestParts = ['method', 'path', 'query', 'body', 'headers']

/**
 * The stored contract with the incoming interactions put in: one of the same description and state is replaced in
 * place, others are appended, all else stays. Undefined where they conflict: the same description and state with
 * another request, or a side without interactions. Reference 3.3.
 */
export function mergeContents(stored: Content, incoming: Content): Content | undefined {
  const list = memberOf(stored.root, 'interactions')
  if (list?.kind !== 'array' || memberOf(incoming.root, 'interactions')?.kind !== 'array') return undefined
  const old = interactionsIn(stored.root, 'interactions').map(node => named(stored.text, node))
  const added = interactionsIn(incoming.root, 'interactions').map(node => named(incoming.text, node))
  if (added.some(one => old.some(other => one.name === other.name && one.request !== other.request))) return undefined

  const replaced = new Map<JsonNode, string>()
  const appended: string[] = []
  for (const { name, node } of added) {
    const text = incoming.text.slice(node.start, node.end)
    const twin = old.find(other => other.name === name)
    if (twin === undefined) appended.push(text)
    else replaced.set(twin.node, text)
  }
  let merged = ''
  let done = 0
  for (const { node } of old) {
    merged += stored.text.slice(done, node.start) + (replaced.get(node) ?? stored.text.slice(node.start, node.end))
    done = node.end
  }
  const last = list.items.at(-1)?.end ?? list.start + 1
  merged += stored.text.slice(done, last)
  if (appended.length > 0) merged += (list.items.length > 0 ? ',' : '') + appended.join(',')
  return readContent(merged + stored.text.slice(last))
}

interface Named {
  node: JsonNode
  name: string
  request: string
}

function named(text: string, node: JsonNode): Named {
  const canonical = (value: JsonNode | undefined) => (value === undefined ? '' : canonicalText(text, value))
  const request = memberOf(node, 'request')
  return {
    node,
    name: interactionName(text, node),
    request: requestParts.map(part => canonical(memberOf(request, part))).join('\n')
  }
}
