import { path } from './address.ts'
import { type Pact, pactAddress } from './contracts.ts'
import type { Document, List } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import type { Exchange } from './exchange.ts'

export interface ComparisonFinding {
  code: string
  severity: 'error' | 'warning' | 'undecided' | 'info'
  direction: 'request' | 'response' | 'message' | 'document'
  sentence: string
  interaction?: string
  /** JSON Pointers. */
  contract: string
  document: string
  documentName?: string
  path?: string
  element?: string
  consumers: string[]
}

/** What comparing a contract with what a provider offers found. */
export interface Comparison extends Document {
  id: number
  state: 'queued' | 'running' | 'done' | 'failed'
  /** Absent until it is over. */
  outcome?: 'pass' | 'warn' | 'fail' | 'undecided'
  /** Where it is another one: once the provider version runs no more, and only the messages that it sent are read. */
  retainedOutcome?: 'pass' | 'warn' | 'fail' | 'undecided'
  counts: { error: number; warning: number; undecided: number; info: number }
  documents: Array<{ name: string; sha256: string }>
  ruleSet: number
  engine?: string
  /** Milliseconds. */
  duration?: number
  createdAt: string
  startedAt?: string
  finishedAt?: string
  _embedded: { consumer: { name: string }; provider: { name: string } }
}

/** With the findings, the worst first; `findingsLeftOut` says how many more there are. */
export type ComparisonWithFindings = Comparison & { findings: ComparisonFinding[]; findingsLeftOut?: number }

export type ComparisonMethods = ReturnType<typeof comparisonMethods>

export function comparisonMethods({ read, write }: Exchange) {
  return {
    async describeComparison(asked: { id: number }): Promise<ComparisonWithFindings> {
      checkAsked(asked, ['id'])
      return read(path`/comparisons/${String(asked.id)}`)
    },

    /** Has one made once more that could not decide, as for lack of time. One that decided is refused: it would decide the same. */
    async compareAgain(asked: { id: number }): Promise<ComparisonWithFindings> {
      checkAsked(asked, ['id'])
      return write('POST', path`/comparisons/${String(asked.id)}/compare-again`)
    },

    /** Of what a provider version offers, or of the contract that a consumer version published; the newest first, at most 100. */
    async listComparisons(asked: {
      provider: string
      providerVersion?: string | undefined
      consumer?: string | undefined
      consumerVersion?: string | undefined
    }): Promise<List<'comparisons', Comparison>> {
      checkAsked(asked, ['provider'], ['providerVersion', 'consumer', 'consumerVersion'])
      const { provider, providerVersion, consumer, consumerVersion } = asked
      if (providerVersion !== undefined && consumer === undefined && consumerVersion === undefined) {
        return read(path`/pacticipants/${provider}/versions/${providerVersion}/comparisons`)
      }
      if (providerVersion !== undefined || consumer === undefined || consumerVersion === undefined) {
        throw wrong('Which comparisons: give provider and providerVersion, or provider, consumer and consumerVersion.')
      }
      const pact = await read<Pact>(pactAddress({ provider, consumer, version: consumerVersion }))
      const link = pact._links['pb:pact-version']
      const sha = Array.isArray(link) ? link[0]?.name : link?.name
      return read(path`/pacts/provider/${provider}/consumer/${consumer}/pact-version/${sha ?? ''}/comparisons`)
    }
  }
}
