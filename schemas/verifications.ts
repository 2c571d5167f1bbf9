import { type Static, Type } from 'typebox'
import { Links } from './document.ts'
import { identity } from './versions.ts'

export const PublishVerification = Type.Object({
  success: Type.Boolean(),
  providerApplicationVersion: Type.String({ description: 'The version of the provider; it is created when it is new.' }),
  buildUrl: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] })),
  ...identity,
  verificationDate: Type.Optional(
    Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'When it was tested; now when absent.' })
  ),
  verifiedBy: Type.Optional(Type.Unknown({ description: 'implementation, version and clientLanguage of the verifier.' })),
  testResults: Type.Optional(
    Type.Unknown({ description: 'What was tested, by `interactionId`; interactions left out count as not verified.' })
  )
})
export type PublishVerification = Static<typeof PublishVerification>

export const VerificationResult = Type.Object(
  {
    providerName: Type.String(),
    providerApplicationVersion: Type.String(),
    success: Type.Boolean(),
    verificationDate: Type.String(),
    buildUrl: Type.Optional(Type.String()),
    _links: Links
  },
  { additionalProperties: true }
)

/** In the three forms that clients ask for; the extended one has the tags of the provider version. */
export const verificationForms = (description: string) => ({
  description,
  content: {
    'application/hal+json': { schema: VerificationResult },
    'application/json': { schema: VerificationResult },
    'application/vnd.pactbrokerextended.v1+json': { schema: VerificationResult }
  }
})

const Names = Type.Array(Type.String())

export const VerificationSummary = Type.Object({
  success: Type.Boolean(),
  providerSummary: Type.Object({ successful: Names, failed: Names, unknown: Names }),
  _embedded: Type.Object({ verificationResults: Type.Array(VerificationResult) }),
  _links: Links
})
