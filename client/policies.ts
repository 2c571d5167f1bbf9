import { path, query } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

export const policyKinds = ['provider-not-deployed', 'no-content', 'evidence', 'equivalence'] as const
export const policyRules = [
  'require',
  'external',
  'stubbed',
  'allow-until',
  'warn',
  'unknown',
  'tests',
  'comparison',
  'either',
  'both',
  'artifact-digest',
  'source-fingerprint'
] as const

export interface PolicyProperties {
  /** What the policy is about. */
  kind: (typeof policyKinds)[number]
  /** Where it holds; what is left out means any. */
  consumer?: string | undefined
  provider?: string | undefined
  environment?: string | undefined
  rule: (typeof policyRules)[number]
  /** The last day of `allow-until`, `2026-01-31`, in UTC. */
  until?: string | undefined
  /** For whoever reads the verdict. */
  reason: string
}

export type Policy = Document & PolicyProperties & { uuid: string }

/** What was done to a policy. `by` is the account that was used, `anonymous` where none is asked for. */
export interface PolicyChange {
  policy: string
  change: 'created' | 'changed' | 'removed'
  by: string
  reason?: string
  before?: PolicyProperties
  after?: PolicyProperties
  changedAt: string
}

export type PolicyMethods = ReturnType<typeof policyMethods>

export function policyMethods({ read, write }: Exchange) {
  return {
    async listPolicies(): Promise<List<'policies', Policy>> {
      return read('/policies')
    },

    /** There is one policy for a kind and a scope: this one replaces it. */
    async setPolicy(asked: PolicyProperties): Promise<Policy> {
      checkAsked(asked, ['kind', 'rule', 'reason'], ['consumer', 'provider', 'environment', 'until'])
      return write('PUT', '/policies', asked)
    },

    /** What was done to it stays; `reason` is kept there. */
    async deletePolicy(asked: { uuid: string; reason?: string | undefined }): Promise<void> {
      checkAsked(asked, ['uuid'], ['reason'])
      return write('DELETE', path`/policies/${asked.uuid}` + query([['reason', asked.reason]]))
    },

    /** Who changed policies, when and why, the newest first; of one of them, also once it is gone. */
    async listPolicyChanges(
      asked: { uuid?: string | undefined; page?: number | undefined; size?: number | undefined } = {}
    ): Promise<List<'changes', PolicyChange>> {
      checkAsked(asked, [], ['uuid', 'page', 'size'])
      const { uuid, page, size } = asked
      const address = uuid === undefined ? '/policies/changes' : path`/policies/${uuid}/changes`
      return read(
        address +
          query([
            ['page', page],
            ['size', size]
          ])
      )
    }
  }
}
