import { Type } from 'typebox'
import { Instant, Links, orNull } from './document.ts'
import { Page } from './pages.ts'

/** Break-glass: somebody answers for a deployment that is not proved. */
export const OverrideFields = Type.Object({
  by: Type.Optional(
    orNull(Type.String({ description: 'Who answers for it. Default: the account that is used; without one it is needed.' }))
  ),
  reason: Type.String({ description: 'Why it cannot wait.' }),
  until: Type.Optional(
    orNull(
      Type.String({
        description:
          'Until when: 2026-01-31T18:00:00Z, or up to the end of a day, UTC: 2026-01-31. At most 7 days ahead. Default: 24 hours.'
      })
    )
  ),
  applicationInstance: Type.Optional(orNull(Type.String({ description: 'The slot it would take. Default: any.' })))
})

export const OverrideRemoval = Type.Object({
  reason: Type.Optional(Type.String({ description: 'Why it is revoked.' }))
})

export const OverrideDocument = Type.Object({
  uuid: Type.String(),
  state: Type.Union([Type.Literal('valid'), Type.Literal('expired'), Type.Literal('revoked')]),
  pacticipant: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  by: Type.String(),
  recordedBy: Type.String({ description: 'The account that was used; anonymous where none is asked for.' }),
  reason: Type.String(),
  until: Instant,
  covers: Type.Array(Type.Object({ code: Type.String(), sentence: Type.String() }), {
    description: 'The reasons that were in the way when it was made. A new one is not covered.'
  }),
  createdAt: Instant,
  revokedAt: Type.Optional(Instant),
  revokedBy: Type.Optional(Type.String()),
  revokedBecause: Type.Optional(Type.String()),
  _links: Links
})

export const OverridesDocument = Type.Object({
  _embedded: Type.Object({ overrides: Type.Array(OverrideDocument) }),
  page: Type.Optional(Page),
  _links: Links
})
