import type { JsonNode } from './json-tree.ts'

/** The JSON with a line for each member: lexemes and the order of keys stay as they are. */
export function prettyText(text: string, node: JsonNode, indent = ''): string {
  const inner = `${indent}  `
  if (node.kind === 'object' && node.members.length > 0) {
    const members = node.members.map(({ key, value }) => `${inner}${JSON.stringify(key)}: ${prettyText(text, value, inner)}`)
    return `{\n${members.join(',\n')}\n${indent}}`
  }
  if (node.kind === 'array' && node.items.length > 0) {
    return `[\n${node.items.map(item => inner + prettyText(text, item, inner)).join(',\n')}\n${indent}]`
  }
  return node.kind === 'object' ? '{}' : node.kind === 'array' ? '[]' : text.slice(node.start, node.end)
}
