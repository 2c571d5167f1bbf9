import { defined, type MetaSchema, reference, text, when } from './vocabulary.ts'

/** Formats that hold JSON Schema; Avro and others are read by their own readers. */
const jsonSchema = 'json|yaml|asyncapi|openapi'

/** The schema under `member`, where `schemaFormat` beside it says that it is one. */
export const schemaBeside = (member: string): MetaSchema =>
  when(
    { properties: { schemaFormat: { type: 'string', pattern: jsonSchema, not: { pattern: 'avro' } } } },
    { properties: { [member]: defined('schema') } },
    { properties: { schemaFormat: text, [member]: { properties: { $ref: reference } } } }
  )

/** A schema, or `{schemaFormat, schema}`. */
export const schemaWithFormat = (otherwise: MetaSchema): MetaSchema =>
  when({ required: ['schemaFormat', 'schema'] }, schemaBeside('schema'), otherwise)
