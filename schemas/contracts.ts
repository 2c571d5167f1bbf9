import { type Static, Type } from 'typebox'

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
  contracts: Type.Array(ContractToPublish)
})
export type PublishContracts = Static<typeof PublishContracts>

const Link = Type.Object({ href: Type.String(), title: Type.Optional(Type.String()), name: Type.Optional(Type.String()) })
const Links = Type.Record(Type.String(), Type.Unknown())

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

/** A contract with `createdAt` and `_links` added; what else is in it is the consumer's. */
export const Pact = Type.Object({ createdAt: Type.String(), _links: Links }, { additionalProperties: true })

export const PactList = Type.Object({ _links: Links }, { additionalProperties: true })

export const PactRemoved = Type.Object({ _links: Links })
