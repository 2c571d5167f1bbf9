import { type Static, Type } from 'typebox'
import { Instant, Links } from './document.ts'
import { type ReasonCode, reasonCodes } from './reason-codes.ts'

const words = (...values: string[]) => Type.Union(values.map(value => Type.Literal(value)))

const Selector = Type.Object({
  pacticipant: Type.String({ description: 'The application.' }),
  version: Type.Optional(Type.String()),
  branch: Type.Optional(Type.String()),
  tag: Type.Optional(Type.String()),
  latest: Type.Optional(words('true')),
  mainBranch: Type.Optional(words('true')),
  environment: Type.Optional(Type.String({ description: 'Versions that are live in the environment.' }))
})

export const CanIDeployQuery = Type.Object({
  pacticipant: Type.String({ description: 'The application that would be deployed.' }),
  version: Type.String({ description: 'Its version.' }),
  environment: Type.Optional(Type.String({ description: 'Where to. Exactly one of environment and to.' })),
  to: Type.Optional(Type.String({ description: 'A tag: the latest versions that have it.' })),
  applicationInstance: Type.Optional(Type.String({ description: 'The slot it would take. Default: any.' })),
  ignore: Type.Optional(
    Type.Array(Type.Union([Type.String(), Selector]), { description: 'Applications, or versions of them, to leave out.' })
  )
})

export const MatrixQuery = Type.Object({
  q: Type.Array(Selector, { description: 'q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&…' }),
  ignore: Type.Optional(Type.Array(Selector)),
  latestby: Type.Optional(words('cvp', 'cvpv', 'cp')),
  success: Type.Optional(Type.Array(words('true', 'false', ''))),
  environment: Type.Optional(Type.String()),
  tag: Type.Optional(Type.String()),
  mainBranch: Type.Optional(words('true')),
  latest: Type.Optional(words('true')),
  applicationInstance: Type.Optional(Type.String()),
  limit: Type.Optional(Type.String({ description: 'Default 100. Never cuts off what decides a deployment.' }))
})

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** A branch or a tag, and whether the version is its newest. */
const Marked = Type.Object({ name: Type.String(), latest: Type.Boolean(), _links: Links })

const Decorated = Type.Object({
  number: Type.String(),
  branch: Nullable(Type.String()),
  branches: Type.Array(Marked),
  branchVersions: Type.Array(Marked),
  environments: Type.Array(
    Type.Object({
      uuid: Type.String(),
      name: Type.String(),
      displayName: Type.String(),
      production: Type.Boolean(),
      createdAt: Type.String(),
      _links: Links
    })
  ),
  tags: Type.Array(Marked),
  _links: Links
})

const MatrixRow = Type.Object({
  consumer: Type.Object({ name: Type.String(), version: Decorated, _links: Links }),
  provider: Type.Object({ name: Type.String(), version: Nullable(Decorated), _links: Links }),
  pact: Type.Object({ createdAt: Type.String(), _links: Links }),
  verificationResult: Nullable(Type.Object({ success: Type.Boolean(), verifiedAt: Type.String(), _links: Links })),
  comparison: Type.Optional(
    Type.Object(
      { outcome: Type.Optional(Type.String()), _links: Links },
      { description: 'With what the provider version offers.' }
    )
  ),
  ignored: Type.Optional(Type.Literal(true)),
  notes: Type.Optional(
    Type.Array(Type.String(), { description: 'Whose result it is, and why a version counts that does not run there.' })
  )
})

export const Answer = Type.Union([Type.Literal('yes'), Type.Literal('no'), Type.Literal('unknown')])

/** The application whose team can satisfy a reason. */
export const Owner = Type.Object({
  application: Type.String(),
  owner: Type.Optional(Type.String({ description: 'The team that it belongs to.' })),
  contact: Type.Optional(Type.String({ description: 'How to reach the team.' }))
})

const reserved = Type.Optional(Type.Literal(true, { description: 'It is about to be deployed.' }))
const retained = Type.Optional(Type.Literal(true, { description: 'It runs no more; its messages are still read.' }))

