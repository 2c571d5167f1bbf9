import { Type } from 'typebox'
import { Links } from './document.ts'

/** Where messages go, and how long they are read there. */
export const TopicDocument = Type.Object({
  name: Type.String(),
  retention: Type.String({ description: 'How long messages are read: 7d, 12h, P7D, forever.' }),
  source: Type.Unsafe<'said' | 'document' | 'usual'>({
    type: 'string',
    enum: ['said', 'document', 'usual'],
    description: 'Who says so: the team, a document of a version, or nobody.'
  }),
  _links: Links
})

export const TopicsDocument = Type.Object({ _embedded: Type.Object({ topics: Type.Array(TopicDocument) }), _links: Links })

export const TopicFields = Type.Object({
  retention: Type.String({
    description: 'How long messages are read there: 7d, 12h, P7D, or forever where they are replayed or compacted.'
  })
})
