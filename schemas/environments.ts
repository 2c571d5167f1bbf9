import { Type } from 'typebox'
import { Links, orNull, times } from './document.ts'
import { Answer, OverrideInShort, VerdictReason } from './matrix.ts'

const contacts = Type.Array(
  Type.Object({ name: Type.String(), details: Type.Optional(orNull(Type.Object({}, { additionalProperties: true }))) })
)

export const EnvironmentFields = Type.Object({
  name: Type.String(),
  displayName: Type.Optional(orNull(Type.String())),
  production: Type.Boolean(),
  contacts: Type.Optional(orNull(contacts))
})

export const EnvironmentQuery = Type.Object({
  name: Type.Optional(Type.String({ description: 'Only the environment of this name.' }))
})

export const EnvironmentDocument = Type.Object({
  uuid: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  production: Type.Boolean(),
  contacts: Type.Optional(contacts),
  ...times,
  _links: Links
})

const ofVersion = { pacticipant: Type.String(), version: Type.String() }

/** Of everything that is live there: a reason for each pairing. */
export const EnvironmentCheckDocument = Type.Object({
  answer: Answer,
  versions: Type.Array(Type.Object(ofVersion)),
  overrides: Type.Array(Type.Object({ ...ofVersion, ...OverrideInShort }), {
    description: 'Of versions that are live: who answers for what they lacked. They change nothing here.'
  }),
  reasons: Type.Array(VerdictReason),
  _links: Links
})

export const EnvironmentsDocument = Type.Object({
  _embedded: Type.Object({ environments: Type.Array(EnvironmentDocument) }),
  _links: Links
})
