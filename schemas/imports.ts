import { type Static, Type } from 'typebox'

const kinds = [
  'environments',
  'applications',
  'labels',
  'versions',
  'branches',
  'memberships',
  'tags',
  'contracts',
  'results',
  'deployments',
  'releases',
  'integrations',
  'webhooks'
] as const

export const ImportKind = Type.Unsafe<(typeof kinds)[number]>({ type: 'string', enum: [...kinds] })

/** What `soloist import` ends with. */
export const ImportReport = Type.Object({
  source: Type.String({ description: 'The address it was copied from.' }),
  complete: Type.Boolean({ description: 'Nothing that the source shows is missing here.' }),
  kinds: Type.Array(
    Type.Object({
      kind: ImportKind,
      source: Type.Integer({ description: 'How many the source has.' }),
      copied: Type.Integer({ description: 'How many this run brought or changed.' }),
      here: Type.Integer({ description: 'How many this broker has now.' })
    })
  ),
  problems: Type.Array(
    Type.Object({ kind: ImportKind, what: Type.String(), why: Type.String() }, { description: 'What was not copied whole.' })
  ),
  remarks: Type.Array(Type.String(), { description: 'What is copied, and still worth knowing.' }),
  otherHashes: Type.Array(
    Type.Object({
      consumer: Type.String(),
      provider: Type.String(),
      there: Type.String(),
      here: Type.String(),
      why: Type.String({ description: '`whole-text`: the source hashes whole texts. `other`: perhaps it was merged there.' })
    }),
    { description: 'Contracts with another hash (sha) here than there; the content is the same.' }
  ),
  answers: Type.Object(
    {
      asked: Type.Integer(),
      equal: Type.Integer(),
      allowed: Type.Integer({ description: 'Different on purpose: docs/deviations.md.' }),
      differs: Type.Integer(),
      differences: Type.Array(
        Type.Object({
          pacticipant: Type.String(),
          version: Type.String(),
          environment: Type.String(),
          outcome: Type.Union([Type.Literal('allowed'), Type.Literal('differs')]),
          why: Type.String()
        })
      )
    },
    { description: 'A sample of can-i-deploy, asked on both sides.' }
  )
})

export type ImportKind = Static<typeof ImportKind>
export type ImportReport = Static<typeof ImportReport>
