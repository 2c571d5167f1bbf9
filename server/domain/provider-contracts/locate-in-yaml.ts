import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml'

type Parsed = Node | null | undefined

/** The offset of the member or item that a path leads to, or of the last there is on the way: through aliases and merged maps. */
export function locateInYaml(document: Document.Parsed, path: readonly string[]): number | undefined {
  const resolved = (node: Parsed): Parsed => (isAlias(node) ? node.resolve(document) : node)

  function memberOf(node: Parsed, name: string): Pair<Node, Node | null> | undefined {
    const map = resolved(node)
    if (!isMap<Node, Node | null>(map)) return undefined
    const own = map.items.find(({ key }) => isScalar(key) && typeof key.value !== 'symbol' && String(key.value) === name)
    if (own !== undefined) return own
    const merged = map.items
      .filter(({ key }) => isScalar(key) && typeof key.value === 'symbol')
      .map(({ value }) => resolved(value))
    const sources = merged.flatMap(source => (isSeq<Node>(source) ? source.items : [source]))
    return sources.map(source => memberOf(source, name)).find(found => found !== undefined)
  }

  let node: Parsed = document.contents
  let found = node?.range?.[0]
  for (const token of path) {
    const at = resolved(node)
    const member = memberOf(at, token)
    const item: Parsed = isSeq<Node>(at) ? at.items[Number(token)] : undefined
    const start = member?.key.range?.[0] ?? item?.range?.[0]
    if (start === undefined) return found
    found = start
    node = member === undefined ? item : member.value
  }
  return found
}
