import { type Static, Type } from 'typebox'
import { Links } from './document.ts'
import { ProviderContractToPublish } from './provider-contracts.ts'
import { WindowFields } from './window-fields.ts'

const oneOf = <const Words extends readonly string[]>(words: Words, description: string) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: [...words], description })

export const compatibilityLevels = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE'
] as const

const compatibility = (standard: string) =>
  Type.Optional(oneOf(compatibilityLevels, `What every message must keep, whoever reads it. Default: ${standard}.`))
const strict = Type.Optional(
  Type.Boolean({ description: 'Messages may have fields that their schema does not declare. Default: false.' })
)
const environments = (description: string) =>
  Type.Optional(Type.Array(Type.String(), { description, minItems: 1, maxItems: 100 }))

const documents = {
  contract: Type.Optional(ProviderContractToPublish),
  contracts: Type.Optional(
    Type.Array(ProviderContractToPublish, { description: 'Instead of contract: several documents at once.', maxItems: 100 })
  )
}

export const SimulateProviderContracts = Type.Object(
  {
    ...documents,
    environments: environments('Only consumers that are live in these, by name. Default: in any, and heads of main branches.'),
    branch: Type.Optional(Type.String({ description: 'Heads of this branch of the consumers instead of their main branches.' })),
    base: Type.Optional(
      Type.String({
        description: 'The version of the provider to compare with. Default: what is live, and the head of the main branch.'
      })
    ),
    compatibility: compatibility('NONE'),
    strict
  },
  { additionalProperties: false }
)
export type SimulateProviderContracts = Static<typeof SimulateProviderContracts>

export const SimulatePact = Type.Object(
  {
    content: Type.String({ description: 'The pact as base64.' }),
    environments: environments(
      'Only versions of the provider that are live in these. Default: in any, and the head of its main branch.'
    ),
    version: Type.Optional(Type.String({ description: 'Only this version of the provider.' }))
  },
  { additionalProperties: false }
)
export type SimulatePact = Static<typeof SimulatePact>

const Documents = Type.Object(documents, { additionalProperties: false })

export const DiffDocuments = Type.Object(
  { before: Documents, after: Documents, compatibility: compatibility('FORWARD'), strict },
  { additionalProperties: false }
)
export type DiffDocuments = Static<typeof DiffDocuments>

const answers = ['yes', 'no', 'unknown'] as const
const Answer = oneOf(answers, 'The worst finding decides: an error is a no; what could not be decided, unknown.')

export const FoundDocument = Type.Object({
  code: Type.String({ description: 'What it is; never renamed.' }),
  severity: oneOf(['error', 'warning', 'undecided', 'info'], 'How bad it is.'),
  text: Type.String({ description: 'The same in a sentence.' }),
  element: Type.Optional(Type.String({ description: 'The part of the provider contract concerned.' })),
  window: Type.Optional(WindowFields),
  interaction: Type.Optional(Type.String({ description: 'The interaction concerned, by its description.' })),
  contract: Type.Optional(Type.String({ description: 'JSON Pointer into the pact.' })),
  document: Type.Optional(Type.String({ description: "JSON Pointer into the provider's document." })),
  path: Type.Optional(Type.String({ description: 'Where in the value.' })),
  example: Type.Optional(Type.Unknown({ description: 'A value that shows it.' }))
})
export type FoundDocument = Static<typeof FoundDocument>

const Findings = Type.Array(FoundDocument)

export const PlacedVersionDocument = Type.Object({
  number: Type.String(),
  environments: Type.Array(Type.String(), { description: 'Where it is live.' }),
  held: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Where it counts though it does not run there: reserved, or its messages retained.'
    })
  ),
  branches: Type.Array(Type.String(), { description: 'Branches of which it is the head.' }),
  _links: Links
})

const outcomes = ['breaks', 'at-risk', 'already-broken', 'unaffected', 'not-compared'] as const

export const SimulationDocument = Type.Object({
  answer: Answer,
  summary: Type.Object({
    breaks: Type.Integer(),
    atRisk: Type.Integer(),
    alreadyBroken: Type.Integer(),
    unaffected: Type.Integer(),
    notCompared: Type.Integer()
  }),
  complete: Type.Boolean({ description: 'Everything was compared within the time and the bounds.' }),
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() })),
  comparedWith: Type.Array(
    Type.Object({ number: Type.String(), environments: Type.Array(Type.String()), mainBranch: Type.Boolean() })
  ),
  consumers: Type.Array(
    Type.Object({
      name: Type.String(),
      outcome: oneOf(outcomes, 'What becomes of it.'),
      versions: Type.Array(PlacedVersionDocument),
      comparedWith: Type.Array(Type.String(), { description: "The provider's versions that it meets today." }),
      findings: Findings,
      alreadyBroken: Findings
    })
  ),
  promises: Type.Array(
    Type.Object({
      element: Type.String(),
      code: Type.String({ description: 'As in can-i-remove.' }),
      outcome: Type.String({ description: 'fail or warn: what it does to the answer.' }),
      text: Type.String(),
      next: Type.Optional(Type.String()),
      window: WindowFields
    }),
    { description: 'What is promised, by dates or to the public, and would be gone; whoever uses it.' }
  ),
  messages: Type.Array(Type.Object({ comparedWith: Type.String(), findings: Findings })),
  _links: Links
})

export const PactSimulationDocument = Type.Object({
  answer: Answer,
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() })),
  versions: Type.Array(
    Type.Object({
      number: Type.String(),
      environments: Type.Array(Type.String()),
      mainBranch: Type.Boolean(),
      answer: Answer,
      findings: Findings,
      _links: Links
    })
  ),
  _links: Links
})

export const DifferenceDocument = Type.Object({
  answer: Answer,
  complete: Type.Boolean(),
  findings: Findings,
  added: Type.Array(Type.String()),
  removed: Type.Array(Type.String()),
  deprecated: Type.Array(
    Type.Object({
      element: Type.String(),
      deprecatedOn: Type.Optional(Type.String()),
      sunset: Type.Optional(Type.String())
    })
  )
})
