import type { Pairing } from './matrix/pairing.ts'
import type { Reason } from './reasons.ts'
import { type Answer, judgePairings } from './verdict.ts'

/** A live consumer's contract with an application of which a version leaves. */
export interface Leaving {
  consumer: string
  version: string
  answer: Answer
  /** Of the pairings that are left. */
  reasons: Reason[]
}

/**
 * What becomes of the live consumers of an application once a version of it is gone. Each of their contracts needs one live version that
 * is proved to keep it; where none is left, only a policy helps: `alone` gives the pairing without a provider, policies applied.
 */
export function leftBehind(
  pairings: readonly Pairing[],
  { application, leaving, alone }: { application: number; leaving: ReadonlySet<number>; alone: (pairing: Pairing) => Pairing }
): Leaving[] {
  const contracts = new Map<number, Pairing[]>()
  for (const pairing of pairings) {
    const { provider, consumer } = pairing
    if (provider.id !== application || consumer.id === application) continue
    contracts.set(pairing.publication.id, [...(contracts.get(pairing.publication.id) ?? []), pairing])
  }
  return [...contracts.values()].flatMap(met => {
    const first = met[0] as Pairing
    if (!met.some(({ provider }) => provider.version !== null && leaving.has(provider.version.id))) return []
    const remaining = met.filter(({ provider }) => provider.version !== null && !leaving.has(provider.version.id))
    const { consumer } = first
    const told = { consumer: consumer.name, version: consumer.version.number }
    if (remaining.length === 0) {
      const judged = judgePairings([alone(withoutProvider(first))])
      // Nobody is left to answer the consumer: that is known, not unknown.
      return [{ ...told, ...judged, answer: judged.answer === 'yes' ? ('yes' as const) : ('no' as const) }]
    }
    const judged = remaining.map(pairing => judgePairings([pairing]))
    const best = judged.find(({ answer }) => answer === 'yes') ?? judged.find(({ answer }) => answer === 'unknown') ?? judged[0]
    return best === undefined ? [] : [{ ...told, ...best }]
  })
}

/** Nothing of what was proved of the version that leaves is left of it. */
function withoutProvider(pairing: Pairing): Pairing {
  const { tested: _, compared: __, sameArtifact: ___, sameSource: ____, ...rest } = pairing
  return { ...rest, provider: { ...pairing.provider, version: null }, result: null }
}
