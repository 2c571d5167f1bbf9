import { endOfString } from '../json-depth.ts'

/**
 * A JSON text as a tree of offsets. JSON.parse loses what contracts are compared and kept by: the digits of numbers
 * (`1.0`, beyond 2^53), the order of integer-like keys, white space.
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar

export interface JsonObject {
  kind: 'object'
  start: number
  end: number
  members: Array<{ key: string; keyStart: number; value: JsonNode }>
  /** Its canonical text, once somebody has asked for it. */
  canonical: string | undefined
}

export interface JsonArray {
  kind: 'array'
  start: number
  end: number
  items: JsonNode[]
}

export interface JsonScalar {
  kind: 'string' | 'number' | 'literal'
  start: number
  end: number
}

/** The text must be valid JSON, and not nested too deep: ask JSON.parse and nestsDeeperThan first. */
export function readTree(text: string): JsonNode {
  let at = 0

  function skipSpace() {
    for (;;) {
      const code = text.charCodeAt(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      at++
    }
  }

  function readValue(): JsonNode {
    skipSpace()
    const code = text.charCodeAt(at)
    if (code === 0x7b) return readObject()
    if (code === 0x5b) return readArray()
    const start = at
    if (code === 0x22) {
      at = endOfString(text, start)
      return { kind: 'string', start, end: at }
    }
    while (at < text.length && !endsScalar(text.charCodeAt(at))) at++
    return { kind: code === 0x2d || code <= 0x39 ? 'number' : 'literal', start, end: at }
  }

  function readObject(): JsonObject {
    const node: JsonObject = { kind: 'object', start: at++, end: 0, members: [], canonical: undefined }
    while (hasNext(0x7d)) {
      const keyStart = at
      at = endOfString(text, at)
      const key = stringValue(text.slice(keyStart, at))
      skipSpace()
      at++
      node.members.push({ key, keyStart, value: readValue() })
    }
    node.end = at
    return node
  }

  function readArray(): JsonArray {
    const node: JsonArray = { kind: 'array', start: at++, end: 0, items: [] }
    while (hasNext(0x5d)) node.items.push(readValue())
    node.end = at
    return node
  }

  /** Steps over the comma before the next element, or over the bracket that ends the list. */
  function hasNext(closing: number): boolean {
    skipSpace()
    const code = text.charCodeAt(at)
    if (code === closing) {
      at++
      return false
    }
    if (code === 0x2c) at++
    skipSpace()
    return true
  }

  return readValue()
}

const endsScalar = (code: number) => code === 0x2c || code === 0x7d || code === 0x5d || code <= 0x20

export const stringValue = (lexeme: string): string => (lexeme.includes('\\') ? JSON.parse(lexeme) : lexeme.slice(1, -1))

/** The member of that name, the last where there are several: readers of JSON agree on that. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast(member => member.key === key)?.value : undefined
}

export const isNull = (text: string, node: JsonNode) => node.kind === 'literal' && text.startsWith('null', node.start)
