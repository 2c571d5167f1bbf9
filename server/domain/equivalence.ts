import type { Pairing, Result } from './matrix/pairing.ts'
import { type Policy, policyFor } from './policies.ts'

/** Which versions of an application are the same: those with the same artifact always, those made from the same source by policy. */
export type EquivalenceRule = 'artifact-digest' | 'source-fingerprint'

/** Whether a policy, for anybody, takes versions made from the same source for the same. */
export const anyBySource = (policies: readonly Policy[]): boolean =>
  policies.some(({ kind, rule }) => kind === 'equivalence' && rule === 'source-fingerprint')

/** Gives a pairing without a result of its own the newest one of an equivalent version, failures included. */
export function applyEquivalence(
  pairings: Pairing[],
  { policies, environment }: { policies: readonly Policy[]; environment: string | undefined }
): Pairing[] {
  return pairings.map(pairing => {
    const { consumer, provider, result, sameArtifact, sameSource } = pairing
    if (result !== null || (sameArtifact ?? sameSource) === undefined) return pairing
    const scope = { consumer: consumer.name, provider: provider.name, environment }
    const bySource = policyFor(policies, 'equivalence', scope)?.rule === 'source-fingerprint'
    return { ...pairing, result: newer(sameArtifact, bySource ? sameSource : undefined) }
  })
}

function newer(one: Result | undefined, other: Result | undefined): Result | null {
  if (one === undefined || other === undefined) return one ?? other ?? null
  return other.number > one.number ? other : one
}

/** `, by the result of 41, which has the same artifact`; nothing where the version was verified itself. */
export function byEquivalent({ result, tested = result }: Pairing): string {
  if (tested?.by === undefined) return ''
  const { version, same } = tested.by
  return `, by the result of ${version.number}, which ${same === 'artifact' ? 'has the same artifact' : 'is made from the same source'}`
}
