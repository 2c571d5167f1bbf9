import { type Static, Type } from 'typebox'
import { Instant, Links, orNull } from './document.ts'
import { PlacedVersionDocument } from './simulate.ts'
import { ElementConsumers } from './usage.ts'
import { WindowFields } from './window-fields.ts'

const element = Type.String({
  description: 'GET /users/{}, perhaps with #response.200.body/name behind it; or channel#message@version, perhaps with /field.'
})
const day = (description: string) => Type.String({ description, examples: ['2026-01-31'] })
const notices = Type.Array(Type.Object({ type: Type.String(), text: Type.String() }))
const answer = Type.Unsafe<'yes' | 'no' | 'unknown'>({ type: 'string', enum: ['yes', 'no', 'unknown'] })
const sunset = 'The last day, UTC, on which it is promised.'

export const ElementPath = Type.Object({
  pacticipant: Type.String({ description: 'The name of the application.' }),
  element: Type.String({ description: 'The key of the element, percent-encoded: GET%20%2Fusers%2F%7B%7D.' })
})

export const WindowToSet = Type.Object(
  {
    on: Type.Optional(orNull(day('The first day on which it is deprecated. Default: as announced before, else today.'))),
    sunset: Type.Optional(orNull(day(sunset))),
    reason: Type.Optional(orNull(Type.String({ description: 'Why, or what to use instead.', maxLength: 2000 })))
  },
  { additionalProperties: false }
)
export type WindowToSet = Static<typeof WindowToSet>

export const WindowDocument = Type.Object({
  provider: Type.String(),
  element,
  window: WindowFields,
  overdue: Type.Boolean({ description: 'Its sunset passed, and it is there or used all the same.' }),
  reason: Type.Optional(Type.String()),
  documents: Type.Array(
    Type.Object({
      version: Type.String(),
      deprecatedOn: Type.Optional(Type.String()),
      sunset: Type.Optional(Type.String()),
      problems: Type.Array(Type.String(), {
        description: 'no-date, sunset-before-deprecation, earlier-than-announced, window-too-short.'
      })
    }),
    { description: 'What the documents of live versions and of the main branch say.' }
  ),
  offeredBy: Type.Array(PlacedVersionDocument, { description: 'The versions that have it.' }),
  consumers: Type.Optional(ElementConsumers),
  createdAt: Type.Optional(Instant),
  updatedAt: Type.Optional(Instant),
  _links: Links
})
export type WindowDocument = Static<typeof WindowDocument>

export const WindowsQuery = Type.Object({
  state: Type.Optional(
    Type.Unsafe<'all' | 'upcoming' | 'overdue'>({
      type: 'string',
      enum: ['all', 'upcoming', 'overdue'],
      description: 'upcoming: the sunset is to come. overdue: it passed, and the element is there or used. Default: all.'
    })
  )
})

export const WindowsDocument = Type.Object({ windows: Type.Array(WindowDocument), notices, _links: Links })
export type WindowsDocument = Static<typeof WindowsDocument>

export const RemovalQuery = Type.Object({
  element,
  environment: Type.Optional(Type.String({ description: 'Only what is live there, by name. Default: in any.' }))
})
export const DeprecationQuery = Type.Object({ element })

const aboutElement = {
  answer,
  provider: Type.String(),
  element,
  window: WindowFields,
  notices,
  consumers: ElementConsumers,
  _links: Links
}

export const RemovalDocument = Type.Object({
  ...aboutElement,
  environment: Type.Optional(Type.String()),
  reasons: Type.Array(
    Type.Object({
      code: Type.String({ description: 'Never renamed; docs/windows.md lists them.' }),
      outcome: Type.String({ description: 'pass, fail, unknown or warn.' }),
      text: Type.String(),
      next: Type.Optional(Type.String({ description: 'What to do about it.' }))
    })
  ),
  freeFrom: Type.Optional(day('The first day on which nobody is promised it any more. Who uses it has to move before.'))
})
export type RemovalDocument = Static<typeof RemovalDocument>

export const DeprecationDocument = Type.Object({
  ...aboutElement,
  earliestSunset: day('The first sunset that can be announced now.'),
  freeFrom: day('The first day on which it could be removed, once announced so.'),
  minimumWindowDays: Type.Integer(),
  next: Type.Optional(Type.String({ description: 'The command that announces it.' }))
})
export type DeprecationDocument = Static<typeof DeprecationDocument>
