import type { Moment } from '../moment.ts'
import type { OfferedElements } from './offered-elements.ts'
import { type Dates, type ElementWindow, type WindowFacts, windowOf } from './window.ts'

/** What is known of a provider's windows beside its documents. */
export interface KnownWindows {
  commanded: ReadonlyArray<Dates & { element: string }>
  announced: ReadonlyArray<Dates & { element: string }>
}

/** The windows of a provider's elements, as the documents of some of its versions have them. */
export class ProviderWindows {
  readonly #offers: readonly OfferedElements[]
  readonly #commanded: ReadonlyMap<string, Dates>
  readonly #announced: ReadonlyMap<string, Dates>

  constructor(offers: readonly OfferedElements[], { commanded, announced }: KnownWindows) {
    this.#offers = offers
    this.#commanded = new Map(commanded.map(window => [window.element, window]))
    this.#announced = new Map(announced.map(window => [window.element, window]))
  }

  of(key: string, moment: Moment): ElementWindow {
    return windowOf(key, each => this.facts(each), moment)
  }

  facts(key: string): WindowFacts {
    return {
      present: this.has(key),
      declared: this.#offers.flatMap(offer => offer.find(key)).flatMap(({ declared }) => declared ?? []),
      commanded: this.#commanded.get(key),
      announced: this.#announced.get(key)
    }
  }

  has(key: string): boolean | 'unknown' {
    const found = this.#offers.map(offer => offer.has(key))
    return found.includes(true) || (found.includes('unknown') && 'unknown')
  }

  /** Every element of which any date is known: in the documents, by command, or announced. */
  dated(): string[] {
    const declared = this.#offers.flatMap(({ documents }) =>
      documents.flatMap(({ elements }) => elements.flatMap(({ key, declared }) => (declared === undefined ? [] : key)))
    )
    return [...new Set([...declared, ...this.#commanded.keys(), ...this.#announced.keys()])].sort()
  }
}
