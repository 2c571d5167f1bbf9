import { isObject, itemsOf, type Json, type JsonObject, member, membersOf } from '../json.ts'
import { into } from '../pointer.ts'
import { anyKind, type Keywords, kindOf, kinds, numberKinds, type SchemaNode, type SchemaProblem } from './node.ts'
import { readChoices } from './read-choices.ts'
import { readArray, readNumber, readObject, readString } from './read-groups.ts'

const noKeywords = (): Keywords => ({
  kinds: anyKind,
  all: [],
  choices: [],
  nots: [],
  readOnly: false,
  writeOnly: false,
  hasDefault: false,
  hints: []
})

const problem = (code: SchemaProblem['code'], detail: string): Keywords => ({ ...noKeywords(), problem: { code, detail } })

/** Reads one schema. What cannot be read spoils this schema only: it then holds a problem instead of constraints. */
export function readKeywords(node: SchemaNode): Keywords {
  const { raw, source } = node
  if (typeof raw === 'boolean') return { ...noKeywords(), kinds: raw ? anyKind : 0 }
  if (!isObject(raw)) return problem('spec.schema.invalid', 'a schema is an object')
  const ref = member(raw, '$ref')
  if (ref !== undefined) {
    const target = typeof ref === 'string' ? source.resolve(ref) : undefined
    if (target === undefined) return problem('spec.ref.unresolved', String(ref))
    if (!source.dialect.refSiblings) return { ...noKeywords(), all: [target] }
    return { ...read(node, raw), all: [target, ...listed(node, raw, 'allOf')] }
  }
  return read(node, raw)
}

function read(node: SchemaNode, raw: JsonObject): Keywords {
  const wrong = mistake(raw)
  if (wrong !== undefined) return problem(...wrong)
  const keywords = noKeywords()
  keywords.kinds = kindsOf(raw.type)
  const values = Array.isArray(raw.enum) ? raw.enum : undefined
  if (values !== undefined) keywords.values = values
  if (Object.hasOwn(raw, 'const')) {
    if (values === undefined) keywords.values = [raw.const!]
    else keywords.all.push(node.source.node(into(node.pointer, 'const'), { const: raw.const! }))
  }
  if (keywords.values !== undefined) keywords.kinds &= kindsAmong(keywords.values)
  readNumber(raw, keywords)
  readString(raw, keywords)
  readArray(node, raw, keywords)
  readObject(node, raw, keywords)
  keywords.all.push(...listed(node, raw, 'allOf'))
  if (raw.not !== undefined) keywords.nots.push(node.source.node(into(node.pointer, 'not'), raw.not))
  readChoices(node, raw, keywords)
  keywords.readOnly = raw.readOnly === true
  keywords.writeOnly = raw.writeOnly === true
  keywords.hasDefault = Object.hasOwn(raw, 'default')
  for (const name of ['example', 'default']) if (Object.hasOwn(raw, name)) keywords.hints.push(raw[name]!)
  keywords.hints.push(...itemsOf(raw.examples))
  return nullable(node, raw) ? orNull(node, raw, keywords) : keywords
}

export const listed = (node: SchemaNode, raw: JsonObject, keyword: string): SchemaNode[] =>
  itemsOf(raw[keyword]).map((part, i) => node.source.node(into(node.pointer, keyword, i), part))

function nullable(node: SchemaNode, raw: JsonObject): boolean {
  return node.source.dialect.nullable && (raw.nullable === true || raw['x-nullable'] === true)
}

/**
 * `nullable` is read as authors mean it: null is allowed, whatever else the schema says. To the letter of OpenAPI 3.0.3 it
 * would mean nothing beside allOf, or beside an enum without null.
 */
function orNull(node: SchemaNode, raw: JsonObject, keywords: Keywords): Keywords {
  const plain = keywords.all.length + keywords.choices.length + keywords.nots.length === 0 && keywords.conditional === undefined
  if (plain) {
    keywords.kinds |= kinds.null
    if (keywords.values !== undefined && !keywords.values.includes(null)) keywords.values = [...keywords.values, null]
    return keywords
  }
  const { nullable: _, 'x-nullable': __, ...rest } = raw
  const options = [{ const: null }, rest].map(part => ({ node: node.source.part(node.pointer, part, raw) }))
  return { ...noKeywords(), choices: [{ kind: 'any', keyword: 'nullable', options }], hints: keywords.hints }
}

function kindsOf(type: Json | undefined): number {
  if (type === undefined) return anyKind
  return (Array.isArray(type) ? type : [type]).reduce<number>((all, name) => all | (kindNamed(name) ?? 0), 0)
}

/** A whole number among the values does not make 1.5 a matter of type. */
function kindsAmong(values: Json[]): number {
  const all = values.reduce<number>((mask, value) => mask | kindOf(value), 0)
  return (all & numberKinds) === 0 ? all : all | numberKinds
}

function kindNamed(name: Json): number | undefined {
  if (name === 'number') return numberKinds
  return typeof name === 'string' && name !== 'fraction' && Object.hasOwn(kinds, name)
    ? kinds[name as keyof typeof kinds]
    : undefined
}

const shapes: Record<string, (value: Json) => boolean> = {
  properties: isObject,
  patternProperties: isObject,
  dependentRequired: isObject,
  dependentSchemas: isObject,
  dependencies: isObject,
  required: value => Array.isArray(value) && value.every(name => typeof name === 'string'),
  enum: Array.isArray,
  allOf: Array.isArray,
  anyOf: Array.isArray,
  oneOf: Array.isArray,
  prefixItems: Array.isArray,
  pattern: value => typeof value === 'string',
  format: value => typeof value === 'string',
  type: value => (Array.isArray(value) ? value : [value]).every(name => kindNamed(name) !== undefined)
}
for (const name of ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties']) {
  shapes[name] = value => typeof value === 'number'
}
shapes.multipleOf = value => typeof value === 'number' && value > 0
for (const name of ['exclusiveMinimum', 'exclusiveMaximum'])
  shapes[name] = value => typeof value === 'number' || typeof value === 'boolean'

/** A keyword that is not what every draft wants it to be, or that this engine does not understand. */
function mistake(raw: JsonObject): [SchemaProblem['code'], string] | undefined {
  for (const [name, value] of membersOf(raw)) {
    const fits = Object.hasOwn(shapes, name) ? shapes[name]! : undefined
    if (fits !== undefined && !fits(value)) return ['spec.schema.invalid', `${name}: ${shown(value)}`]
  }
  const foreign = ['$dynamicRef', '$recursiveRef', 'x-unsupported-rule'].find(name => Object.hasOwn(raw, name))
  return foreign === undefined ? undefined : ['rule.unsupported', `${foreign}: ${shown(raw[foreign]!)}`]
}

const shown = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
