import type { Operation } from '../documents/api.ts'

export interface Routed {
  operation: Operation
  /** Values of the path's parameters. */
  values: Map<string, string>
}

interface Entry {
  operation: Operation
  segments: string[]
  /** One character a segment: literal before parameter. */
  rank: string
}

/** Finds operations by method and path. Names of parameters may hold any character; servers may put a path before. */
export class Router {
  /** By method, number of segments, and the first segment where that is literal. */
  readonly #entries = new Map<string, Entry[]>()
  readonly #methods: Set<string>

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      for (const base of operation.basePaths) {
        const segments = split(base + operation.path)
        const entry = { operation, segments, rank: segments.map(segment => (segment.includes('{') ? 'p' : 'l')).join('') }
        push(this.#entries, keyOf(operation.method, segments), entry)
      }
    }
    this.#methods = new Set(operations.map(({ method }) => method))
  }

  /** All that fit, the most literal first. */
  find(method: string, path: string): Routed[] {
    const parts = split(path)
    const found = [keyOf(method, parts), keyOf(method, parts, true)]
      .flatMap(key => this.#entries.get(key) ?? [])
      .flatMap(({ operation, segments, rank }) => {
        const values = match(segments, parts)
        return values === undefined ? [] : [{ operation, values, rank }]
      })
    const seen = new Set<Operation>()
    return found
      .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
      .filter(({ operation }) => !seen.has(operation) && seen.add(operation))
  }

  /** The methods that the path has. */
  methodsOf(path: string): string[] {
    return [...this.#methods].filter(method => this.find(method, path).length > 0)
  }
}

const split = (path: string): string[] => path.replace(/\/+$/, '').split('/').slice(1).map(decoded)

/** A plus is a plus in a path. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function keyOf(method: string, [first = '', ...rest]: string[], asParameter = false): string {
  return `${method} ${rest.length} ${asParameter || first.includes('{') ? '{}' : first}`
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [entry])
  else list.push(entry)
}

function match(segments: string[], parts: string[]): Map<string, string> | undefined {
  const values = new Map<string, string>()
  for (const [i, segment] of segments.entries()) {
    const part = parts[i]!
    if (!segment.includes('{')) {
      if (segment !== part) return undefined
    } else if (!matchSegment(segment, part, values)) return undefined
  }
  return values
}

/** `{id}`, `{id}.json`, `{from}-{to}`: each value ends where the text behind it begins. */
function matchSegment(segment: string, part: string, values: Map<string, string>): boolean {
  const pieces = segment.split(/\{([^{}]*)\}/)
  if (!part.startsWith(pieces[0]!)) return false
  let at = pieces[0]!.length
  for (let i = 1; i < pieces.length; i += 2) {
    const literal = pieces[i + 1]!
    const last = i + 2 >= pieces.length
    const end = last ? part.length - literal.length : part.indexOf(literal, at + 1)
    if (end <= at || !part.startsWith(literal, end)) return false
    values.set(pieces[i]!, part.slice(at, end))
    at = end + literal.length
  }
  return at === part.length
}
