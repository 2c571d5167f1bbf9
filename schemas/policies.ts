import { Type } from 'typebox'
import { Instant, Links, orNull, times } from './document.ts'
import { Page } from './pages.ts'

const side = (description: string) => Type.Optional(orNull(Type.String({ description })))

const kind = Type.Unsafe<
  | 'provider-not-deployed'
  | 'no-content'
  | 'evidence'
  | 'equivalence'
  | 'minimum-window'
  | 'after-sunset'
  | 'window'
  | 'shared-persistence'
>({
  type: 'string',
  enum: [
    'provider-not-deployed',
    'no-content',
    'evidence',
    'equivalence',
    'minimum-window',
    'after-sunset',
    'window',
    'shared-persistence'
  ]
})

const fields = {
  kind,
  rule: Type.String({
    description:
      'For provider-not-deployed: require, external, stubbed or allow-until. For no-content: warn or unknown. For evidence: tests, comparison, either or both. For equivalence: artifact-digest or source-fingerprint. For minimum-window: a number of days, such as 30 days. For after-sunset: refuse or allow. For window: warn or strict. For shared-persistence: warn or block.'
  }),
  reason: Type.String({ description: 'Why, for those who read it later.' })
}

/** A side that is left out means any. */
export const PolicyFields = Type.Object({
  ...fields,
  consumer: side('The name of the consumer.'),
  provider: side('The name of the provider.'),
  environment: side('The name of the environment.'),
  until: side('The last day, UTC, on which allow-until holds: 2026-01-31.')
})

export const PolicyDocument = Type.Object({
  uuid: Type.String(),
  ...fields,
  consumer: Type.Optional(Type.String()),
  provider: Type.Optional(Type.String()),
  environment: Type.Optional(Type.String()),
  until: Type.Optional(Type.String()),
  ...times,
  _links: Links
})

export const PoliciesDocument = Type.Object({
  _embedded: Type.Object({ policies: Type.Array(PolicyDocument) }),
  _links: Links
})

export const PolicyRemoval = Type.Object({
  reason: Type.Optional(Type.String({ description: 'Why, for those who look at what was done to it.' }))
})

/** A policy, or an exception for those who share a store. */
const Kept = Type.Object({
  ...fields,
  kind: Type.String({ description: 'That of the policy, or sharing-exception.' }),
  path: Type.Optional(Type.String()),
  applications: Type.Optional(Type.Array(Type.String())),
  consumer: Type.Optional(Type.String()),
  provider: Type.Optional(Type.String()),
  environment: Type.Optional(Type.String()),
  until: Type.Optional(Type.String())
})

export const PolicyChangesDocument = Type.Object({
  _embedded: Type.Object({
    changes: Type.Array(
      Type.Object({
        policy: Type.String({ description: 'Its UUID.' }),
        change: Type.Union([Type.Literal('created'), Type.Literal('changed'), Type.Literal('removed')]),
        by: Type.String({ description: 'The account that was used; anonymous where none is asked for.' }),
        reason: Type.Optional(Type.String()),
        before: Type.Optional(Kept),
        after: Type.Optional(Kept),
        changedAt: Instant,
        _links: Links
      })
    )
  }),
  page: Type.Optional(Page),
  _links: Links
})
