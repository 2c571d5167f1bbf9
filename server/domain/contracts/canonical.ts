import { createHash } from 'node:crypto'
import { isNull, type JsonNode, type JsonObject, memberOf, stringValue } from './json-tree.ts'

/**
 * Compact text with keys sorted at every level. Numbers keep their digits: `1` and `1.0` are different contracts. What was worked
 * out for an object is kept with it: an interaction counts for the contract's sha and for its own `_id`.
 */
export function canonicalText(text: string, node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      node.canonical ??= canonicalMembers(text, node.members)
      return node.canonical
    case 'array':
      return `[${node.items.map(item => canonicalText(text, item)).join(',')}]`
    case 'string': {
      const lexeme = text.slice(node.start, node.end)
      return lexeme.includes('\\') ? JSON.stringify(stringValue(lexeme)) : lexeme
    }
    default:
      return text.slice(node.start, node.end)
  }
}

/** The same of an object as if it had no member of that name. */
export function canonicalWithout(text: string, node: JsonNode, name: string): string {
  if (node.kind !== 'object' || !node.members.some(({ key }) => key === name)) return canonicalText(text, node)
  return canonicalMembers(
    text,
    node.members.filter(({ key }) => key !== name)
  )
}

/** Of members with the same key the last one counts; they stand side by side once sorted, in their order. */
function canonicalMembers(text: string, members: JsonObject['members']): string {
  const sorted = members.toSorted(byKey)
  const kept = sorted.filter(({ key }, i) => key !== sorted[i + 1]?.key)
  return `{${kept.map(({ key, value }) => `${quoted(key)}:${canonicalText(text, value)}`).join(',')}}`
}

type Member = JsonObject['members'][number]
const byKey = (a: Member, b: Member) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
const quoted = (key: string) => (/^[\w-]*$/.test(key) ? `"${key}"` : JSON.stringify(key))

/**
 * What makes two contracts the same content: interactions, messages and the specification's version, whatever their
 * keys' order; everything where it is not a pact. Reference 3.1.
 */
export function contractSha(text: string, root: JsonNode): string {
  const interactions = filled(text, root, 'interactions')
  const messages = filled(text, root, 'messages')
  if (interactions?.kind !== 'array' && messages?.kind !== 'array') return sha1(canonicalText(text, root))
  const parts: string[] = []
  if (interactions !== undefined) parts.push(`"interactions":${textOfList(text, interactions, true)}`)
  if (messages !== undefined) parts.push(`"messages":${textOfList(text, messages, interactions?.kind !== 'array')}`)
  const version = specificationVersion(text, root)
  if (version !== undefined) parts.push(`"pact_specification_version":${canonicalText(text, version)}`)
  return sha1(`{${parts.join(',')}}`)
}

function textOfList(text: string, node: JsonNode, sorted: boolean): string {
  if (node.kind !== 'array' || !sorted) return canonicalText(text, node)
  return `[${node.items
    .map(item => canonicalText(text, item))
    .sort()
    .join(',')}]`
}

function specificationVersion(text: string, root: JsonNode): JsonNode | undefined {
  const metadata = memberOf(root, 'metadata')
  return (
    filled(text, memberOf(metadata, 'pactSpecification'), 'version') ??
    filled(text, memberOf(metadata, 'pact-specification'), 'version') ??
    filled(text, metadata, 'pactSpecificationVersion')
  )
}

function filled(text: string, node: JsonNode | undefined, key: string): JsonNode | undefined {
  const value = memberOf(node, key)
  return value === undefined || isNull(text, value) ? undefined : value
}

export const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')
