import { createHash } from 'node:crypto'
import { isNull, type JsonNode, type JsonObject, memberOf, stringValue } from './json-tree.ts'

/** Compact text with keys sorted at every level. Numbers keep their digits: `1` and `1.0` are different contracts. */
export function canonicalText(text: string, node: JsonNode, leaveOut?: string): string {
  switch (node.kind) {
    case 'object': {
      const members = lastOfEach(node).filter(({ key }) => key !== leaveOut)
      members.sort((a, b) => (a.key < b.key ? -1 : 1))
      return `{${members.map(({ key, value }) => `${JSON.stringify(key)}:${canonicalText(text, value)}`).join(',')}}`
    }
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

function lastOfEach({ members }: JsonObject): JsonObject['members'] {
  const last = new Map(members.map(member => [member.key, member]))
  return last.size === members.length ? [...members] : [...last.values()]
}

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
