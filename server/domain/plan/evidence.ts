import type { Uncompared } from '../comparison.ts'
import { uncomparedAmong } from '../evidence.ts'
import type { Pairing } from '../matrix/pairing.ts'
import { type Settling, settled } from '../matrix/settle.ts'
import { policyFor } from '../policies.ts'
import { judgePairings } from '../verdict.ts'
import type { Contract, Evidence, Finding, Version } from './world.ts'

interface Known extends Applied {
  /** The pairing as it is known, before any policy. */
  pairingOf: (consumer: Version, contract: Contract, provider: Version | undefined, isRetained: boolean) => Pairing
  /** Whether any known version of the provider has published what it offers. */
  offersAnything: (provider: string) => boolean
  /** Told of comparisons that are not asked for yet and may say more. */
  want: (uncompared: Uncompared) => void
}

/** What is proved of a meeting, by the same rules as a verdict; each is worked out once. */
export function evidenceFrom({ pairingOf, offersAnything, want, ...applied }: Known): Evidence {
  const known = new Map<string, Finding>()

  function find(pairing: Pairing): Finding {
    uncomparedAmong([pairing]).forEach(want)
    const { answer, reasons } = judgeOne(pairing, applied)
    if (answer === 'yes') return { fit: 'proved', answer, reasons }
    const mayBeProved = answer === 'unknown' && !turnsOthers(pairing, applied, offersAnything) && provedOnce(pairing, applied)
    return { fit: mayBeProved ? 'missing' : 'failed', answer, reasons }
  }

  return (consumer, contract, provider, isRetained = false) => {
    const key = `${consumer.id} ${contract.id} ${provider?.id} ${isRetained}`
    let finding = known.get(key)
    if (finding === undefined) known.set(key, (finding = find(pairingOf(consumer, contract, provider, isRetained))))
    return finding
  }
}

type Applied = Settling & { environment: string }

const judgeOne = (pairing: Pairing, applied: Applied) => judgePairings(settled([pairing], applied), [], applied.ignored)

/** Whether a successful verification would be all that it takes. */
function provedOnce(pairing: Pairing, applied: Applied): boolean {
  const result = { number: 0, success: true, untested: 0, executedAt: 0 }
  const newest = pairing.provider.version === null ? { version: { id: 0, number: '', order: 0 }, result } : pairing.newest
  const verified = { ...pairing, result: pairing.provider.version === null ? null : result, newest, everVerified: true }
  return judgeOne(verified, applied).answer === 'yes'
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
