import type { Compared, Uncompared } from './comparison.ts'
import { type DeclaredPolicy, declaredRule } from './declared-policies.ts'
import { type Ignored, isIgnored } from './matrix/ignored.ts'
import type { Pairing, Result } from './matrix/pairing.ts'
import { type Policy, policyFor } from './policies.ts'

/** What may prove that a pairing fits, by a policy of kind `evidence`. Without one: tests once there was any, else comparison. */
export type EvidenceRule = 'tests' | 'comparison' | 'either' | 'both'

export type ComparisonCode = 'compared' | 'comparison-failed' | 'comparison-undecided' | 'provider-contract-unproven'

/** What decides about a pairing. A result outranks the comparison, unless both have to agree. docs/verdict.md, Evidence. */
export function decidingEvidence(evidence: Evidence): Deciding {
  const deciding = decidingByRule(evidence)
  if (evidence.demanded === 'both') return 'both'
  // A comparison that says no is not made less of by tests that are missing.
  const overruled = evidence.demanded === 'tests' && comparisonCode(evidence.compared) !== 'comparison-failed'
  return deciding === 'comparison' && overruled ? 'result' : deciding
}

type Deciding = 'result' | 'comparison' | 'both'

function decidingByRule({ rule, tested, compared, everVerified }: Evidence): Deciding {
  switch (rule) {
    case 'both':
      return 'both'
    case 'tests':
      return 'result'
    case 'comparison':
      return tested === null ? 'comparison' : 'result'
    case 'either':
      return tested === null && compared !== undefined ? 'comparison' : 'result'
    case undefined:
      return !everVerified && compared !== undefined ? 'comparison' : 'result'
  }
}

export interface Evidence {
  rule: EvidenceRule | undefined
  /** What the version's repository demands beyond the rule. */
  demanded: 'tests' | 'both' | undefined
  /** The result of a verification, whatever the row shows. */
  tested: Result | null
  /** Undefined where the provider version publishes no provider contract. */
  compared: Compared | undefined
  /** Whether any contract of the two applications was ever verified. */
  everVerified: boolean
}

/** A comparison passes only where the provider has shown that it keeps what it publishes; it fails in any case. */
export function comparisonCode(compared: Compared | undefined): ComparisonCode {
  if (compared === undefined) return 'provider-contract-unproven'
  switch (compared.outcome) {
    case undefined:
    case 'undecided':
      return 'comparison-undecided'
    case 'fail':
      return 'comparison-failed'
    case 'pass':
    case 'warn':
      return compared.proven ? 'compared' : 'provider-contract-unproven'
  }
}

/** The evidence of a pairing with a provider version; one without has none but what policies gave it. */
export function evidenceOf(pairing: Pairing): Evidence {
  const tested = pairing.tested === undefined ? pairing.result : pairing.tested
  const everVerified = pairing.everVerified ?? (tested !== null || pairing.newest !== null)
  return { rule: pairing.rule, demanded: pairing.demanded, tested, compared: pairing.compared, everVerified }
}

/** Applies the policies on evidence, and lets the comparison stand for the result where it decides. */
export function applyEvidence(
  pairings: Pairing[],
  {
    policies,
    ignored,
    environment,
    declared
  }: {
    policies: readonly Policy[]
    ignored: readonly Ignored[]
    environment: string | undefined
    declared: ReadonlyMap<number, readonly DeclaredPolicy[]>
  }
): Pairing[] {
  const about = policies.filter(({ kind }) => kind === 'evidence')
  return pairings.map(pairing => {
    const { consumer, provider, compared, result, external } = pairing
    if (provider.version === null || external !== undefined || isIgnored(pairing, ignored)) return pairing
    const scope = { consumer: consumer.name, provider: provider.name, environment }
    const rule = policyFor(about, 'evidence', scope)?.rule as EvidenceRule | undefined
    const mine = [consumer.version.id, provider.version.id].flatMap(id => declared.get(id) ?? [])
    const demanded = declaredRule(mine, 'evidence', environment) as 'tests' | 'both' | undefined
    if (rule === undefined && demanded === undefined && compared === undefined) return pairing
    const judged: Pairing = { ...pairing, tested: result, ...(rule !== undefined && { rule }), ...(demanded && { demanded }) }
    return { ...judged, result: shownResult(evidenceOf(judged)) }
  })
}

/** What the row of the pairing shows as its result. */
function shownResult(evidence: Evidence): Result | null {
  const { tested, compared } = evidence
  switch (decidingEvidence(evidence)) {
    case 'result':
      return tested
    case 'comparison':
      return comparedResult(compared)
    case 'both': {
      const other = comparedResult(compared)
      // The worse of the two: a failure before nothing, and nothing before a success.
      return tested?.success === false || other?.success !== false ? other && tested : other
    }
  }
}

function comparedResult(compared: Compared | undefined): Result | null {
  if (compared?.id === undefined) return null
  const code = comparisonCode(compared)
  if (code !== 'compared' && code !== 'comparison-failed') return null
  const { id, finishedAt } = compared
  return { number: id, success: code === 'compared', untested: 0, executedAt: finishedAt, comparison: true }
}

/** Whether the comparison has still to be asked for. Also where it does not decide: then it may have to be told beside. */
const needsComparison = ({ compared }: Pairing): boolean => compared !== undefined && compared.id === undefined

/** The comparisons that have still to be asked for. */
export const uncomparedAmong = (pairings: readonly Pairing[]): Uncompared[] =>
  pairings
    .filter(needsComparison)
    .flatMap(({ contract, provider: { version } }) =>
      version === null ? [] : [{ contractId: contract.id, versionId: version.id }]
    )
