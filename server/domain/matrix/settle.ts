import type { DeclaredPolicy } from '../declared-policies.ts'
import { applyEquivalence } from '../equivalence.ts'
import { applyEvidence } from '../evidence.ts'
import type { Moment } from '../moment.ts'
import { applyPolicies, type Policy } from '../policies.ts'
import { atMoment } from './at-moment.ts'
import type { Ignored } from './ignored.ts'
import type { Held, Pairing } from './pairing.ts'

export interface Settling {
  policies: readonly Policy[]
  ignored: readonly Ignored[]
  /** Undefined where the question names none. */
  environment: string | undefined
  moment: Moment
  /** By version: what the repositories of those in question demand. Nobody's, where only what runs is looked at. */
  declared?: ReadonlyMap<number, readonly DeclaredPolicy[]>
}

/** Pairings as stored → those that count at the moment, each with the evidence that is taken for it. */
export function settled(pairings: readonly Pairing[], { declared = new Map(), ...settling }: Settling): Pairing[] {
  const { policies, ignored, environment, moment } = settling
  const held = pairings.filter(({ consumer, provider }) => isHeld(consumer.held, moment) && isHeld(provider.held, moment))
  const tested = applyEquivalence(atMoment(mostOf(held), moment), { policies, environment })
  const applied = environment === undefined ? tested : applyPolicies(tested, { policies, ignored, environment, moment })
  return applyEvidence(applied, { policies, ignored, environment, declared })
}

/** A version that runs is not just held; and of one that is about to run, more counts than what it sent before. */
function mostOf(pairings: readonly Pairing[]): Pairing[] {
  const rank = ({ provider: { held } }: Pairing) => (held === undefined ? 2 : held.kind === 'reserved' ? 1 : 0)
  const most = new Map<string, Pairing>()
  for (const pairing of pairings) {
    const key = `${pairing.publication.id} ${pairing.provider.version?.id} ${pairing.result?.number}`
    const other = most.get(key)
    if (other === undefined || rank(pairing) > rank(other)) most.set(key, pairing)
  }
  return [...most.values()]
}

/** What is not held runs. */
const isHeld = (held: Held | undefined, moment: Moment): boolean =>
  held === undefined || held.until === null || !moment.isAfter(held.until)

/** Whether both sides run there, or ran: a reservation says only what will. */
export const isNotReserved = ({ consumer, provider }: Pairing): boolean =>
  consumer.held?.kind !== 'reserved' && provider.held?.kind !== 'reserved'
