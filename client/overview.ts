import { type Paging, paging, path, query } from './address.ts'
import type { Links, List, Page } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

/** A pact that is latest, latest with a tag, or live somewhere, and how it stands. */
export interface DashboardItem {
  consumer: { name: string; version: VersionAtAGlance; _links: Links }
  /** The version is that of the newest result; null without one. */
  provider: { name: string; version: VersionAtAGlance | null; _links: Links }
  pact: { createdAt: string; _links: Links }
  pactTags: Array<{ name: string; latest: boolean }>
  latestVerificationResult: { success: boolean; verifiedAt: string; _links: Links } | null
  latestVerificationResultTags: Array<{ name: string; latest: boolean }>
  /** `stale`: the newest result is a success for other content. */
  verificationStatus: 'never' | 'success' | 'stale' | 'failed' | 'failed_pending'
}

interface VersionAtAGlance {
  number: string
  branch: string | null
  headBranchNames: string[]
}

export interface Dashboard {
  items: DashboardItem[]
  /** Absent behind a Pact Broker. */
  page?: Page
}

/** A consumer and a provider that have, or had, a contract. */
export interface Integration {
  consumer: { name: string }
  provider: { name: string }
  _links: Links
}

export type IntegrationList = List<'integrations', Integration>

export type OverviewMethods = ReturnType<typeof overviewMethods>

export function overviewMethods({ read, write }: Exchange) {
  return {
    /** What is latest or live and how it stands, last activity first; a page of 30 unless asked otherwise. */
    async dashboard(asked: Paging & { consumer?: string | undefined; provider?: string | undefined } = {}): Promise<Dashboard> {
      const pair = asked.consumer === undefined && asked.provider === undefined ? [] : (['consumer', 'provider'] as const)
      checkAsked(asked, pair, ['consumer', 'provider', 'page', 'size'])
      const { consumer = '', provider = '' } = asked
      const where = pair.length === 0 ? '/dashboard' : path`/dashboard/provider/${provider}/consumer/${consumer}`
      return read(where + query(paging(asked)))
    },

    /** All pairs of consumer and provider, or those of which one's name contains `search`; the last changed first. */
    async listIntegrations(asked: Paging & { search?: string | undefined } = {}): Promise<IntegrationList> {
      checkAsked(asked, [], ['search', 'page', 'size'])
      return read(`/integrations${query([['q', asked.search], ...paging(asked)])}`)
    },

    /** With contracts and results, and what of the two applications is left with nothing. */
    async deleteIntegration(asked: { consumer: string; provider: string }): Promise<void> {
      checkAsked(asked, ['consumer', 'provider'])
      return write('DELETE', path`/integrations/provider/${asked.provider}/consumer/${asked.consumer}`)
    },

    /** How much there is of everything. */
    async metrics(): Promise<Record<string, Record<string, unknown>>> {
      return read('/metrics')
    },

    /** Whether what the broker depends on answers; where it does not, the refusal's `body` tells. */
    async dependencies(): Promise<{ database: { ok: boolean } }> {
      return read('/diagnostic/status/dependencies')
    }
  }
}
