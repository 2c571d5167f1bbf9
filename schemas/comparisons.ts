import { Type } from 'typebox'
import { Instant, Links, Reference } from './document.ts'

export const ComparisonPath = Type.Object({ id: Type.String({ description: 'The number of the comparison.' }) })

const words = <T extends string>(...values: T[]) => Type.Unsafe<T>({ type: 'string', enum: values })

/** docs/comparison.md lists the codes. */
export const ComparisonFinding = Type.Object({
  code: Type.String(),
  severity: words('error', 'warning', 'undecided', 'info'),
  direction: words('request', 'response', 'message', 'document'),
  sentence: Type.String(),
  interaction: Type.Optional(Type.String({ description: 'The description of the interaction or message.' })),
  contract: Type.String({ description: 'JSON Pointer into the contract.' }),
  document: Type.String({ description: "JSON Pointer into the provider's document; empty where it has no place for it." }),
  documentName: Type.Optional(Type.String()),
  path: Type.Optional(Type.String({ description: 'Where in the value; * stands for any item.' })),
  element: Type.Optional(Type.String({ description: 'The element of the provider contract.' })),
  consumers: Type.Array(Type.String(), { description: 'Whom it concerns.' })
})

const outcome = words('pass', 'warn', 'fail', 'undecided')

const summary = {
  id: Type.Integer(),
  state: words('queued', 'running', 'done', 'failed'),
  outcome: Type.Optional(outcome),
  retainedOutcome: Type.Optional({
    ...outcome,
    description:
      'Where it is another one: how it ends once the provider version runs no more, and only the messages that it sent are read.'
  }),
  counts: Type.Object({
    error: Type.Integer(),
    warning: Type.Integer(),
    undecided: Type.Integer(),
    info: Type.Integer()
  }),
  documents: Type.Array(Type.Object({ name: Type.String(), sha256: Type.String() })),
  ruleSet: Type.Integer({ description: 'The version of the rules. One made by other rules no longer counts.' }),
  engine: Type.Optional(Type.String({ description: 'The version of Soloist that made it.' })),
  duration: Type.Optional(Type.Integer({ description: 'Milliseconds.' })),
  createdAt: Instant,
  startedAt: Type.Optional(Instant),
  finishedAt: Type.Optional(Instant)
}

const embedded = { consumer: Reference, provider: Reference }

export const ComparisonDocument = Type.Object({
  ...summary,
  findings: Type.Array(ComparisonFinding, { description: 'The worst first.' }),
  findingsLeftOut: Type.Optional(Type.Integer({ description: 'How many more there are; the counts are of all.' })),
  _embedded: Type.Object(embedded),
  _links: Links
})

export const ComparisonsDocument = Type.Object({
  _embedded: Type.Object({
    comparisons: Type.Array(Type.Object({ ...summary, _embedded: Type.Object(embedded), _links: Links }))
  }),
  _links: Links
})
