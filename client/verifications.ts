import { path } from './address.ts'
import { type Pact, pactAddress } from './contracts.ts'
import type { Document, Link, Links } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import type { Exchange } from './exchange.ts'
import { type Identity, identityNames } from './identity.ts'

export interface Verification extends Document {
  success: boolean
  providerName: string
  providerApplicationVersion: string
  verificationDate?: string
  buildUrl?: string
  testResults?: unknown
  verifiedBy?: Record<string, unknown>
}

export interface VerificationSummary {
  success: boolean
  providerSummary: { successful: string[]; failed: string[]; unknown: string[] }
  _embedded: { verificationResults: Verification[] }
  _links: Links
}

export interface RecordVerification extends Identity {
  provider: string
  /** The version of the provider that was checked. */
  providerVersion: string
  success: boolean
  /** What was checked, in one of three ways: a pact as the broker gave it … */
  pact?: { _links: Links } | undefined
  /** … or the consumer with the `sha` of the content, or with the `consumerVersion` that published it. */
  consumer?: string | undefined
  sha?: string | undefined
  consumerVersion?: string | undefined
  /** The provider version is put on this branch first, and tagged. */
  branch?: string | undefined
  tags?: readonly string[] | undefined
  buildUrl?: string | undefined
  testResults?: unknown
  verifiedBy?: object | undefined
}

/** Which content: by its sha, or by a consumer version that published it. */
interface ContentName {
  provider: string
  consumer: string
  sha?: string | undefined
  consumerVersion?: string | undefined
}

export type VerificationMethods = ReturnType<typeof verificationMethods>

export function verificationMethods({ baseUrl, read, write }: Exchange) {
  async function shaOf({ provider, consumer, sha, consumerVersion }: ContentName): Promise<string> {
    if (sha !== undefined) return sha
    if (consumerVersion === undefined) throw wrong('Which pact: give pact, sha or consumerVersion.')
    const pact = await read<Pact>(pactAddress({ provider, consumer, version: consumerVersion }))
    return one(pact._links, 'pb:pact-version').name as string
  }

  async function resultsAddress(asked: RecordVerification): Promise<string> {
    // The link carries what the pact was chosen for, which pending and work in progress depend on.
    if (asked.pact !== undefined) return below(baseUrl, one(asked.pact._links, 'pb:publish-verification-results').href)
    const { provider, consumer, sha, consumerVersion } = asked
    if (consumer === undefined) throw wrong('Which pact: give pact, or consumer with sha or consumerVersion.')
    const found = await shaOf({ provider, consumer, sha, consumerVersion })
    return path`/pacts/provider/${provider}/consumer/${consumer}/pact-version/${found}/verification-results`
  }

  return {
    async recordVerification(asked: RecordVerification): Promise<Verification> {
      checkAsked(
        asked,
        ['provider', 'providerVersion', 'success'],
        [
          'pact',
          'consumer',
          'sha',
          'consumerVersion',
          'branch',
          'tags',
          'buildUrl',
          'testResults',
          'verifiedBy',
          ...identityNames
        ]
      )
      const { provider, providerVersion, success, branch, tags = [], buildUrl, testResults, verifiedBy } = asked
      const { artifactDigest, sourceFingerprint } = asked
      const address = await resultsAddress(asked)
      if (branch !== undefined) {
        await write('PUT', path`/pacticipants/${provider}/branches/${branch}/versions/${providerVersion}`, {})
      }
      for (const tag of tags) await write('PUT', path`/pacticipants/${provider}/versions/${providerVersion}/tags/${tag}`, {})
      const identity = { artifactDigest, sourceFingerprint }
      const result = { success, providerApplicationVersion: providerVersion, buildUrl, ...identity, testResults, verifiedBy }
      return write('POST', address, result)
    },

    /** One result by its number, or the latest for the content. */
    async readVerification(asked: ContentName & { number?: number | undefined }): Promise<Verification> {
      checkAsked(asked, ['provider', 'consumer'], ['sha', 'consumerVersion', 'number'])
      const sha = await shaOf(asked)
      const results = path`/pacts/provider/${asked.provider}/consumer/${asked.consumer}/pact-version/${sha}/verification-results`
      return read(`${results}/${asked.number ?? 'latest'}`)
    },

    /** What providers said last about all that a consumer version published. */
    async consumerVerifications(asked: { consumer: string; version: string }): Promise<VerificationSummary> {
      checkAsked(asked, ['consumer', 'version'])
      return read(path`/verification-results/consumer/${asked.consumer}/version/${asked.version}/latest`)
    }
  }
}

function one(links: Links, relation: string): Link {
  const link = [links[relation] ?? []].flat()[0]
  if (link === undefined) throw wrong(`This pact has no link ${relation}: give one that the broker answered with.`)
  return link
}

/**
 * The part of a link below the base. Its host is dropped, which may be known by another name here, and which must not
 * lead our credentials elsewhere.
 */
function below(baseUrl: string, href: string): string {
  const { pathname } = new URL(href, baseUrl)
  const base = new URL(baseUrl).pathname.replace(/\/$/, '')
  return base !== '' && pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname
}
