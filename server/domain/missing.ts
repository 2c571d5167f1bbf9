import type { Pairing } from './matrix/pairing.ts'
import type { Reason } from './reasons.ts'

/** A verification that is lacking: of a contract, by a provider version, for every consumer version that has the contract. */
export interface MissingVerification {
  pairing: Pairing
  consumerVersions: string[]
  reason: Extract<Reason, { pairing: Pairing }>
}

const lacking = new Set<Reason['code']>([
  'never-verified',
  'not-verified-with-live-version',
  'partly-verified',
  'provider-contract-unproven',
  'comparison-undecided'
])

/** The work list among what is live: each contract and provider version once. */
export function missingVerifications(reasons: readonly Reason[], application: string | undefined): MissingVerification[] {
  const found = new Map<string, MissingVerification>()
  for (const reason of reasons) {
    if (!('pairing' in reason) || !lacking.has(reason.code) || reason.pairing.provider.version === null) continue
    const { pairing } = reason
    const { consumer, provider, contract } = pairing
    if (application !== undefined && consumer.name !== application && provider.name !== application) continue
    const key = `${contract.id} ${provider.version?.id}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { pairing, consumerVersions: [consumer.version.number], reason })
    else if (!known.consumerVersions.includes(consumer.version.number)) known.consumerVersions.push(consumer.version.number)
  }
  return [...found.values()]
}
