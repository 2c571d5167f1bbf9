import { type Static, Type } from 'typebox'
import { Link, Links } from './document.ts'
import { identity } from './versions.ts'

const textOrNull = Type.Unsafe<string | null>({ type: ['string', 'null'] })

export const ContractToPublish = Type.Object({
  consumerName: Type.String(),
  providerName: Type.String(),
  specification: Type.Unsafe<'pact'>({ type: 'string', enum: ['pact'] }),
  contentType: Type.Unsafe<'application/json'>({ type: 'string', enum: ['application/json'] }),
  content: Type.String({ description: 'The contract as base64.' }),
  onConflict: Type.Optional(
    Type.Unsafe<'overwrite' | 'merge'>({
      type: 'string',
      enum: ['overwrite', 'merge'],
      description: 'What to do where the version already published for this provider. Default overwrite.'
    })
  )
})

export const PublishContracts = Type.Object({
  pacticipantName: Type.String(),
  pacticipantVersionNumber: Type.String(),
  branch: Type.Optional(textOrNull),
  tags: Type.Optional(Type.Unsafe<string[] | null>({ type: ['array', 'null'], items: { type: 'string' } })),
  buildUrl: Type.Optional(textOrNull),
  ...identity,
  contracts: Type.Array(ContractToPublish)
})
export type PublishContracts = Static<typeof PublishContracts>

export const PublishedContracts = Type.Object({
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() })),
  logs: Type.Array(Type.Object({ level: Type.String(), message: Type.String(), deprecationWarning: Type.String() })),
  _embedded: Type.Object({
    pacticipant: Type.Object({ name: Type.String(), _links: Type.Object({ self: Link }) }),
    version: Type.Object({ number: Type.String(), _links: Type.Object({ self: Link }) })
  }),
  _links: Type.Object({
    'pb:pacticipant': Link,
    'pb:pacticipant-version': Link,
    'pb:pacticipant-version-tags': Type.Array(Link),
    'pb:contracts': Type.Array(Link)
  })
})
export type PublishedContracts = Static<typeof PublishedContracts>

export const PublishTogether = Type.Object({
  publications: Type.Array(PublishContracts, {
    description: 'Versions of several applications, each with its contracts.',
    maxItems: 500
  })
})
export type PublishTogether = Static<typeof PublishTogether>

export const PublishedTogether = Type.Object({
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() }), { description: 'Those of all publications.' }),
  _embedded: Type.Object({ publications: Type.Array(PublishedContracts, { description: 'In the order of the request.' }) }),
  _links: Type.Object({ self: Link })
})

/** A contract with `createdAt` and `_links` added; what else is in it is the consumer's. An array stays as it is. */
const Pact = Type.Union([
  Type.Object({ createdAt: Type.String(), _links: Links }, { additionalProperties: true }),
  Type.Array(Type.Unknown())
])

const ExtendedPact = Type.Object({
  contract: Type.Unknown({ description: 'The contract alone.' }),
  createdAt: Type.String(),
  _embedded: Type.Object({
    tags: Type.Array(Type.Object({ name: Type.String(), latest: Type.Literal(true), _links: Links }), {
      description: 'Those for which this is the latest pact.'
    })
  }),
  _links: Links
})

export const pactForms = (description: string) => ({
  description,
  content: {
    'application/hal+json': { schema: Pact },
    'application/json': { schema: Pact },
    'text/html': { schema: Type.String({ description: 'A page for people.' }) },
    'application/vnd.pactbrokerextended.v1+json': { schema: ExtendedPact }
  }
})

/** Pacts of a provider are links only. */
export const ProviderPacts = Type.Object({ _links: Links })

export const PairPacts = Type.Object({
  _embedded: Type.Object({
    pacts: Type.Array(
      Type.Object({
        createdAt: Type.String(),
        _embedded: Type.Object({ consumerVersion: Type.Object({ number: Type.String(), _links: Links }) }),
        _links: Links
      })
    )
  }),
  _links: Links
})

const ListedApplication = Type.Object({ name: Type.String(), _links: Links })

export const LatestPacts = Type.Object({
  pacts: Type.Array(
    Type.Object({
      createdAt: Type.String(),
      _embedded: Type.Object({
        consumer: Type.Object({
          name: Type.String(),
          _embedded: Type.Object({ version: Type.Object({ number: Type.String(), _links: Links }) }),
          _links: Links
        }),
        provider: ListedApplication
      }),
      _links: Links
    })
  ),
  _links: Links
})

export const PactRemoved = Type.Object({ _links: Links })
