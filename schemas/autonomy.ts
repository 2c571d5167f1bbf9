import { type Static, Type } from 'typebox'
import { Links, orNull } from './document.ts'

const day = (description: string) => Type.Optional(Type.String({ description: `${description}, as 2026-01-31.` }))
const period = { from: day('The first day (UTC)'), to: day('The last day (UTC)') }

export const AutonomyQuery = Type.Object(period)

export const DeploymentLog = Type.Object({
  ...period,
  environment: Type.Optional(Type.String({ description: 'Which, where the log names several.' })),
  deployments: Type.Optional(
    Type.Array(
      Type.Object({
        application: Type.String(),
        version: Type.Optional(Type.String()),
        environment: Type.Optional(Type.String()),
        at: Type.String({ description: 'When, with the time of day: 2026-01-31T14:05:00Z.' })
      })
    )
  ),
  csv: Type.Optional(
    Type.String({ description: 'Instead of deployments: lines of comma-separated values, the first naming the columns.' })
  )
})

const name = Type.String()
const names = Type.Array(Type.String())
const count = Type.Integer()

const Versions = Type.Object({
  alone: Type.Integer({ description: 'Could go alone when first asked about.' }),
  waitedForEvidence: Type.Integer({ description: 'Could go alone once something was proved; they count as alone.' }),
  blocked: Type.Integer({ description: 'Needed another application to be deployed first.' }),
  undecided: Type.Integer({ description: 'Never came to an answer; they do not count.' })
})

export const AutonomyDocument = Type.Object({
  environment: Type.Optional(Type.String()),
  from: Type.String(),
  to: Type.String(),
  score: orNull(
    Type.Integer({ description: '0: a distributed monolith. 100: everybody deploys alone. Null: nothing is known.' })
  ),
  formula: Type.String(),
  known: Type.Number({ description: 'The share of the whole weight that has data.' }),
  parts: Type.Array(
    Type.Object({
      name,
      weight: count,
      value: orNull(Type.Number({ description: 'From 0 to 1; null: no data, and then it counts for nothing.' })),
      points: Type.Number({ description: 'What it can give.' }),
      lost: Type.Number(),
      inputs: Type.Record(Type.String(), Type.Number())
    })
  ),
  losses: Type.Array(Type.Object({ part: name, points: Type.Number(), because: Type.String(), wonBackBy: Type.String() }), {
    description: 'The most first; together what the score lacks to 100.'
  }),
  applications: Type.Array(
    Type.Object({
      name,
      deployments: count,
      versions: Versions,
      share: orNull(Type.Number({ description: 'Of the versions that came to an answer, how many could go alone.' })),
      hoursBlocked: Type.Number(),
      blockedBy: Type.Array(Type.Object({ name, hours: Type.Number() }))
    })
  ),
  lockStep: Type.Array(
    Type.Object({
      applications: names,
      needs: Type.Array(Type.Object({ application: name, of: name, versions: count }))
    })
  ),
  coDeployment: Type.Object({
    deployments: count,
    hoursADay: Type.Number({ description: 'In how many hours of a day deployments are made, for what chance explains.' }),
    trains: Type.Object({ hours: count, deployments: count }),
    pairs: Type.Array(
      Type.Object({
        applications: names,
        together: Type.Integer({ description: 'Hours in which both were deployed.' }),
        chance: Type.Number({ description: 'How many there would be by chance.' }),
        lift: Type.Number()
      })
    ),
    pairsLeftOut: Type.Optional(count)
  }),
  sharedStores: orNull(Type.Array(Type.Object({ path: Type.String(), applications: names }))),
  overdueWindows: orNull(
    Type.Array(Type.Object({ application: name, element: Type.String(), sunset: Type.String(), usedBy: names }))
  ),
  withoutContracts: orNull(
    Type.Object({
      integrations: Type.Array(Type.Object({ consumer: name, provider: name })),
      applications: Type.Array(Type.String(), { description: 'Live, and in no integration at all.' })
    })
  ),
  overrides: orNull(
    Type.Array(
      Type.Object({
        application: name,
        version: Type.String(),
        by: Type.String(),
        reason: Type.String(),
        createdAt: Type.String(),
        until: Type.String({ description: 'Until when it held: its end, or when it was revoked.' }),
        deployedAt: orNull(Type.String({ description: 'When the version was deployed under it.' })),
        covers: Type.Array(Type.String(), { description: 'The reasons that it covers, in words.' })
      }),
      { description: 'What somebody answered for though the verdict was no yes; the newest first. They win back no point.' }
    )
  ),
  _links: Links
})
export type AutonomyDocument = Static<typeof AutonomyDocument>
