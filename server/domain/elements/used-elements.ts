import type { Provider } from '../comparison/compare-contract.ts'
import { findElements } from '../comparison/elements.ts'
import type { Pact } from '../comparison/pacts/pact.ts'
import type { Strength } from '../comparison/pacts/usage.ts'
import { usedElements } from '../comparison/usage.ts'
import { type DocumentElements, packElements, unpackElements } from '../windows/document-elements.ts'
import { indexed, OfferedElements } from '../windows/offered-elements.ts'
import { type Direction, offeredKey } from './keys.ts'

/** Something that a provider's documents promise, and a contract relies on. */
export interface UsedElement {
  key: string
  /** Of messages: as the provider sees it. */
  direction?: Direction
  strength: Strength
}

/** More than any contract uses that people wrote; those that come first in it. */
const mostUsed = 20_000

const order: Strength[] = ['present', 'type', 'form', 'exact']

/** Of what the provider's documents promise, what the contract uses, each once with how strongly. */
export function elementsUsed(pact: Pact, provider: Provider): UsedElement[] {
  const offered = offeredBy(provider)
  const found = new Map<string, UsedElement>()
  for (const { element, direction, strength } of usedElements(pact, provider)) {
    const key = offeredKey(offered, element, direction)
    if (key === undefined) continue
    const id = `${direction ?? ''} ${key}`
    const known = found.get(id)
    if (known === undefined && found.size >= mostUsed) break
    if (known === undefined || order.indexOf(strength) > order.indexOf(known.strength)) {
      found.set(id, { key, ...(direction && { direction }), strength })
    }
  }
  return [...found.values()]
}

/** Documents meet many contracts; their elements are found once. */
const known = new WeakMap<Provider, OfferedElements>()

function offeredBy(provider: Provider): OfferedElements {
  const held = known.get(provider)
  if (held !== undefined) return held
  const elements: DocumentElements = unpackElements(packElements(findElements(provider)))
  const offered = new OfferedElements([indexed(elements)])
  known.set(provider, offered)
  return offered
}

type Packed = [key: string, strength: number, direction?: 's' | 'r']

/** As text, in an order that does not depend on the contract's. */
export function packUsed(used: readonly UsedElement[]): string {
  const packed = used.map(({ key, strength, direction }): Packed => {
    const head: [string, number] = [key, order.indexOf(strength)]
    return direction === undefined ? head : [...head, direction === 'sends' ? 's' : 'r']
  })
  return JSON.stringify(packed.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : (a[2] ?? '') < (b[2] ?? '') ? -1 : 1)))
}

export function unpackUsed(text: string): UsedElement[] {
  return (JSON.parse(text) as Packed[]).map(([key, strength, direction]) => ({
    key,
    strength: order[strength] as Strength,
    ...(direction !== undefined && { direction: direction === 's' ? 'sends' : 'receives' })
  }))
}
