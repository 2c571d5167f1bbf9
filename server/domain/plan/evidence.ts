import { applyEvidence } from '../evidence.ts'
import type { Ignored } from '../matrix/ignored.ts'
import type { Pairing } from '../matrix/pairing.ts'
import type { Moment } from '../moment.ts'
import { applyPolicies, type Policy, policyFor } from '../policies.ts'
import { judgePairings } from '../verdict.ts'
import type { Contract, Evidence, Finding, Version } from './world.ts'

interface Circumstances {
  /** The pairing as it is known, before any policy. */
  pairingOf: (consumer: Version, contract: Contract, provider: Version | undefined) => Pairing
  /** Whether any known version of the provider has published what it offers. */
  offersAnything: (provider: string) => boolean
  policies: readonly Policy[]
  ignored: readonly Ignored[]
  environment: string
  moment: Moment
}

/** What is proved of a meeting, by the same rules as a verdict; each is worked out once. */
export function evidenceFrom({ pairingOf, offersAnything, ...applied }: Circumstances): Evidence {
  const known = new Map<string, Finding>()

  function find(pairing: Pairing): Finding {
    const settled = settle(pairing, applied)
    const { answer, reasons } = judgePairings(settled, [], applied.ignored)
    if (answer === 'yes') return { fit: 'proved', answer, reasons }
    const mayBeProved = answer === 'unknown' && !turnsOthers(pairing, applied, offersAnything) && provedOnce(pairing, applied)
    return { fit: mayBeProved ? 'missing' : 'failed', answer, reasons }
  }

  return (consumer, contract, provider) => {
    const key = `${consumer.id} ${contract.id} ${provider?.id}`
    let finding = known.get(key)
    if (finding === undefined) known.set(key, (finding = find(pairingOf(consumer, contract, provider))))
    return finding
  }
}

type Applied = Omit<Circumstances, 'pairingOf' | 'offersAnything'>

const settle = (pairing: Pairing, applied: Applied) => applyEvidence(applyPolicies([pairing], applied), applied)

/** Whether a successful verification would be all that it takes. */
function provedOnce(pairing: Pairing, applied: Applied): boolean {
  const result = { number: 0, success: true, untested: 0, executedAt: 0 }
  const newest = pairing.provider.version === null ? { version: { id: 0, number: '', order: 0 }, result } : pairing.newest
  const verified = { ...pairing, result: pairing.provider.version === null ? null : result, newest, everVerified: true }
  return judgePairings(settle(verified, applied), [], applied.ignored).answer === 'yes'
}

/**
 * Whether the first verification between the two would turn them from comparison to tests, and so take away the proof that other
 * pairings of theirs have.
 */
function turnsOthers(
  pairing: Pairing,
  { policies, environment }: Applied,
  offersAnything: (provider: string) => boolean
): boolean {
  const { consumer, provider, everVerified } = pairing
  if (everVerified || !offersAnything(provider.name)) return false
  return policyFor(policies, 'evidence', { consumer: consumer.name, provider: provider.name, environment }) === undefined
}
