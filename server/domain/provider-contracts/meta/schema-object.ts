import { anything, defined, type MetaSchema, mild, reference, when } from './vocabulary.ts'

const schema = defined('schema')
const schemas = mild({ type: 'object', additionalProperties: schema })
const list = mild({ type: 'array', items: schema })
const text = mild({ type: 'string' })
const names = mild({ type: 'array', items: text })
const type = mild({ enum: ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string', 'file'] })

const keywords: { [keyword: string]: MetaSchema } = {
  $ref: reference,
  type: when({ type: 'array' }, { items: type }, type),
  enum: mild({ type: 'array', minItems: 1 }),
  required: names,
  ...each(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'], schemas),
  ...each(['allOf', 'anyOf', 'oneOf', 'prefixItems'], { ...list, minItems: 1 }),
  items: when({ type: 'array' }, list, schema),
  ...each(['additionalProperties', 'additionalItems', 'unevaluatedProperties', 'unevaluatedItems'], schema),
  ...each(['not', 'if', 'then', 'else', 'contains', 'propertyNames'], schema),
  dependentRequired: mild({ type: 'object', additionalProperties: names }),
  ...each(['minimum', 'maximum'], mild({ type: 'number' })),
  ...each(['exclusiveMinimum', 'exclusiveMaximum'], mild({ type: ['number', 'boolean'] })),
  multipleOf: mild({ type: 'number', exclusiveMinimum: 0 }),
  ...each(
    ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
    mild({ type: 'integer', minimum: 0 })
  ),
  ...each(['uniqueItems', 'nullable', 'x-nullable', 'readOnly', 'writeOnly', 'deprecated'], mild({ type: 'boolean' })),
  ...each(['pattern', 'format', 'title'], text),
  discriminator: mild({
    type: ['object', 'string'],
    required: ['propertyName'],
    properties: { propertyName: text, mapping: anything }
  })
}

function each(names: readonly string[], is: MetaSchema): { [keyword: string]: MetaSchema } {
  return Object.fromEntries(names.map(name => [name, is]))
}

/**
 * A schema of any of the drafts in use. What fails in here is told and refuses nothing: it leaves undecided the interactions that use
 * the schema, and those only. Keywords that nobody knows are allowed by all drafts.
 */
export const schemaObject = mild({ type: ['object', 'boolean'], properties: keywords })

/** What Swagger's parameters and headers say of themselves: a schema, but for `required`, which is about their being there. */
export const constraints = mild({ type: ['object', 'null'], properties: { ...keywords, required: anything } })
