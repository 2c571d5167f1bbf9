import { paths } from './openapi.ts'
import { constraints, schemaObject } from './schema-object.ts'
import {
  anything,
  defined,
  flag,
  info,
  listOf,
  type MetaSchema,
  mapOf,
  mild,
  mildFlag,
  mildText,
  needs,
  object,
  orReference,
  reference,
  security,
  text,
  when
} from './vocabulary.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']
const mediaTypes = listOf(text)
const parameters = listOf(orReference('parameter'))
/** Parameters and headers say of themselves what elsewhere stands in a schema. */
const own = Object.fromEntries(
  ['type', 'format', 'items', 'default', 'enum', 'pattern', 'multipleOf', 'uniqueItems', 'collectionFormat']
    .concat(['maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'])
    .concat(['maxLength', 'minLength', 'maxItems', 'minItems'])
    .map(name => [name, anything])
)

const operation = object(
  {
    tags: anything,
    summary: mildText,
    description: mildText,
    externalDocs: anything,
    operationId: mildText,
    consumes: mediaTypes,
    produces: mediaTypes,
    parameters,
    responses: defined('responses'),
    schemes: anything,
    deprecated: mildFlag,
    security
  },
  { allOf: [needs('responses')] }
)

const responses: MetaSchema = {
  type: ['object', 'null'],
  patternProperties: { '^([1-5][0-9][0-9]|default)$': orReference('response'), '^x-': anything },
  allOf: [mild({ patternProperties: { '^([1-5][0-9][0-9]|default|x-.*)$': anything }, additionalProperties: false })]
}

/** What the comparison reads of Swagger 2: the rest may be anything. */
export const swagger: MetaSchema = {
  ...object(
    {
      swagger: anything,
      info,
      host: mildText,
      basePath: text,
      schemes: anything,
      consumes: mediaTypes,
      produces: mediaTypes,
      paths,
      definitions: mapOf(defined('schema')),
      parameters: mapOf(defined('parameter')),
      responses: mapOf(defined('response')),
      securityDefinitions: mapOf(defined('securityScheme')),
      security,
      tags: anything,
      externalDocs: anything
    },
    { allOf: [needs('info')] }
  ),
  $defs: {
    schema: schemaObject,
    constraints,
    pathItem: object({
      $ref: reference,
      parameters,
      ...Object.fromEntries(methods.map(method => [method, defined('operation')]))
    }),
    operation,
    parameter: object(
      {
        ...own,
        name: text,
        in: { enum: ['path', 'query', 'header', 'formData', 'body'] },
        description: mildText,
        required: flag,
        schema: defined('schema'),
        allowEmptyValue: mildFlag
      },
      {
        required: ['name', 'in'],
        allOf: [
          when({ properties: { in: { const: 'body' } } }, needs('schema'), { allOf: [needs('type'), defined('constraints')] })
        ]
      }
    ),
    responses,
    response: object(
      {
        description: mildText,
        schema: defined('schema'),
        headers: mapOf(object({ ...own, description: mildText }, { allOf: [defined('constraints')] })),
        examples: anything
      },
      { allOf: [needs('description')] }
    ),
    securityScheme: object(
      {
        type: { enum: ['basic', 'apiKey', 'oauth2'] },
        description: mildText,
        name: text,
        in: { enum: ['query', 'header'] },
        flow: anything,
        authorizationUrl: anything,
        tokenUrl: anything,
        scopes: anything
      },
      { required: ['type'] }
    )
  }
}
