import { Type } from 'typebox'
import { Links, orNull } from './document.ts'
import { Answer, VerdictDocument, VerdictReason } from './matrix.ts'

export const InstanceQuery = Type.Object({
  applicationInstance: Type.Optional(Type.String({ description: 'Only this instance; "" for the one without a name.' }))
})

export const LeavingDocument = Type.Object({
  answer: Answer,
  pacticipant: Type.String(),
  version: Type.String(),
  consumers: Type.Array(
    Type.Object({ name: Type.String(), version: Type.String(), answer: Answer, reasons: Type.Array(VerdictReason) }),
    { description: 'Live consumers with a contract that this version serves now, and what is left for each.' }
  ),
  _links: Links
})

export const RollbackDocument = Type.Object({
  answer: Answer,
  pacticipant: Type.String(),
  slots: Type.Array(
    Type.Object({
      applicationInstance: Type.Optional(Type.String()),
      current: Type.String(),
      target: orNull(Type.String({ description: 'What it held before; null where there is nothing, or it is too long ago.' })),
      changedForGood: Type.Optional(
        Type.Array(Type.String(), {
          description: 'Stores that what is there changed for good, and the target did not: that is a no.'
        })
      ),
      verdict: Type.Optional(VerdictDocument)
    })
  ),
  _links: Links
})

export const MissingQuery = Type.Object({
  pacticipant: Type.Optional(Type.String({ description: 'Only what this application consumes or provides.' }))
})

export const MissingDocument = Type.Object({
  verifications: Type.Array(
    Type.Object({
      consumer: Type.String(),
      consumerVersions: Type.Array(Type.String()),
      provider: Type.String(),
      providerVersion: Type.String(),
      reason: VerdictReason,
      pact: Type.String({ description: 'The address of the contract to verify.' })
    })
  ),
  _links: Links
})
