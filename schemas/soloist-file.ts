import { type Static, Type } from 'typebox'

/**
 * What a repository says about its application in soloist.yml. `schemas/soloist.schema.json` is made of this (`node
 * dist/schemas/write-soloist-schema.js`), for editors and for the command, which has no dependencies.
 */
const name = (description: string, rest: object = {}) => Type.String({ description, minLength: 1, ...rest })
const oneOf = <const T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: values, description })
const map = <T extends Parameters<typeof Type.Object>[0]>(properties: T, rest: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...rest })

const path = (description: string) => name(`${description} From the folder of this file.`)

const Resource = map(
  {
    path: name('From the outside in. It means all that is below it, too.', {
      pattern: '^[^/*\\s]([^/*]*[^/*\\s])?(/[^/*\\s]([^/*]*[^/*\\s])?)*$',
      examples: ['postgres/orders-db/public/invoices']
    }),
    access: oneOf(
      ['owns', 'reads', 'writes'],
      'owns: this application decides about its shape. Two applications that only read are no conflict.'
    ),
    irreversible: Type.Optional(
      Type.Boolean({ description: 'What this version does to it cannot be taken back by deploying the version before.' })
    )
  },
  { description: 'A database, a schema, a table, a cache, a bucket.' }
)

const ProviderContract = map({
  path: path('The OpenAPI or AsyncAPI document, or message catalogue.'),
  name: Type.Optional(name('Where there are several: what this one is called. Else default.'))
})

const Topic = map({
  name: name('The topic: the channel, as documents call it.'),
  retention: name('How long messages are read after they were sent; forever where they are replayed or compacted.', {
    pattern: '^(forever|[1-9][0-9]{0,4}[dh])$',
    examples: ['7d', '12h', 'forever']
  })
})

const Policy = map({
  kind: oneOf(['shared-persistence', 'no-content', 'evidence'], 'What it is about.'),
  rule: oneOf(
    ['warn', 'block', 'unknown', 'tests', 'comparison', 'either', 'both'],
    'For shared-persistence: warn or block. For no-content: warn or unknown. For evidence: tests, comparison, either or both.'
  ),
  environment: Type.Optional(name('Only there; else everywhere.'))
})

export const SoloistFile = map(
  {
    $schema: Type.Optional(name('This schema, for editors.')),
    application: name('The name of the application, as the broker knows it.'),
    owner: Type.Optional(name('The team it belongs to.')),
    contact: Type.Optional(name('How to reach them.')),
    mainBranch: Type.Optional(name('The branch that is deployed from.')),
    pacts: Type.Optional(path('The folder with the pacts of its tests, a file or a pattern.')),
    providerContracts: Type.Optional(Type.Array(ProviderContract, { description: 'What it offers to others.' })),
    resources: Type.Optional(
      Type.Array(Resource, { description: 'All stores that it uses. An empty list says that it uses none.' })
    ),
    topics: Type.Optional(Type.Array(Topic, { description: 'Topics that belong to it.' })),
    source: Type.Optional(
      Type.Array(path('A folder or file that it is built from.'), {
        description: 'Of which the fingerprint is taken when a version is published; lock files above always belong to it.',
        minItems: 1
      })
    ),
    policies: Type.Optional(
      Type.Array(Policy, {
        description: "Rules for the verdict about this application: they count where they are stricter than the broker's."
      })
    )
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'soloist.yml',
    description: 'What a repository says about its application.'
  }
)

export type SoloistFile = Static<typeof SoloistFile>
