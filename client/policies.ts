import { path } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

export const policyKinds = ['provider-not-deployed', 'no-content', 'evidence', 'shared-persistence'] as const
export const policyRules = [
  'require',
  'external',
  'stubbed',
  'allow-until',
  'warn',
  'block',
  'unknown',
  'tests',
  'comparison',
  'either',
  'both'
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

    async deletePolicy(asked: { uuid: string }): Promise<void> {
      checkAsked(asked, ['uuid'])
      return write('DELETE', path`/policies/${asked.uuid}`)
    }
  }
}