export const VerdictReason = Type.Object({
  code: Type.Unsafe<ReasonCode>({ type: 'string', enum: [...reasonCodes], description: 'docs/verdict.md says what each means.' }),
  outcome: Type.Union([Type.Literal('pass'), Type.Literal('fail'), Type.Literal('unknown'), Type.Literal('warn')]),
  sentence: Type.String(),
  pairing: Type.Optional(
    Type.Object({
      consumer: Type.Object({ name: Type.String(), version: Type.String(), reserved }),
      provider: Type.Object({ name: Type.String(), version: Nullable(Type.String()), reserved, retained })
    })
  ),
  equivalent: Type.Optional(
    Type.Object(
      { version: Type.String(), same: Type.Union([Type.Literal('artifact'), Type.Literal('source')]) },
      { description: 'The version of the provider that gave the result, where another one did.' }
    )
  ),
  rollout: Type.Optional(
    Type.Object({
      pacticipant: Type.String(),
      version: Type.String(),
      applicationInstance: Type.Optional(Type.String()),
      leaseUntil: Instant
    })
  ),
  resources: Type.Optional(
    Type.Array(Type.Object({ application: Type.String(), path: Type.String(), access: Type.String() }), {
      description: 'The two uses of one store: that of the version, and that of another application.'
    })
  ),
  element: Type.Optional(Type.String({ description: 'The endpoint, parameter, field or message version that it is about.' })),
  provider: Type.Optional(Type.String({ description: 'Of an element: whose it is.' })),
  direction: Type.Optional(
    Type.Union([Type.Literal('sends'), Type.Literal('receives')], { description: 'Of a message: as its provider sees it.' })
  ),
  window: Type.Optional(
    Type.Object(
      {
        deprecatedOn: Type.Optional(Type.String({ description: '2026-01-31' })),
        sunset: Type.Optional(Type.String({ description: 'Its last day, UTC.' }))
      },
      { description: 'Of an element that is deprecated.' }
    )
  ),
  versions: Type.Optional(
    Type.Array(Type.String(), { description: 'Of an element: the versions of its provider that are replaced, or are live.' })
  ),
  consumers: Type.Optional(
    Type.Array(Type.Object({ name: Type.String(), version: Type.String(), reserved, retained }), {
      description: 'The versions that use the element.'
    })
  ),
  evidence: Type.Optional(
    Type.String({ description: 'Address of the result, of the contract without one, or of what else the reason is about.' })
  ),
  owner: Type.Optional(Owner),
  clearsByItself: Type.Boolean({ description: 'Something known is under way that may clear it.' }),
  next: Type.Optional(Type.String({ description: 'The exact command or action.' })),
  notes: Type.Optional(Type.Array(Type.String(), { description: 'What else a reader should know; never changes the outcome.' }))
})

export const OverrideInShort = {
  by: Type.String({ description: 'Who answers for it.' }),
  reason: Type.String(),
  until: Instant,
  url: Type.String()
}

/** Of a version on its way to an environment. */
export const Overriding = {
  override: Type.Optional(
    Type.Object(OverrideInShort, {
      description: 'It covers all that is in the way: deployable is true, though the answer is not yes.'
    })
  ),
  overrideNotCovering: Type.Optional(
    Type.Object(
      { ...OverrideInShort, notCovered: Type.Array(Type.String()) },
      { description: 'There is one that changes nothing, as it does not cover these reasons.' }
    )
  )
}

const VerdictAlone = Type.Object({
  answer: Answer,
  alone: Answer,
  plan: Type.Optional(
    Type.String({ description: 'Where the answer is not yes: the address of the shortest safe order of deployments.' })
  ),
  versions: Type.Array(Type.Object({ pacticipant: Type.String(), version: Type.String() })),
  ...Overriding,
  reasons: Type.Array(VerdictReason)
})

export const VerdictDocument = Type.Intersect([
  VerdictAlone,
  Type.Object({ together: Type.Optional(Type.Literal(true)), each: Type.Optional(Type.Array(VerdictAlone)) })
])

export const MatrixAnswerDocument = Type.Object({
  summary: Type.Object({
    deployable: Nullable(Type.Boolean()),
    reason: Type.String(),
    success: Type.Integer(),
    failed: Type.Integer(),
    unknown: Type.Integer(),
    ignored: Type.Optional(Type.Integer())
  }),
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() })),
  verdict: Type.Optional(VerdictDocument),
  matrix: Type.Array(MatrixRow)
})

export type MatrixAnswerDocument = Static<typeof MatrixAnswerDocument>
export type VerdictDocument = Static<typeof VerdictDocument>
