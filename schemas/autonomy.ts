import { Type } from 'typebox'
import { Links, orNull } from './document.ts'

const day = (description: string) => Type.Optional(Type.String({ description: `${description}, UTC: 2026-01-31.` }))

export const AutonomyQuery = Type.Object({
  from: day('The first day; else 90 days before the last'),
  to: day('The last day; else today')
})

export const DeploymentLog = Type.Object({
  deployments: Type.Array(
    Type.Object({
      application: Type.String(),
      version: Type.String(),
      at: Type.String({ description: 'ISO 8601: 2026-01-31T08:05:09Z.' })
    }),
    { description: 'What was deployed to one environment, in any order.' }
  )
})

const nothing = 'Null where there is no data.'
const names = Type.Array(Type.String())

export const AutonomyDocument = Type.Object({
  from: Type.String(),
  to: Type.String(),
  score: orNull(Type.Number({ description: '0 (a distributed monolith) to 100. Null where nothing is known.' })),
  formula: Type.String(),
  parts: Type.Array(
    Type.Object({
      name: Type.String(),
      weight: Type.Number({ description: 'The most points it can earn.' }),
      value: orNull(Type.Number({ description: `0 to 1. ${nothing}` })),
      formula: Type.String({ description: 'How the value comes about, with its inputs.' }),
      losses: Type.Array(Type.Object({ points: Type.Number(), because: Type.String(), remedy: Type.String() }))
    })
  ),
  applications: Type.Array(
    Type.Object({
      name: Type.String(),
      deployments: Type.Integer(),
      versions: orNull(
        Type.Object({
          alone: Type.Integer(),
          waitedForEvidence: Type.Integer(),
          notAlone: Type.Integer(),
          undecided: Type.Integer()
        })
      ),
      blocked: Type.Array(Type.Object({ by: Type.String(), hours: Type.Number() }))
    })
  ),
  lockStep: orNull(Type.Array(names)),
  coDeployment: Type.Object({
    observed: Type.Integer({ description: 'Pairs of deployments of different applications within half an hour.' }),
    expected: Type.Number({ description: 'How many of them chance explains.' }),
    trainDays: Type.Array(Type.String()),
    pairs: Type.Array(
      Type.Object({
        applications: names,
        count: Type.Integer(),
        lift: Type.Number({ description: 'Times as often as by chance.' })
      })
    )
  }),
  sharedStores: orNull(Type.Array(Type.Object({ path: Type.String(), applications: names }))),
  overdueWindows: orNull(Type.Array(Type.Object({ provider: Type.String(), element: Type.String(), sunset: Type.String() }))),
  integrations: orNull(
    Type.Object({
      all: Type.Integer(),
      withoutContract: Type.Array(Type.Object({ consumer: Type.String(), provider: Type.String() }))
    })
  ),
  _links: Links
})
