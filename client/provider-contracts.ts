import { path } from './address.ts'
import type { Document, Link, Links, List, Notice } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import { type Identity, identityNames } from './identity.ts'

/** What a provider's own check of itself against its document found. */
export interface SelfVerification {
  success: boolean
  /** The report, whatever it is; kept as it is. */
  report?: string | Uint8Array | undefined
  contentType?: string | undefined
  /** Such as `junit` or `text`. */
  format?: string | undefined
  verifier?: string | undefined
  verifierVersion?: string | undefined
}

export interface ProviderDocument {
  /** Which of the documents of the version this is. Default `default`. */
  name?: string | undefined
  /** OpenAPI, Swagger, AsyncAPI or a message catalogue as written, in JSON or YAML: it arrives to the byte. */
  content: string | Uint8Array
  /** What it is: `oas`, `asyncapi` or `catalogue`. The broker looks at the content, and warns where it is something else. */
  specification?: string | undefined
  contentType?: string | undefined
  selfVerification?: SelfVerification | undefined
}

export interface ProviderVersion extends Identity {
  provider: string
  version: string
  branch?: string | undefined
  tags?: readonly string[] | undefined
  buildUrl?: string | undefined
}

export interface PublishedProviderContracts {
  notices: Notice[]
  _embedded: { version: { number: string } }
  _links: Links
}

/** A document of a provider version, described. */
export interface ProviderContract extends Document {
  name: string
  specification: 'oas' | 'asyncapi' | 'catalogue'
  specificationVersion: string
  title?: string
  documentVersion?: string
  contentType: string
  /** Bytes. */
  size: number
  sha256: string
  selfVerification?: {
    success: boolean
    verifier?: string
    verifierVersion?: string
    format?: string
    contentType?: string
    createdAt: string
  }
  _embedded: { version: { number: string; _links: { self: Link } } }
}

export type ProviderContractList = List<'providerContracts', ProviderContract>

/** Which of a version's documents; without a name, `default`. */
export interface ProviderContractName {
  provider: string
  version: string
  name?: string | undefined
}

const ofVersion = ['branch', 'tags', 'buildUrl', ...identityNames] as const
const ofDocument = ['name', 'specification', 'contentType', 'selfVerification'] as const

export type ProviderContractMethods = ReturnType<typeof providerContractMethods>

export function providerContractMethods(exchange: Exchange) {
  const { read, readText, write } = exchange
  const publish = (asked: ProviderVersion, documents: { contract: object } | { contracts: object[] }) => {
    const { provider, version, branch, tags, buildUrl, artifactDigest, sourceFingerprint } = asked
    const identity = { artifactDigest, sourceFingerprint }
    const body = { pacticipantVersionNumber: version, branch, tags, buildUrl, ...identity, ...documents }
    return write<PublishedProviderContracts>('POST', path`/provider-contracts/provider/${provider}/publish`, body)
  }

  return {
    /** Publishes what a version of a provider offers. Repeating it changes nothing. */
    async publishProviderContract(asked: ProviderVersion & ProviderDocument): Promise<PublishedProviderContracts> {
      checkAsked(asked, ['provider', 'version', 'content'], [...ofVersion, ...ofDocument])
      const { name, content, specification, contentType, selfVerification } = asked
      return publish(asked, { contract: onTheWire({ name, content, specification, contentType, selfVerification }) })
    },

    /** The same for several documents of a version, all or none. */
    async publishProviderContracts(
      asked: ProviderVersion & { documents: readonly ProviderDocument[] }
    ): Promise<PublishedProviderContracts> {
      checkAsked(asked, ['provider', 'version', 'documents'], ofVersion)
      for (const document of asked.documents) checkAsked(document, ['content'], ofDocument)
      return publish(asked, { contracts: asked.documents.map(onTheWire) })
    },

    /** Of a version; of the newest version with any, of all, of a branch or of the main branch; or of all that is live in an environment. */
    async providerContracts(asked: {
      provider: string
      version?: string | undefined
      branch?: string | undefined
      mainBranch?: boolean | undefined
      environment?: string | undefined
    }): Promise<ProviderContractList> {
      checkAsked(asked, ['provider'], ['version', 'branch', 'mainBranch', 'environment'])
      const { provider, version, branch, mainBranch = false, environment } = asked
      const ways = [version, branch, environment, mainBranch || undefined].filter(way => way !== undefined)
      if (ways.length > 1) throw wrong('Provider contracts are asked by one of version, branch, mainBranch and environment.')
      const base = path`/provider-contracts/provider/${provider}`
      if (version !== undefined) return read(base + path`/version/${version}`)
      if (branch !== undefined) return read(base + path`/branch/${branch}/latest`)
      if (environment === undefined) return read(base + (mainBranch ? '/branch/latest' : '/latest'))
      const { uuid } = await findEnvironment(exchange, environment)
      return read(base + path`/environment/${uuid}`)
    },

    async describeProviderContract(asked: ProviderContractName): Promise<ProviderContract> {
      return read(addressOf(asked))
    },

    /** The document as it was published. */
    async readProviderDocument(asked: ProviderContractName): Promise<string> {
      return readText(`${addressOf(asked)}/document`)
    },

    /** With all its revisions. */
    async deleteProviderContract(asked: ProviderContractName): Promise<void> {
      return write('DELETE', addressOf(asked))
    }
  }
}

function addressOf(asked: ProviderContractName): string {
  checkAsked(asked, ['provider', 'version'], ['name'])
  const { provider, version, name = 'default' } = asked
  return path`/provider-contracts/provider/${provider}/version/${version}/name/${name}`
}

function onTheWire({ name, content, specification, contentType, selfVerification }: ProviderDocument) {
  return {
    name,
    content: base64(content),
    specification,
    contentType,
    ...(selfVerification !== undefined && { selfVerificationResults: resultsOf(selfVerification) })
  }
}

function resultsOf(asked: SelfVerification) {
  checkAsked(asked, ['success'], ['report', 'contentType', 'format', 'verifier', 'verifierVersion'])
  const { report, ...rest } = asked
  return { ...rest, ...(report !== undefined && { content: base64(report) }) }
}

const base64 = (content: string | Uint8Array) => Buffer.from(content as Uint8Array).toString('base64')
