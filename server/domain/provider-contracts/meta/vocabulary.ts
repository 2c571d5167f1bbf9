/** JSON Schema, with two keywords of our own: `mild` (what fails here is only told) and `leads` (a reference that can be followed). */
export type MetaSchema = { [keyword: string]: unknown }

/** What fails here spoils nothing but itself, and is told. */
export const mild = (schema: MetaSchema): MetaSchema => ({ ...schema, mild: true })

export const text = { type: 'string' }
export const mildText = mild(text)
export const mildFlag = mild({ type: 'boolean' })
export const anything = {}
export const defined = (name: string): MetaSchema => ({ $ref: `#/$defs/${name}` })

/** YAML authors leave members empty, which says as much as leaving them out. */
const orEmpty = (type: string) => ({ type: [type, 'null'] })

export const flag = orEmpty('boolean')
export const listOf = (items: MetaSchema): MetaSchema => ({ ...orEmpty('array'), items })
/** Named by the author. */
export const mapOf = (members: MetaSchema): MetaSchema => ({ ...orEmpty('object'), additionalProperties: members })

export const when = (test: MetaSchema, holds: MetaSchema, otherwise: MetaSchema): MetaSchema => ({
  if: test,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: holds,
  else: otherwise
})

/** An object of the specification, whose members are these and extensions; others are read by nobody. */
export const object = (members: { [name: string]: MetaSchema }, more: MetaSchema = {}): MetaSchema => ({
  ...orEmpty('object'),
  properties: members,
  ...more,
  allOf: [
    ...((more.allOf as MetaSchema[] | undefined) ?? []),
    mild({
      properties: Object.fromEntries(Object.keys(members).map(name => [name, anything])),
      patternProperties: { '^x-': anything },
      additionalProperties: false
    })
  ]
})

export const needs = (...required: string[]): MetaSchema => mild({ required })

export const reference = { type: 'string', leads: true }

/** What the name stands for, or a reference to one. */
export const orReference = (name: string): MetaSchema => ({
  ...orEmpty('object'),
  ...when({ required: ['$ref'] }, { properties: { $ref: reference } }, defined(name))
})

/** What OpenAPI, Swagger and AsyncAPI have alike. */
export const info = mild({ type: 'object', allOf: [needs('title', 'version')] })
export const security = listOf(mapOf(listOf(anything)))
