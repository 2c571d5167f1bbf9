import { type Static, Type } from 'typebox'

const flag = (description: string) => Type.Optional(Type.Literal(true, { description }))
const name = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 255, description }))

/** Which consumer versions to verify; several selectors add up. */
export const ConsumerVersionSelector = Type.Object({
  mainBranch: flag("The head of each consumer's main branch"),
  branch: Type.Optional(
    Type.Union([Type.String({ minLength: 1, maxLength: 255 }), Type.Literal(true)], {
      description: 'The head of the branch with this name; true for the head of every branch'
    })
  ),
  matchingBranch: flag('The head of the branch named as providerVersionBranch'),
  fallbackBranch: name('For each consumer that has no such branch, the head of this one'),
  latest: Type.Optional(Type.Boolean({ description: 'The newest version only: of all, or of those with the tag' })),
  tag: name('Versions with this tag'),
  fallbackTag: name('Where no consumer has a latest version with the tag, the latest with this one'),
  consumer: name('Only versions of this consumer'),
  deployed: flag('Versions that are deployed now'),
  released: flag('Versions that are supported now'),
  deployedOrReleased: flag('Both'),
  environment: name('Only what is deployed to, or supported in, this environment')
})

export const PactsForVerificationQuestion = Type.Object({
  consumerVersionSelectors: Type.Optional(
    Type.Array(ConsumerVersionSelector, {
      description: "Default: the head of each consumer's main branch, and whatever is deployed or supported anywhere"
    })
  ),
  providerVersionBranch: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  providerVersionTags: Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()])),
  includePendingStatus: Type.Optional(Type.Boolean({ default: true })),
  includeWipPactsSince: Type.Optional(Type.String({ description: 'A date, or a date and time' }))
})
export type PactsForVerificationQuestion = Static<typeof PactsForVerificationQuestion>

/** The older form, which knows tags only. */
export const PactsForVerificationQuery = Type.Object({
  consumer_version_selectors: Type.Optional(
    Type.Array(
      Type.Object({
        tag: Type.String(),
        latest: Type.Optional(Type.String({ description: 'true or false' })),
        fallback_tag: Type.Optional(Type.String()),
        consumer: Type.Optional(Type.String())
      })
    )
  ),
  provider_version_branch: Type.Optional(Type.String()),
  provider_version_tags: Type.Optional(Type.Array(Type.String())),
  include_pending_status: Type.Optional(Type.String({ description: 'true or false' })),
  include_wip_pacts_since: Type.Optional(Type.String())
})

export const ProviderPath = Type.Object({ provider: Type.String() })

const Link = Type.Object({ href: Type.String(), title: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })

/** What the verifier reads of an item is strict: see server/hal/pacts-for-verification.ts. */
export const PactForVerification = Type.Object({
  shortDescription: Type.String(),
  verificationProperties: Type.Object({
    pending: Type.Optional(Type.Boolean()),
    wip: Type.Optional(Type.Literal(true)),
    notices: Type.Array(Type.Object({ when: Type.String(), text: Type.String() }))
  }),
  _links: Type.Object({ self: Link })
})
export type PactForVerification = Static<typeof PactForVerification>

export const PactsForVerification = Type.Object({
  _embedded: Type.Object({ pacts: Type.Array(PactForVerification) }),
  _links: Type.Object({ self: Link })
})
export type PactsForVerification = Static<typeof PactsForVerification>
