import { didYouMean } from '../nearest.ts'

/** What is wrong, and where: `path` leads to the value, or to its member that should not be there. */
export interface Finding {
  path: Array<string | number>
  sentence: string
}

/** The keywords of JSON Schema that the configuration is described with. */
export interface Schema {
  type?: string | readonly string[]
  enum?: readonly unknown[]
  minLength?: number
  pattern?: string
  /** What a text that does not fit the pattern should look like. */
  examples?: readonly unknown[]
  minItems?: number
  minProperties?: number
  maxProperties?: number
  required?: readonly string[]
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
}

/** Checks a value against a schema: those few keywords, in words for people, without a library. */
export function findingsIn(value: unknown, schema: Schema, path: Finding['path'] = []): Finding[] {
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.includes(typeOf(value))) {
    return [{ path, sentence: `must be ${types.map(type => names[type] ?? type).join(' or ')}, not ${names[typeOf(value)]}` }]
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return [{ path, sentence: `is ${JSON.stringify(value)}. ${didYouMean(String(value), schema.enum.map(String))}` }]
  }
  if (typeof value === 'string' && value.length < (schema.minLength ?? 0)) return [{ path, sentence: 'is empty' }]
  if (typeof value === 'string' && schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
    return [{ path, sentence: `is ${JSON.stringify(value)}; it must look like ${schema.examples?.join(' or ')}` }]
  }
  if (Array.isArray(value)) return inList(value, schema, path)
  return typeof value === 'object' && value !== null ? inMap(value as Record<string, unknown>, schema, path) : []
}

function inList(value: unknown[], { items, minItems = 0 }: Schema, path: Finding['path']): Finding[] {
  if (value.length < minItems) return [{ path, sentence: 'is empty' }]
  return items === undefined ? [] : value.flatMap((item, index) => findingsIn(item, items, [...path, index]))
}

function inMap(value: Record<string, unknown>, schema: Schema, path: Finding['path']): Finding[] {
  const { required = [], properties = {}, additionalProperties = true, minProperties = 0, maxProperties = Infinity } = schema
  const known = Object.keys(properties)
  const findings = required
    .filter(name => value[name] === undefined)
    .map((name): Finding => ({ path, sentence: `${name} is missing` }))
  const given = Object.keys(value)
  if (given.length < minProperties || given.length > maxProperties) {
    findings.push({ path, sentence: `must have one of ${known.join(', ')}` })
  }
  for (const [name, member] of Object.entries(value)) {
    const inner = Object.hasOwn(properties, name) ? properties[name] : additionalProperties
    if (inner === false) findings.push({ path: [...path, name], sentence: `is not known here. ${didYouMean(name, known)}` })
    else if (typeof inner === 'object') findings.push(...findingsIn(member, inner, [...path, name]))
  }
  return findings
}

const names: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'empty'
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
