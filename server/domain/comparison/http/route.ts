import type { Operation } from '../documents/api.ts'
import { decoded } from '../pacts/read-fields.ts'

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
  readonly #entries = new Map<string, Entry[]>()
  readonly #byPath = new Map<number, Entry[]>()

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      for (const base of operation.basePaths) {
        const segments = split(base + operation.path)
        const entry = { operation, segments, rank: segments.map(segment => (segment.includes('{') ? 'p' : 'l')).join('') }
        push(this.#entries, `${operation.method} ${segments.length}`, entry)
        push(this.#byPath, segments.length, entry)
      }
    }
    for (const list of this.#entries.values()) list.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
  }

  /** All that fit, the most literal first. */
  find(method: string, path: string): Routed[] {
    const parts = split(path)
    const found = (this.#entries.get(`${method} ${parts.length}`) ?? []).flatMap(({ operation, segments }) => {
      const values = match(segments, parts)
      return values === undefined ? [] : [{ operation, values }]
    })
    const seen = new Set<Operation>()
    return found.filter(({ operation }) => !seen.has(operation) && seen.add(operation))
  }

  /** The methods that the path has. */
  methodsOf(path: string): string[] {
    const parts = split(path)
    const fitting = (this.#byPath.get(parts.length) ?? []).filter(({ segments }) => match(segments, parts) !== undefined)
    return [...new Set(fitting.map(({ operation }) => operation.method))]
  }
}

const split = (path: string): string[] => path.replace(/\/+$/, '').split('/').slice(1)

function push<Key>(map: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [entry])
  else list.push(entry)
}

function match(segments: string[], parts: string[]): Map<string, string> | undefined {
  const values = new Map<string, string>()
  for (const [i, segment] of segments.entries()) {
    const part = parts[i]!
    if (!segment.includes('{')) {
      if (segment !== part && segment !== decoded(part)) return undefined
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
    values.set(pieces[i]!, decoded(part.slice(at, end)))
    at = end + literal.length
  }
  return at === part.length
}
