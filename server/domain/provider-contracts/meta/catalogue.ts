import { schemaBeside } from './messages.ts'
import { schemaObject } from './schema-object.ts'
import { anything, defined, type MetaSchema, mildFlag, mildText, object, text } from './vocabulary.ts'

/** A message catalogue (docs/provider-contracts.md). */
export const catalogue: MetaSchema = {
  ...object(
    {
      catalogue: anything,
      title: anything,
      version: anything,
      description: anything,
      messages: { type: 'array', items: defined('message') }
    },
    { required: ['messages'] }
  ),
  $defs: {
    schema: schemaObject,
    message: {
      ...object(
        {
          name: { type: 'string', pattern: '\\S' },
          version: { type: ['string', 'number'] },
          direction: { enum: ['sends', 'receives'] },
          channel: text,
          description: mildText,
          contentType: mildText,
          schemaFormat: text,
          schema: anything,
          headers: defined('schema'),
          deprecated: mildFlag,
          deprecatedOn: mildText,
          sunset: mildText
        },
        { required: ['name'], allOf: [schemaBeside('schema')] }
      ),
      type: 'object'
    }
  }
}
