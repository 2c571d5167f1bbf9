import type { EquivalenceRule } from './equivalence.ts'
import type { EvidenceRule } from './evidence.ts'
import { type Ignored, isIgnored } from './matrix/ignored.ts'
import type { Pairing } from './matrix/pairing.ts'
import type { Moment } from './moment.ts'

/**
 * What to do where a provider is not deployed, a version has no content or shares a store, and what is taken for evidence. A side that
 * is null means any.
 */
export type Policy = { consumer: string | null; provider: string | null; environment: string | null; reason: string } & Rule

export type Rule =
  | { kind: 'provider-not-deployed'; rule: 'require' | 'external' | 'stubbed'; until: null }
  | { kind: 'provider-not-deployed'; rule: 'allow-until'; until: number }
  | { kind: 'no-content'; rule: 'warn' | 'unknown'; until: null }
  | { kind: 'evidence'; rule: EvidenceRule; until: null }
  | { kind: 'equivalence'; rule: EquivalenceRule; until: null }
  | { kind: 'after-sunset'; rule: 'refuse' | 'allow'; until: null }
  | { kind: 'window'; rule: 'warn' | 'strict'; until: null }
  | { kind: 'minimum-window'; rule: `${number} days`; until: null }
  | { kind: 'shared-persistence'; rule: 'warn' | 'block'; until: null }

interface Scope {
  consumer: string
  provider?: string
  /** Undefined where the question names none: then only policies for any environment fit. */
  environment: string | undefined
}

/** The policy for a scope: the one that names most sides; among equals the one that names the provider, then the consumer. */
export function policyFor(policies: readonly Policy[], kind: Policy['kind'], scope: Scope): Policy | undefined {
  const fitting = policies.filter(
    policy =>
      policy.kind === kind &&
      (policy.consumer === null || policy.consumer === scope.consumer) &&
      (policy.provider === null || policy.provider === scope.provider) &&
      (policy.environment === null || policy.environment === scope.environment)
  )
  return fitting.sort((a, b) => weight(b) - weight(a))[0]
}

function weight({ consumer, provider, environment }: Policy): number {
  const sides = [environment, consumer, provider].map(side => Number(side !== null))
  const named = sides.reduce((sum, side) => sum + side, 0)
  return named * 8 + sides.reduce((sum, side, i) => sum + side * 2 ** i, 0)
}

interface Circumstances {
  policies: readonly Policy[]
  ignored: readonly Ignored[]
  environment: string
  moment: Moment
}

/**
 * Applies the policies to contracts whose provider is not deployed: waives them, or takes the evidence of any version. What the asker
 * ignores comes before every policy.
 */
export function applyPolicies(pairings: Pairing[], { policies, ignored, environment, moment }: Circumstances): Pairing[] {
  if (policies.length === 0) return pairings
  return pairings.map(pairing => {
    if (pairing.provider.version !== null || pairing.provider.side !== 'inferred' || isIgnored(pairing, ignored)) return pairing
    const scope = { consumer: pairing.consumer.name, provider: pairing.provider.name, environment }
    const policy = policyFor(policies, 'provider-not-deployed', scope)
    if (policy === undefined) return pairing
    switch (policy.rule) {
      case 'stubbed':
        return { ...pairing, waived: policy }
      case 'allow-until':
        return moment.isAfter(policy.until) ? pairing : { ...pairing, waived: policy }
      case 'external':
        return withNewestResult(pairing, policy)
      default:
        return pairing
    }
  })
}

function withNewestResult(pairing: Pairing, policy: Policy): Pairing {
  const { newest } = pairing
  if (newest === null) return { ...pairing, external: policy }
  return { ...pairing, external: policy, provider: { ...pairing.provider, version: newest.version }, result: newest.result }
}
