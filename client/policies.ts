import { path, query } from './address.ts'
import type { Document, Links, List, Notice } from './document.ts'
import { checkAsked } from './door.ts'
import type { Exchange } from './exchange.ts'

export const policyKinds = [
  'provider-not-deployed',
  'no-content',
  'evidence',
  'equivalence',
  'minimum-window',
  'after-sunset',
  'window',
  'shared-persistence'
] as const
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
  'both',
  'artifact-digest',
  'source-fingerprint',
  'refuse',
  'allow',
  'strict'
] as const

export interface PolicyProperties {
  /** What the policy is about. */
  kind: (typeof policyKinds)[number]
  /** Where it holds; what is left out means any. */
  consumer?: string | undefined
  provider?: string | undefined
  environment?: string | undefined
  rule: (typeof policyRules)[number] | `${number} days`
  /** The last day of `allow-until`, `2026-01-31`, in UTC. */
  until?: string | undefined
  /** For whoever reads the verdict. */
  reason: string
}

export type Policy = Document & PolicyProperties & { uuid: string }

/** What may be seen of an exception for those who share a store, among the changes of policies. */
export interface SharingExceptionSeen {
  kind: 'sharing-exception'
  path: string
  applications: string[]
  environment?: string
  rule: 'allow-until'
  until: string
  reason: string
}

/** What was done to a policy, or to an exception for those who share a store. `by` is the account that was used, `anonymous` where none is asked for. */
export interface PolicyChange {
  policy: string
  change: 'created' | 'changed' | 'removed'
  by: string
  reason?: string
  before?: PolicyProperties | SharingExceptionSeen
  after?: PolicyProperties | SharingExceptionSeen
  changedAt: string
}

/** What a version's repository says about the verdict on it; it counts where it is stricter than the broker's policies. */
export interface DeclaredPolicy {
  kind: 'shared-persistence' | 'no-content' | 'evidence'
  rule: 'warn' | 'block' | 'unknown' | 'tests' | 'comparison' | 'either' | 'both'
  /** By name; else any. */
  environment?: string | undefined
}

export interface DeclaredPolicies {
  policies: DeclaredPolicy[]
  /** Those that have no effect, as things are. */
  notices: Notice[]
  _links: Links
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
    },

    /** All that a version's repository says, in place of what it said before; the version is created when it is new. */
    async declarePolicies(asked: {
      application: string
      version: string
      policies: readonly DeclaredPolicy[]
    }): Promise<DeclaredPolicies> {
      checkAsked(asked, ['application', 'version', 'policies'])
      const { application, version, policies } = asked
      return write('PUT', path`/pacticipants/${application}/versions/${version}/policies`, { policies })
    },

    async getDeclaredPolicies(asked: { application: string; version: string }): Promise<DeclaredPolicies> {
      checkAsked(asked, ['application', 'version'])
      return read(path`/pacticipants/${asked.application}/versions/${asked.version}/policies`)
    }
  }
}
