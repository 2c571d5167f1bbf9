import { isObject, type Json, sameJson } from '../json.ts'
import type { Engine } from './engine.ts'
import type { SchemaNode } from './node.ts'

/** Definitions count where they are referred to. */
const annotations = new Set([
  'title',
  'description',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  '$comment',
  'xml',
  '$defs',
  'definitions'
])
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

const maps = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependencies'])
const schemas = new Set([
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'items', 'prefixItems', 'additionalItems', 'contains'],
  ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'propertyNames', 'x-array-contains']
])

/** Two schemas, or two lists of them. Deep nesting ends the search, never the stack: it only costs time. */
function sameParts(at: Comparing, a: Json, b: Json): boolean {
  at.engine.budget.spend()
  if (at.depth > deepest) return false
  const inside = { ...at, depth: at.depth + 1 }
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => sameParts(inside, part, b[i]!))
  if (!isObject(a) || !isObject(b)) return a === b
  if (Object.hasOwn(a, '$ref') !== Object.hasOwn(b, '$ref')) return false
  if (Object.hasOwn(a, '$ref') && !sameTargets(at, a.$ref!, b.$ref!)) return false
  const names = Object.keys(a).filter(isTelling)
  if (names.length !== Object.keys(b).filter(isTelling).length) return false
  return names.every(name => Object.hasOwn(b, name) && sameKeyword(inside, name, a[name]!, b[name]!))
}

const isTelling = (keyword: string) => keyword !== '$ref' && !annotations.has(keyword)

function sameKeyword(at: Comparing, keyword: string, a: Json, b: Json): boolean {
  if (schemas.has(keyword)) return sameParts(at, a, b)
  if (!maps.has(keyword) || !isObject(a) || !isObject(b)) return sameJson(a, b)
  const names = Object.keys(a)
  // Names of members are no keywords, whatever they are called.
  return (
    names.length === Object.keys(b).length && names.every(name => Object.hasOwn(b, name) && sameParts(at, a[name]!, b[name]!))
  )
}

/** The name of a component counts where a discriminator tells by it. */
function sameTargets({ engine, one, other, taken, depth }: Comparing, a: Json, b: Json): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const [mine, theirs] = [one.source.resolve(a), other.source.resolve(b)]
  if (mine === undefined || theirs === undefined || nameOf(mine) !== nameOf(theirs)) return false
  return sameNodes(engine, mine, theirs, taken, depth + 1)
}

const nameOf = ({ pointer }: SchemaNode) => pointer.slice(pointer.lastIndexOf('/') + 1)
