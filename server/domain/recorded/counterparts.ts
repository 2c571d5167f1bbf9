import { needsAnother, outcomeOf, type Reason } from '../reasons.ts'
import type { Verdict } from '../verdict.ts'

/** The applications of which another version has to be deployed before this one can go. */
export const blockedBy = (verdict: Verdict): string[] => others(verdict, verdict.reasons.filter(needsAnother))

/** Those with which something is not proved yet. */
export const waitsFor = (verdict: Verdict): string[] =>
  others(
    verdict,
    verdict.reasons.filter(reason => !needsAnother(reason) && outcomeOf(reason) === 'unknown')
  )

function others({ candidates }: Verdict, reasons: readonly Reason[]): string[] {
  const own = new Set(candidates.map(({ application }) => application))
  const names = reasons.flatMap(reason =>
    'pairing' in reason ? [reason.pairing.consumer.name, reason.pairing.provider.name] : []
  )
  return [...new Set(names)].filter(name => !own.has(name)).sort()
}

/** Ids of what the evidence of a verdict names, which cleaning leaves alone. */
export interface NamedEvidence {
  versions: number[]
  contracts: number[]
  results: number[]
}

export function evidenceOfVerdict({ reasons }: Verdict): NamedEvidence {
  const pairings = reasons.flatMap(reason => ('pairing' in reason ? [reason.pairing] : []))
  const results = pairings.flatMap(({ result, tested }) => [result, tested]).filter(result => result != null)
  const distinct = (ids: number[]) => [...new Set(ids)].sort((a, b) => a - b)
  return {
    versions: distinct(
      pairings.flatMap(({ consumer, provider }) => [
        consumer.version.id,
        ...(provider.version === null ? [] : [provider.version.id])
      ])
    ),
    contracts: distinct(pairings.map(({ contract }) => contract.id)),
    results: distinct(results.filter(({ comparison }) => comparison !== true).map(({ number }) => number))
  }
}
