import { Type } from 'typebox'

const day = (description: string) => Type.String({ description, examples: ['2026-01-31'] })

/** An element's window, in every answer about the element. */
export const WindowFields = Type.Object({
  state: Type.Unsafe<'introduced' | 'deprecated' | 'sunset' | 'removed'>({
    type: 'string',
    enum: ['introduced', 'deprecated', 'sunset', 'removed'],
    description: 'introduced: not deprecated, or not yet; sunset: its last day passed; removed: no document has it.'
  }),
  deprecatedOn: Type.Optional(day('The first day, UTC, on which it is deprecated.')),
  sunset: Type.Optional(day('The last day, UTC, on which it is promised.')),
  announced: Type.Boolean({
    description: 'The dates were on the main branch, in production, or set by command. Only then do they hold.'
  }),
  openEnded: Type.Boolean({ description: 'It is deprecated, and nobody says until when it stays.' }),
  declaredBy: Type.Array(Type.String(), { description: 'document, command.' }),
  of: Type.Optional(Type.String({ description: 'The element whose dates these are, where it is in one that has them.' }))
})
