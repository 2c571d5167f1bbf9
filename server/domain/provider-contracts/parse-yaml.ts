import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type ParsedNode,
  Parser
} from 'yaml'
import type { Limits } from './limits.ts'
import { type DocumentProblem, quoted } from './place.ts'

/**
 * A YAML text's value, or the first thing that is wrong with it. YAML 1.2 with merge keys (`<<`), which authors of descriptions
 * use; tags are not followed. The text is cut into tokens first, which does not recurse, so that nothing has to survive its nesting.
 */
export function parseYaml(text: string, limits: Limits): { value: unknown } | DocumentProblem {
  const tokens = [...new Parser().parse(text)]
  const deep = tokens.map(token => tooDeep(token, limits.depth)).find(at => at !== undefined)
  if (deep !== undefined) return { sentence: `it is nested deeper than ${limits.depth} levels`, at: deep }
  const [document, second] = [...new Composer(options).compose(tokens, true, text.length)] as Document.Parsed[]
  const error = document?.errors[0]
  if (document === undefined || error !== undefined) return { sentence: worded(error?.message), at: error?.pos[0] }
  if (second !== undefined) return { sentence: 'a second document begins; publish each under a name of its own', at: second.range[0] }
  try {
    new Measure(limits).node(document.contents)
  } catch (found) {
    if (found instanceof Found) return found.problem
    throw found
  }
  try {
    return { value: document.toJS({ maxAliasCount: -1 }) }
  } catch (cause) {
    // What is left to go wrong: `<<` with something else than maps.
    return { sentence: worded((cause as Error).message) }
  }
}

/** Equal keys are looked for below: the library compares each with each, which takes minutes for a large map. */
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

interface Size {
  nodes: number
  depth: number
}

/** Walks a document in its order, with what aliases repeat counted each time; an alias to what is not complete yet never ends. */
class Measure {
  readonly #limits: Limits
  readonly #anchors = new Map<string, Size>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  node(node: ParsedNode | Alias.Parsed | null): Size {
    const at = node?.range?.[0]
    const size = this.#sizeOf(node, at)
    const { nodes, depth } = this.#limits
    if (size.nodes > nodes) throw new Found(`there are more than ${nodes} values, with what aliases repeat`, at)
    if (size.depth > depth) throw new Found(`it is nested deeper than ${depth} levels, with what aliases repeat`, at)
    if (node !== null && !isAlias(node) && node.anchor !== undefined) this.#anchors.set(node.anchor, size)
    return size
  }

  #sizeOf(node: ParsedNode | Alias.Parsed | null, at: number | undefined): Size {
    if (isAlias(node)) {
      const size = this.#anchors.get(node.source)
      if (size === undefined) throw new Found(`the alias *${node.source} has no anchor before it, or stands inside it`, at)
      return size
    }
    if (!isCollection(node)) return { nodes: 1, depth: 0 }
    if (node.anchor !== undefined) this.#anchors.delete(node.anchor)
    const sizes = isMap(node) ? this.#members(node.items as Member[]) : node.items.map(item => this.node(item as ParsedNode))
    return {
      nodes: sizes.reduce((sum, size) => sum + size.nodes, 1),
      depth: sizes.reduce((deepest, size) => Math.max(deepest, size.depth), 0) + 1
    }
  }

  #members(members: Member[]): Size[] {
    const keys = new Set<string>()
    return members.map(({ key, value }) => {
      const at = key?.range?.[0]
      if (!isScalar(key)) throw new Found('a key must be a text or a number', at)
      // The library's own mark for a merge key is a symbol.
      const name = typeof key.value === 'symbol' ? '<<' : String(key.value)
      if (keys.has(name)) throw new Found(`the key ${quoted(name)} is there twice`, at)
      keys.add(name)
      this.node(key)
      return this.node(value)
    })
  }
}

interface Member {
  key: ParsedNode | null
  value: ParsedNode | null
}
