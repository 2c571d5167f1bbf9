import { type Alias, Composer, CST, type Document, isAlias, isMap, isScalar, type ParsedNode, Parser } from 'yaml'
import type { Limits } from './limits.ts'
import { locateInYaml } from './locate-in-yaml.ts'
import { type DocumentProblem, quoted } from './place.ts'

/**
 * A YAML text's value, or the first thing that is wrong with it. YAML 1.2 with merge keys (`<<`), which authors of descriptions
 * use; tags are not followed. The text is cut into tokens first, which does not recurse, so that nothing has to survive its nesting.
 */
export function parseYaml(text: string, limits: Limits): YamlValue | DocumentProblem {
  const tokens = [...new Parser().parse(text)]
  const deep = tokens.map(token => tooDeep(token, limits.depth)).find(at => at !== undefined)
  if (deep !== undefined) return { sentence: `it is nested deeper than ${limits.depth} levels`, at: deep }
  const [document, second] = [...new Composer(options).compose(tokens, true, text.length)] as Document.Parsed[]
  const error = document?.errors[0]
  if (document === undefined || error !== undefined) return { sentence: worded(error?.message), at: error?.pos[0] }
  if (second !== undefined)
    return { sentence: 'a second document begins; publish each under a name of its own', at: second.range[0] }
  try {
    const { value } = new Reader(limits).read(document.contents)
    return { value, locate: path => locateInYaml(document, path) }
  } catch (found) {
    if (found instanceof Found) return found.problem
    throw found
  }
}

interface YamlValue {
  value: unknown
  /** The offset of the member or item that a path leads to, or of the last there is on the way. */
  locate: (path: readonly string[]) => number | undefined
}

/** Equal keys and aliases are looked up below: the library compares each with each, which takes minutes for a large map. */
const options = { uniqueKeys: false, prettyErrors: false, merge: true, schema: 'core', resolveKnownTags: false } as const

const worded = (message = 'it is not valid YAML') => `${message[0]?.toLowerCase()}${message.slice(1).replace(/[.\s]+$/, '')}`

/** The offset of the first token below so many levels. */
function tooDeep(root: CST.Token, levels: number): number | undefined {
  const waiting: Array<[token: CST.Token, level: number]> = [[root, 0]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [token, level] = next
    if (level > levels) return 'offset' in token ? token.offset : 0
    const inner = CST.isCollection(token) ? level + 1 : level
    if ('items' in token) {
      for (const { key, value } of token.items) {
        if (key) waiting.push([key, inner])
        if (value) waiting.push([value, inner])
      }
    }
    if (token.type === 'document' && token.value) waiting.push([token.value, level])
  }
  return undefined
}

class Found extends Error {
  readonly problem: DocumentProblem

  constructor(sentence: string, at: number | undefined) {
    super(sentence)
    this.problem = { sentence, at }
  }
}

/** A value, and how large it is with what aliases repeat counted each time. */
interface Read {
  value: unknown
  nodes: number
  depth: number
}

type Node = ParsedNode | Alias.Parsed | null

/** Walks a document in its order; an alias to what is not complete yet would never end. */
class Reader {
  readonly #limits: Limits
  readonly #anchors = new Map<string, Read>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  read(node: Node): Read {
    const at = node?.range?.[0]
    const read = this.#readAny(node)
    const { nodes, depth } = this.#limits
    if (read.nodes > nodes) throw new Found(`there are more than ${nodes} values, with what aliases repeat`, at)
    if (read.depth > depth) throw new Found(`it is nested deeper than ${depth} levels, with what aliases repeat`, at)
    if (node !== null && !isAlias(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, read)
    return read
  }

  #readAny(node: Node): Read {
    if (isAlias(node)) {
      const read = this.#anchors.get(node.source)
      if (read !== undefined) return read
      throw new Found(`the alias *${node.source} has no anchor before it, or stands inside it`, node.range[0])
    }
    if (isScalar(node)) return { value: node.value, nodes: 1, depth: 0 }
    if (node === null) return { value: null, nodes: 1, depth: 0 }
    // An earlier anchor of that name ends here.
    if (node.anchor !== undefined) this.#anchors.delete(node.anchor)
    if (isMap(node)) return this.#readMap(node.items as Member[])
    const items = (node.items as Node[]).map(item => this.read(item))
    return { value: items.map(({ value }) => value), ...sizeOf(items) }
  }

  #readMap(members: Member[]): Read {
    const value: Record<string, unknown> = Object.create(null)
    const merged: Array<Record<string, unknown>> = []
    const parts: Read[] = []
    for (const { key, value: node } of members) {
      const at = key?.range?.[0]
      if (!isScalar(key)) throw new Found('a key must be a text or a number', at)
      const part = this.read(node)
      parts.push(part)
      // The library's own mark for a merge key is a symbol.
      if (typeof key.value === 'symbol') {
        const sources = Array.isArray(part.value) ? part.value : [part.value]
        if (!sources.every(isPlainMap)) throw new Found('<< can take in maps only', at)
        merged.push(...sources)
        continue
      }
      const name = String(key.value)
      if (name in value) throw new Found(`the key ${quoted(name)} is there twice`, at)
      value[name] = part.value
    }
    // What a map says itself comes before what it takes in, and what it takes in first before the rest.
    for (const source of merged) for (const name in source) if (!(name in value)) value[name] = source[name]
    return { value, ...sizeOf(parts) }
  }
}

const sizeOf = (parts: readonly Read[]) => ({
  nodes: parts.reduce((sum, { nodes }) => sum + nodes, 1),
  depth: parts.reduce((deepest, { depth }) => Math.max(deepest, depth), 0) + 1
})

const isPlainMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface Member {
  key: ParsedNode | null
  value: Node
}
