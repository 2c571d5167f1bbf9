import { schemaBeside, schemaWithFormat } from './messages.ts'
import { schemaObject } from './schema-object.ts'
import {
  anything,
  defined,
  info,
  listOf,
  type MetaSchema,
  mapOf,
  mildFlag,
  mildText,
  needs,
  object,
  orReference,
  reference,
  text,
  when
} from './vocabulary.ts'

const described = { summary: mildText, description: mildText, title: mildText, tags: anything, externalDocs: anything }
const root = {
  asyncapi: anything,
  id: anything,
  info,
  servers: anything,
  defaultContentType: text,
  channels: mapOf(orReference('channel'))
}
const message = {
  ...described,
  name: mildText,
  messageId: mildText,
  contentType: text,
  schemaFormat: text,
  headers: defined('headers'),
  payload: anything,
  correlationId: anything,
  bindings: anything,
  traits: listOf(orReference('message')),
  examples: anything,
  deprecated: mildFlag
}
const headers = schemaWithFormat(defined('schema'))
/** Named schemas may be Avro's; their messages say so. */
const schemas = mapOf(
  when({ required: ['type'], properties: { type: { enum: ['record', 'enum', 'fixed', 'map'] } } }, anything, headers)
)
const components = (more: { [name: string]: MetaSchema }): MetaSchema => ({
  ...mapOf({ type: ['object', 'null'] }),
  properties: { schemas, messages: mapOf(orReference('message')), messageTraits: mapOf(orReference('message')), ...more }
})

/** What the comparison reads of AsyncAPI 2: the rest may be anything. */
export const asyncApi2: MetaSchema = {
  ...object(
    {
      ...root,
      components: components({}),
      tags: anything,
      externalDocs: anything
    },
    { allOf: [needs('info')] }
  ),
  $defs: {
    schema: schemaObject,
    headers,
    message: object(message, { allOf: [schemaBeside('payload')] }),
    channel: object({
      description: mildText,
      $ref: reference,
      servers: anything,
      subscribe: defined('operation'),
      publish: defined('operation'),
      parameters: anything,
      bindings: anything
    }),
    operation: object({
      ...described,
      operationId: mildText,
      security: anything,
      bindings: anything,
      traits: anything,
      message: when({ required: ['oneOf'] }, { properties: { oneOf: listOf(orReference('message')) } }, orReference('message'))
    })
  }
}

const references = listOf({ type: 'object', required: ['$ref'], properties: { $ref: reference } })
const channel = { type: 'object', required: ['$ref'], properties: { $ref: reference } }

/** The same of AsyncAPI 3. */
export const asyncApi3: MetaSchema = {
  ...object(
    {
      ...root,
      operations: mapOf(orReference('operation')),
      components: components({ channels: mapOf(orReference('channel')), operations: mapOf(orReference('operation')) })
    },
    { allOf: [needs('info')] }
  ),
  $defs: {
    schema: schemaObject,
    headers,
    message: object(message, {
      allOf: [
        when(
          { properties: { payload: { type: 'object', required: ['schemaFormat', 'schema'] } }, required: ['payload'] },
          { properties: { payload: schemaBeside('schema') } },
          schemaBeside('payload')
        )
      ]
    }),
    channel: object({
      ...described,
      address: { type: ['string', 'null'] },
      messages: mapOf(orReference('message')),
      servers: anything,
      parameters: anything,
      bindings: anything
    }),
    operation: object(
      {
        ...described,
        action: { enum: ['send', 'receive'] },
        channel,
        messages: references,
        reply: orReference('reply'),
        security: anything,
        bindings: anything,
        traits: anything
      },
      { required: ['action', 'channel'] }
    ),
    reply: object({ address: anything, channel, messages: references })
  }
}
