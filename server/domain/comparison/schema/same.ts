import { isObject, type Json } from '../json.ts'
import type { Engine } from './engine.ts'
import type { SchemaNode } from './node.ts'

const annotations = new Set(['title', 'description', 'example', 'examples', 'externalDocs', 'deprecated', '$comment', 'xml'])
const deepest = 60

/**
 * Two schemas that say the same, word by word, through their references: most of what is compared with its next version is
 * untouched. Cycles are taken for the same until they show a difference.
 */
export function sameSchema(engine: Engine, one: SchemaNode, other: SchemaNode): boolean {
  if (one === other) return true
  if (!isObject(one.raw) || !isObject(other.raw) || one.source.flow !== other.source.flow) return false
  if (one.source.dialect !== other.source.dialect || one.source === other.source) return false
  const key = `${one.id} ${other.id}`
  const known = engine.same.get(key)
  if (known !== undefined) return known
  const taken = new Set<string>()
  const same = sameNodes(engine, one, other, taken, 0)
  if (same) for (const pair of taken) engine.same.set(pair, true)
  engine.same.set(key, same)
  return same
}

function sameNodes(engine: Engine, one: SchemaNode, other: SchemaNode, taken: Set<string>, depth: number): boolean {
  const key = `${one.id} ${other.id}`
  if (engine.same.get(key) === true || taken.has(key)) return true
  if (engine.same.has(key) || depth > deepest) return false
  taken.add(key)
  // A base class is what its sub-types are, and those are not written inside it.
  if (one.source.subtypesOf(one.raw).length + other.source.subtypesOf(other.raw).length > 0) {
    if (isObject(one.raw) && one.raw.discriminator !== undefined && !sameSubtypes(engine, one, other, taken, depth)) return false
  }
  return sameParts({ engine, one, other, taken, depth }, one.raw, other.raw)
}

function sameSubtypes(engine: Engine, one: SchemaNode, other: SchemaNode, taken: Set<string>, depth: number): boolean {
  const [mine, theirs] = [one, other].map(({ source, raw }) => source.subtypesOf(raw).sort()) as [string[], string[]]
  if (mine.join() !== theirs.join()) return false
  return mine.every(pointer => {
    const [a, b] = [one.source.at(pointer), other.source.at(pointer)]
    return a !== undefined && b !== undefined && sameNodes(engine, a, b, taken, depth + 1)
  })
}

interface Comparing {
  engine: Engine
  one: SchemaNode
  other: SchemaNode
  taken: Set<string>
  depth: number
}

function sameParts(at: Comparing, a: Json, b: Json): boolean {
  at.engine.budget.spend()
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameInside(at, item, b[i]!))
  }
  if (!isObject(a) || !isObject(b)) return a === b
  if ('$ref' in a !== '$ref' in b) return false
  if (typeof a.$ref === 'string' && typeof b.$ref === 'string') {
    const [mine, theirs] = [at.one.source.resolve(a.$ref), at.other.source.resolve(b.$ref)]
    if (mine === undefined || theirs === undefined || nameOf(mine) !== nameOf(theirs)) return false
    if (!sameNodes(at.engine, mine, theirs, at.taken, at.depth + 1)) return false
    if (Object.keys(a).length === 1 && Object.keys(b).length === 1) return true
  }
  const names = Object.keys(a).filter(name => !isSilent(name, a[name]!))
  if (names.length !== Object.keys(b).filter(name => !isSilent(name, b[name]!)).length) return false
  return names.every(
    name => (name === '$ref' && typeof a.$ref === 'string') || (Object.hasOwn(b, name) && sameInside(at, a[name]!, b[name]!))
  )
}

/** Deep nesting ends the search, never the stack: not being found the same only costs time. */
const sameInside = (at: Comparing, a: Json, b: Json): boolean =>
  at.depth < deepest && sameParts({ ...at, depth: at.depth + 1 }, a, b)

/** The name of a component counts where a discriminator tells by it. */
const nameOf = ({ pointer }: SchemaNode) => pointer.slice(pointer.lastIndexOf('/') + 1)

/** A property may be named like an annotation: then its value is a schema, not a text. */
const isSilent = (name: string, value: Json) => annotations.has(name) && !isObject(value)
