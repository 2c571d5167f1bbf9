import { type Static, Type } from 'typebox'
import { Links } from './document.ts'
import { Overriding, VerdictReason } from './matrix.ts'

const pacticipant = Type.String()
const version = Type.String()
const applicationInstance = Type.Optional(Type.String())

const Told = {
  sentence: Type.String(),
  commands: Type.Array(Type.String(), { description: 'What to do, as commands.' })
}

const Deployment = Type.Object({ pacticipant, version, applicationInstance })

export const PlanStep = Type.Union([
  Type.Object({
    kind: Type.Literal('verify'),
    consumer: Type.Object({ name: Type.String(), version }),
    provider: Type.Object({ name: Type.String(), version: Type.Union([version, Type.Null()]) }),
    contract: Type.String({ description: 'The address of the contract.' }),
    ...Told
  }),
  Type.Object({ kind: Type.Union([Type.Literal('deploy'), Type.Literal('undeploy')]), ...Deployment.properties, ...Told }),
  Type.Object({ kind: Type.Literal('together'), deployments: Type.Array(Deployment), ...Told })
])

const PlanBound = Type.Object({
  code: Type.Union(
    ['applications', 'versions', 'comparisons', 'reasons', 'states', 'steps', 'together'].map(code => Type.Literal(code))
  ),
  sentence: Type.String()
})

export const PlanQuery = Type.Object({
  applicationInstance: Type.Optional(
    Type.String({ description: 'The slot it would take. Default: the one without an instance.' })
  ),
  ignore: Type.Optional(
    Type.Array(Type.Union([Type.String(), Type.Object({ pacticipant: Type.String(), version: Type.Optional(Type.String()) })]), {
      description: 'Applications, or versions of them, to leave out.'
    })
  )
})

/** docs/plan.md */
export const PlanDocument = Type.Object({
  answer: Type.String({ description: 'yes, no or unknown: whether there is a way in which each step is safe alone.' }),
  outcome: Type.Union(['ready', 'steps', 'together', 'none'].map(outcome => Type.Literal(outcome))),
  sentence: Type.String(),
  pacticipant,
  version,
  environment: Type.String(),
  applicationInstance,
  ...Overriding,
  steps: Type.Array(PlanStep),
  because: Type.Array(VerdictReason, { description: 'What forces versions to go together, or what no version puts right.' }),
  bounds: Type.Array(PlanBound, { description: 'What was not looked at any further.' }),
  _links: Links
})

export type PlanDocument = Static<typeof PlanDocument>
