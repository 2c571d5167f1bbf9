import { type Static, Type } from 'typebox'
import { Instant, Link, Links, orNull, times } from './document.ts'
import { identity } from './versions.ts'

const textOrNull = (description: string) => Type.Optional(orNull(Type.String({ description })))

const SelfVerificationResults = Type.Object({
  success: Type.Boolean({ description: 'Whether the provider was found to do what its document says.' }),
  content: textOrNull('The report of the check as base64; kept as it is.'),
  contentType: textOrNull('Its media type.'),
  format: textOrNull('Its format, such as junit or text.'),
  verifier: textOrNull('The tool that checked.'),
  verifierVersion: textOrNull('Its version.')
})

export const ProviderContractToPublish = Type.Object({
  name: textOrNull('Which of the documents of the version this is. Default: default.'),
  content: Type.String({
    description: 'The document as base64: OpenAPI, Swagger, AsyncAPI or a message catalogue, in JSON or YAML.'
  }),
  contentType: textOrNull('What the sender takes it for. The content decides.'),
  specification: textOrNull('What the sender takes it for: oas, asyncapi or catalogue. The content decides.'),
  selfVerificationResults: Type.Optional(orNull(SelfVerificationResults))
})
export type ProviderContractToPublish = Static<typeof ProviderContractToPublish>

export const PublishProviderContracts = Type.Object({
  pacticipantVersionNumber: Type.String({ description: 'The version of the provider; it is created when it is new.' }),
  branch: textOrNull('Its branch.'),
  tags: Type.Optional(Type.Unsafe<string[] | null>({ type: ['array', 'null'], items: { type: 'string' } })),
  buildUrl: textOrNull('The build that made it.'),
  ...identity,
  contract: Type.Optional(ProviderContractToPublish),
  contracts: Type.Optional(
    Type.Array(ProviderContractToPublish, {
      description: 'Instead of contract: several documents at once, all or none.',
      maxItems: 100
    })
  )
})
export type PublishProviderContracts = Static<typeof PublishProviderContracts>

export const ProviderContractDocument = Type.Object({
  name: Type.String(),
  specification: Type.Unsafe<'oas' | 'asyncapi' | 'catalogue'>({ type: 'string', enum: ['oas', 'asyncapi', 'catalogue'] }),
  specificationVersion: Type.String({ examples: ['3.1.0'] }),
  title: Type.Optional(Type.String()),
  documentVersion: Type.Optional(Type.String({ description: 'The version that its author gave it.' })),
  contentType: Type.String({ description: 'application/json or application/yaml, by the content.' }),
  size: Type.Integer({ description: 'Bytes.' }),
  sha256: Type.String({ description: 'Of the bytes.' }),
  ...times,
  selfVerification: Type.Optional(
    Type.Object({
      success: Type.Boolean(),
      verifier: Type.Optional(Type.String()),
      verifierVersion: Type.Optional(Type.String()),
      format: Type.Optional(Type.String()),
      contentType: Type.Optional(Type.String()),
      createdAt: Instant
    })
  ),
  _embedded: Type.Object({ version: Type.Object({ number: Type.String(), _links: Links }) }),
  _links: Links
})

export const ProviderContractsDocument = Type.Object({
  _embedded: Type.Object({ providerContracts: Type.Array(ProviderContractDocument) }),
  _links: Links
})

export const PublishedProviderContracts = Type.Object({
  notices: Type.Array(Type.Object({ type: Type.String(), text: Type.String() })),
  _embedded: Type.Object({
    pacticipant: Type.Object({ name: Type.String(), _links: Links }),
    version: Type.Object({ number: Type.String(), _links: Links })
  }),
  _links: Type.Object({
    'pb:pacticipant': Link,
    'pb:pacticipant-version': Link,
    'pb:pacticipant-version-tags': Type.Array(Link),
    'pb:provider-contracts': Type.Array(Link)
  })
})

const provider = Type.String({ description: 'The provider.' })
const version = Type.String({ description: 'Its version.' })
export const ProviderVersionPath = Type.Object({ provider, version })
export const ProviderContractPath = Type.Object({
  provider,
  version,
  name: Type.String({ description: 'The name of the document.' })
})
export const ProviderOnBranchPath = Type.Object({ provider, branch: Type.String({ description: 'A branch of the provider.' }) })
export const ProviderEnvironmentPath = Type.Object({
  provider,
  environment: Type.String({ description: 'The UUID of the environment.' })
})
