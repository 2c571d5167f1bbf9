import { Offer, type OfferedDocument } from '../elements/facts.ts'
import { aroundOf, type Direction } from '../elements/keys.ts'
import { isRemoved } from '../elements/removed.ts'
import type { UsedElement } from '../elements/used-elements.ts'
import { grouped } from '../grouped.ts'
import { type Ignored, isLeftOut } from '../matrix/ignored.ts'
import type { PlanFacts } from './world.ts'

/** What contracts use of sets of documents, and what those sets offer. */
export interface FoundElements {
  uses: ReadonlyArray<{ contractId: number; setId: number; used: readonly UsedElement[] }>
  documents: ReadonlyArray<{ setId: number } & Pick<OfferedDocument, 'kind' | 'elements'>>
}

/** Elements that a policy lets a version take away from those who use them, after their last day. */
export interface Excused {
  versionId: number
  elements: ReadonlyArray<{ element: string; direction?: Direction | undefined }>
}

/** Tells what a provider version takes away from whom; the rule is that of docs/verdict.md, Elements and messages. */
export function droppingFrom(
  { uses, documents }: FoundElements,
  setOf: (version: number) => number | undefined,
  { ignored, excused }: { ignored: readonly Ignored[]; excused: Excused }
): PlanFacts['drops'] {
  const usesOf = new Map(uses.map(use => [`${use.contractId} ${use.setId}`, use.used]))
  const offers = new Map([...grouped(documents, ({ setId }) => setId)].map(([setId, members]) => [setId, new Offer(members)]))

  return ({ consumer, contract, provider, isRetained }, replaced) => {
    const [next, before] = [setOf(provider.id), setOf(replaced.id)]
    if (next === undefined || before === undefined || next === before) return false
    if (isLeftOut(consumer, ignored) || isLeftOut(provider, ignored)) return false
    const [own, earlier] = [offers.get(next), offers.get(before)]
    if (own === undefined || earlier === undefined) return false
    return (usesOf.get(`${contract.id} ${before}`) ?? []).some(
      ({ key, direction }) =>
        // What runs no more reads nothing; the commands that it sent are still to be received.
        (!isRetained || direction === 'receives') &&
        isRemoved(own, earlier, key, direction) &&
        !(provider.id === excused.versionId && isAmong(excused.elements, key, direction))
    )
  }
}

/** Or something that it is inside of. */
const isAmong = (elements: Excused['elements'], key: string, direction: Direction | undefined) =>
  elements.some(known => known.direction === direction && (known.element === key || aroundOf(key).includes(known.element)))
