import { schemaObject } from './schema-object.ts'
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
  text
} from './vocabulary.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']
const described = { summary: mildText, description: mildText }
const servers = listOf(
  object({ url: text, name: mildText, description: mildText, variables: anything }, { allOf: [needs('url')] })
)
const parameters = listOf(orReference('parameter'))
/** A parameter or header. */
const written = {
  description: mildText,
  required: flag,
  deprecated: mildFlag,
  allowEmptyValue: mildFlag,
  allowReserved: mildFlag,
  style: mildText,
  explode: mildFlag,
  schema: defined('schema'),
  content: mapOf(defined('media')),
  example: anything,
  examples: anything
}

const pathItem = object({
  ...described,
  $ref: reference,
  servers,
  parameters,
  ...Object.fromEntries(methods.map(method => [method, defined('operation')]))
})

const operation = (allOf: MetaSchema[]) =>
  object(
    {
      ...described,
      tags: anything,
      externalDocs: anything,
      operationId: mildText,
      parameters,
      requestBody: orReference('requestBody'),
      responses: defined('responses'),
      callbacks: anything,
      deprecated: mildFlag,
      security,
      servers
    },
    { allOf }
  )

const responses: MetaSchema = {
  type: ['object', 'null'],
  patternProperties: { '^([1-5][0-9][0-9]|[1-5](XX|xx)|default)$': orReference('response'), '^x-': anything },
  allOf: [
    mild({
      patternProperties: { '^([1-5][0-9][0-9]|[1-5](XX|xx)|default|x-.*)$': anything },
      additionalProperties: false
    })
  ]
}

const securityScheme = object(
  {
    type: { enum: ['apiKey', 'http', 'oauth2', 'openIdConnect', 'mutualTLS'] },
    description: mildText,
    name: text,
    in: { enum: ['query', 'header', 'cookie'] },
    scheme: text,
    bearerFormat: mildText,
    flows: anything,
    openIdConnectUrl: anything,
    deprecated: mildFlag
  },
  { required: ['type'] }
)

const components = object({
  schemas: mapOf(defined('schema')),
  responses: mapOf(orReference('response')),
  parameters: mapOf(orReference('parameter')),
  requestBodies: mapOf(orReference('requestBody')),
  headers: mapOf(orReference('header')),
  securitySchemes: mapOf(orReference('securityScheme')),
  examples: anything,
  links: anything,
  callbacks: anything,
  pathItems: anything
})

/** Paths begin with a slash; what does not is read by nobody. */
export const paths: MetaSchema = {
  type: ['object', 'null'],
  patternProperties: { '^/': defined('pathItem'), '^x-': anything },
  allOf: [mild({ patternProperties: { '^(/|x-)': anything }, additionalProperties: false })]
}

/** What the comparison reads of OpenAPI 3: the rest may be anything. */
function openApi(root: { [name: string]: MetaSchema }, ofOperations: MetaSchema[]): MetaSchema {
  return {
    ...object(
      {
        openapi: anything,
        info,
        servers,
        paths,
        components: defined('components'),
        security,
        tags: anything,
        externalDocs: anything,
        ...root
      },
      { allOf: [needs('info')] }
    ),
    $defs: {
      schema: schemaObject,
      pathItem,
      operation: operation(ofOperations),
      parameter: object(
        { ...written, name: text, in: { enum: ['path', 'query', 'header', 'cookie'] } },
        { required: ['name', 'in'] }
      ),
      header: object(written),
      media: object({ schema: defined('schema'), example: anything, examples: anything, encoding: anything }),
      requestBody: object(
        { description: mildText, required: flag, content: mapOf(defined('media')) },
        { allOf: [needs('content')] }
      ),
      responses,
      response: object(
        { description: mildText, headers: mapOf(orReference('header')), content: mapOf(defined('media')), links: anything },
        { allOf: [needs('description')] }
      ),
      securityScheme,
      components
    }
  }
}

export const openApi30 = openApi({}, [needs('responses')])
export const openApi31 = openApi({ jsonSchemaDialect: anything, webhooks: mapOf(anything) }, [])
