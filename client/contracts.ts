import { path } from './address.ts'
import type { Document, Links, Notice } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import type { Exchange } from './exchange.ts'
import { type Identity, identityNames } from './identity.ts'
import { readPact } from './pact.ts'

export interface Publishing extends Identity {
  /** Default: the consumer that the pacts name. */
  application?: string | undefined
  version: string
  branch?: string | undefined
  tags?: readonly string[] | undefined
  buildUrl?: string | undefined
  /** Pacts: parsed, or better the JSON text as it was written, which arrives to the byte. All of one consumer. */
  pacts: ReadonlyArray<string | object>
  /** What to do with a pact of this version that is there already and differs. Default `overwrite`, which a broker may refuse. */
  onConflict?: 'overwrite' | 'merge' | undefined
}

export interface Published {
  notices: Notice[]
  _embedded: { pacticipant: { name: string }; version: { number: string } }
  _links: Links
}

/** Of several publications at once. */
export interface PublishedTogether {
  notices: Notice[]
  /** In the order in which they were given. */
  _embedded: { publications: Published[] }
  _links: Links
}

/** A pact with the broker's links. Numbers are JavaScript's: ask for the text where 1.0 must stay 1.0. */
export type Pact = Document & { consumer?: { name: string }; provider?: { name: string }; [member: string]: unknown }

/** Which pact of a pair: of a version, by its content, the latest with a tag or of a branch; else the latest of all. */
export interface PactName {
  consumer: string
  provider: string
  version?: string | undefined
  sha?: string | undefined
  tag?: string | undefined
  branch?: string | undefined
}

export interface LatestPacts {
  pacts: Array<{
    createdAt?: string
    _embedded: { consumer: { name: string; _embedded: { version: { number: string } } }; provider: { name: string } }
    _links: Links
  }>
  _links: Links
}

/** What differs: of a version from the pact before it with other content, or from another version; or of two contents. */
export interface Comparison {
  consumer: string
  provider: string
  version?: string | undefined
  otherVersion?: string | undefined
  sha?: string | undefined
  otherSha?: string | undefined
}

export interface ProviderStates {
  providerStates: Array<{ name: string; params?: unknown; consumers: string[] }>
}

export type ContractMethods = ReturnType<typeof contractMethods>

export function contractMethods({ read, readText, write }: Exchange) {
  return {
    /** Publishes the pacts of one version of one consumer. Repeating it changes nothing. */
    async publishContracts(asked: Publishing): Promise<Published> {
      return write('POST', '/contracts/publish', publicationOf(asked))
    },

    /** Publishes the pacts of versions of several consumers: all or none. A Pact Broker cannot. */
    async publishTogether(asked: { publications: readonly Publishing[] }): Promise<PublishedTogether> {
      checkAsked(asked, ['publications'])
      return write('POST', '/contracts/publish-together', { publications: asked.publications.map(publicationOf) })
    },

    async readPact(asked: PactName): Promise<Pact> {
      return read(pactAddress(asked))
    },

    /** The pact as the broker writes it: every number and the order of keys as published. */
    async readPactText(asked: PactName): Promise<string> {
      return readText(pactAddress(asked))
    },

    /** What differs between two contracts of a pair, as text for people. */
    async diffContracts(asked: Comparison): Promise<string> {
      return readText(comparisonAddress(asked), 'text/plain')
    },

    /** The states that consumers expect of a provider: on their main branches, on a branch, or those that run in an environment. */
    async providerStates(asked: {
      provider: string
      branch?: string | undefined
      environment?: string | undefined
    }): Promise<ProviderStates> {
      checkAsked(asked, ['provider'], ['branch', 'environment'])
      const { provider, branch, environment } = asked
      if (branch !== undefined && environment !== undefined)
        throw wrong('States are asked by branch or by environment, not by both.')
      const base = path`/pacts/provider/${provider}/provider-states`
      if (branch !== undefined) return read(base + path`/branch/${branch}`)
      return read(environment === undefined ? base : base + path`/environment/${environment}`)
    },

    /** Every revision of what that version published for the provider. */
    async deletePact(asked: { consumer: string; provider: string; version: string }): Promise<{ _links: Links }> {
      checkAsked(asked, ['consumer', 'provider', 'version'])
      return write('DELETE', path`/pacts/provider/${asked.provider}/consumer/${asked.consumer}/version/${asked.version}`)
    },

    /** The latest pact of every pair. */
    async latestPacts(): Promise<LatestPacts> {
      return read('/pacts/latest')
    },

    /** Links (`pb:pacts`) to what consumers expect of a provider: the latest of each, if asked with a tag, or branch heads. */
    async providerPacts(asked: {
      provider: string
      latest?: boolean | undefined
      tag?: string | undefined
      branch?: string | undefined
    }): Promise<{ _links: Links }> {
      checkAsked(asked, ['provider'], ['latest', 'tag', 'branch'])
      const { provider, latest = false, tag, branch } = asked
      if (tag !== undefined && branch !== undefined) throw wrong('Pacts are listed by branch or by tag, not by both.')
      const base = path`/pacts/provider/${provider}`
      if (branch !== undefined) return read(base + path`/branch/${branch}` + (latest ? '/latest' : ''))
      if (tag !== undefined) return read(base + (latest ? path`/latest/${tag}` : path`/tag/${tag}`))
      return read(base + (latest ? '/latest' : ''))
    }
  }
}

