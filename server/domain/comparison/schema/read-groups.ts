import { isObject, itemsOf, type Json, type JsonObject, membersOf } from '../json.ts'
import { compilePattern } from '../patterns.ts'
import { into } from '../pointer.ts'
import type { Bound, Keywords, SchemaNode } from './node.ts'

const numberFormats = new Set(['int32', 'int64', 'float', 'double'])
const holdsAny = (raw: JsonObject, ...names: string[]) => names.some(name => raw[name] !== undefined)
const orElse = (value: Json | undefined, fallback: number) => (typeof value === 'number' ? value : fallback)

export function readNumber(raw: JsonObject, keywords: Keywords): void {
  const lower = bound(raw.minimum, raw.exclusiveMinimum, Math.max)
  const upper = bound(raw.maximum, raw.exclusiveMaximum, Math.min)
  const format = typeof raw.format === 'string' && numberFormats.has(raw.format) ? raw.format : undefined
  if (lower === undefined && upper === undefined && raw.multipleOf === undefined && format === undefined) return
  keywords.number = {
    ...(lower && { lower }),
    ...(upper && { upper }),
    ...(typeof raw.multipleOf === 'number' && { multipleOf: raw.multipleOf }),
    ...(format !== undefined && { format })
  }
}

/** An exclusive bound is a boolean beside the bound (draft 4, OpenAPI 3.0) or a bound of its own. */
function bound(
  inclusive: Json | undefined,
  exclusive: Json | undefined,
  tighter: (...all: number[]) => number
): Bound | undefined {
  const closed = typeof inclusive === 'number' ? inclusive : undefined
  if (typeof exclusive === 'number') {
    if (closed === undefined || tighter(closed, exclusive) === exclusive) return { value: exclusive, open: true }
    return { value: closed, open: false }
  }
  return closed === undefined ? undefined : { value: closed, open: exclusive === true }
}

export function readString(raw: JsonObject, keywords: Keywords): void {
  const format = typeof raw.format === 'string' && !numberFormats.has(raw.format) ? raw.format : undefined
  if (!holdsAny(raw, 'minLength', 'maxLength', 'pattern') && format === undefined) return
  keywords.string = {
    minLength: orElse(raw.minLength, 0),
    maxLength: orElse(raw.maxLength, Number.POSITIVE_INFINITY),
    ...(typeof raw.pattern === 'string' && { pattern: raw.pattern }),
    ...(format !== undefined && { format })
  }
}

export function readArray(node: SchemaNode, raw: JsonObject, keywords: Keywords): void {
  const used = ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'unevaluatedItems', 'x-array-contains']
  if (!holdsAny(raw, ...used)) return
  const { source, pointer } = node
  const tuple = Array.isArray(raw.prefixItems) ? 'prefixItems' : Array.isArray(raw.items) ? 'items' : undefined
  const restKeyword = Array.isArray(raw.items) ? 'additionalItems' : 'items'
  const rest = raw[restKeyword]
  keywords.array = {
    prefix: tuple === undefined ? [] : itemsOf(raw[tuple]).map((item, i) => source.node(into(pointer, tuple, i), item)),
    ...(rest !== undefined && { rest: source.node(into(pointer, restKeyword), rest) }),
    minItems: orElse(raw.minItems, 0),
    maxItems: orElse(raw.maxItems, Number.POSITIVE_INFINITY),
    unique: raw.uniqueItems === true,
    ...(raw.contains !== undefined && {
      contains: {
        node: source.node(into(pointer, 'contains'), raw.contains),
        min: orElse(raw.minContains, 1),
        max: orElse(raw.maxContains, Number.POSITIVE_INFINITY)
      }
    }),
    ...(raw.unevaluatedItems !== undefined && {
      unevaluated: source.node(into(pointer, 'unevaluatedItems'), raw.unevaluatedItems)
    }),
    some: itemsOf(raw['x-array-contains']).map((item, i) => source.node(into(pointer, 'x-array-contains', i), item))
  }
}

export function readObject(node: SchemaNode, raw: JsonObject, keywords: Keywords): void {
  const used = ['properties', 'patternProperties', 'additionalProperties', 'required', 'minProperties', 'maxProperties']
  const rare = ['propertyNames', 'dependentRequired', 'dependentSchemas', 'dependencies', 'unevaluatedProperties']
  if (!holdsAny(raw, ...used, ...rare)) return
  const { source, pointer } = node
  const optional = (keyword: string) =>
    raw[keyword] === undefined ? undefined : source.node(into(pointer, keyword), raw[keyword]!)
  const named = (keyword: string) =>
    membersOf(raw[keyword]).map(([name, part]): [string, SchemaNode] => [name, source.node(into(pointer, keyword, name), part)])
  const [rest, names, unevaluated] = [
    optional('additionalProperties'),
    optional('propertyNames'),
    optional('unevaluatedProperties')
  ]
  const dependencies = membersOf(raw.dependencies)
  keywords.object = {
    properties: new Map(named('properties')),
    patterns: named('patternProperties').map(([text, part]) => ({ source: text, pattern: compilePattern(text), node: part })),
    ...(rest && { rest }),
    required: itemsOf(raw.required).filter(name => typeof name === 'string'),
    minProperties: orElse(raw.minProperties, 0),
    maxProperties: orElse(raw.maxProperties, Number.POSITIVE_INFINITY),
    ...(names && { names }),
    dependentRequired: [...membersOf(raw.dependentRequired), ...dependencies.filter(([, value]) => Array.isArray(value))].map(
      ([name, others]): [string, string[]] => [name, itemsOf(others).filter(other => typeof other === 'string')]
    ),
    dependentSchemas: [
      ...named('dependentSchemas'),
      ...named('dependencies').filter(([, part]) => isObject(part.raw) || typeof part.raw === 'boolean')
    ],
    ...(unevaluated && { unevaluated })
  }
}
