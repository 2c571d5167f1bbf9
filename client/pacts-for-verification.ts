import { path } from './address.ts'
import type { Links } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

/** Which consumer versions' pacts; each selector adds some. */
export interface ConsumerVersionSelector {
  consumer?: string
  latest?: boolean
  mainBranch?: true
  branch?: string
  fallbackBranch?: string
  matchingBranch?: true
  tag?: string
  fallbackTag?: string
  deployed?: true
  released?: true
  deployedOrReleased?: true
  environment?: string
}

export interface ForVerification {
  provider: string
  /** Default: main branches and all that is deployed or released. */
  consumerVersionSelectors?: readonly ConsumerVersionSelector[] | undefined
  providerVersionBranch?: string | undefined
  providerVersionTags?: readonly string[] | undefined
  includePendingStatus?: boolean | undefined
  /** A day, `2026-01-31`. */
  includeWipPactsSince?: string | undefined
}

export interface PactsForVerification {
  _embedded: {
    pacts: Array<{
      shortDescription: string
      verificationProperties?: { pending?: boolean; wip?: true; notices: Array<{ when: string; text: string }> }
      _links: Links
    }>
  }
  _links: Links
}

export type ForVerificationMethods = ReturnType<typeof forVerificationMethods>

export function forVerificationMethods({ ask }: Exchange) {
  return {
    /** Which pacts a provider version has to be checked against, and why. */
    async pactsForVerification(asked: ForVerification): Promise<PactsForVerification> {
      checkAsked(
        asked,
        ['provider'],
        [
          'consumerVersionSelectors',
          'providerVersionBranch',
          'providerVersionTags',
          'includePendingStatus',
          'includeWipPactsSince'
        ]
      )
      const { provider, ...body } = asked
      return ask(path`/pacts/provider/${provider}/for-verification`, body)
    }
  }
}