function publicationOf(asked: Publishing) {
  checkAsked(asked, ['version', 'pacts'], ['application', 'branch', 'tags', 'buildUrl', 'onConflict', ...identityNames])
  const pacts = asked.pacts.map(readPact)
  const application = asked.application ?? pacts[0]?.consumer
  if (application === undefined) throw wrong('There is nothing to publish: pacts is empty.')
  const other = pacts.find(({ consumer }) => consumer !== application)
  if (other !== undefined) {
    throw wrong(
      `A pact of ${other.consumer} cannot be published by ${application}: give it to publishTogether as its own publication.`
    )
  }
  const contracts = pacts.map(({ consumer, provider, text }) => ({
    consumerName: consumer,
    providerName: provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(text, 'utf8').toString('base64'),
    ...(asked.onConflict === undefined ? {} : { onConflict: asked.onConflict })
  }))
  const { version, branch, tags, buildUrl, artifactDigest, sourceFingerprint } = asked
  const identity = { artifactDigest, sourceFingerprint }
  return { pacticipantName: application, pacticipantVersionNumber: version, branch, tags, buildUrl, ...identity, contracts }
}

export function pactAddress(asked: PactName): string {
  checkAsked(asked, ['consumer', 'provider'], ['version', 'sha', 'tag', 'branch'])
  const { consumer, provider, version, sha, tag, branch } = asked
  const ways = [version, sha, tag, branch].filter(way => way !== undefined)
  if (ways.length > 1) throw wrong('A pact is asked by one of version, sha, tag and branch.')
  const base = path`/pacts/provider/${provider}/consumer/${consumer}`
  if (version !== undefined) return base + path`/version/${version}`
  if (sha !== undefined) return base + path`/pact-version/${sha}`
  if (tag !== undefined) return base + path`/latest/${tag}`
  return base + (branch === undefined ? '/latest' : path`/branch/${branch}/latest`)
}

function comparisonAddress(asked: Comparison): string {
  checkAsked(asked, ['consumer', 'provider'], ['version', 'otherVersion', 'sha', 'otherSha'])
  const { consumer, provider, version, otherVersion, sha, otherSha } = asked
  const base = path`/pacts/provider/${provider}/consumer/${consumer}`
  if (version !== undefined && sha === undefined && otherSha === undefined) {
    const other = otherVersion === undefined ? 'previous-distinct' : path`version/${otherVersion}`
    return base + path`/version/${version}/diff/` + other
  }
  if (sha === undefined || otherSha === undefined || version !== undefined || otherVersion !== undefined) {
    throw wrong('Contracts are compared by version, by version and otherVersion, or by sha and otherSha.')
  }
  return base + path`/pact-version/${sha}/diff/pact-version/${otherSha}`
}
