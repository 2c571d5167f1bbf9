import type { Moment } from '../moment.ts'
import type { Dates } from './facts.ts'
import { aroundOf } from './keys.ts'

/** The dates of deprecated elements, ready to be asked for. */
export class DatesKnown {
  readonly #all: readonly Dates[]
  readonly #byKey: ReadonlyMap<string, Dates>
  readonly #moment: Moment

  constructor(all: readonly Dates[], moment: Moment) {
    this.#all = all
    this.#byKey = new Map(all.map(each => [keyOf(each.application, each.element, each.version), each]))
    this.#moment = moment
  }

  /** As announced, else as in the documents of the first of the versions that say anything; undefined where it is not deprecated. */
  of(application: string, element: string, versions: readonly string[]): Dates | undefined {
    const [announced, ...declared] = [null, ...versions].flatMap(
      version => this.#byKey.get(keyOf(application, element, version)) ?? []
    )
    if (announced === undefined || announced.sunset !== null) return announced
    return declared.find(({ sunset }) => sunset !== null) ?? announced
  }

  /** Also those of what the element is inside of. */
  around(application: string, element: string, versions: readonly string[]): Dates | undefined {
    for (const key of [element, ...aroundOf(element)]) {
      const found = this.of(application, key, versions)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Whether its last day is over. */
  isOver(dates: Pick<Dates, 'sunset'> | undefined): boolean {
    const sunset = dates?.sunset ?? null
    return sunset !== null && this.#moment.isAfter(sunset)
  }

  /** What the documents of the version say. */
  declaredBy(application: string, version: string): Dates[] {
    return this.#all.filter(each => each.application === application && each.version === version)
  }

  /** Every element of the application that is deprecated, by announcement or in the documents of one of the versions. */
  elements(application: string, versions: readonly string[]): string[] {
    const known = this.#all.filter(
      each => each.application === application && (each.version === null || versions.includes(each.version))
    )
    return [...new Set(known.map(({ element }) => element))]
  }
}

const keyOf = (application: string, element: string, version: string | null) => JSON.stringify([application, element, version])
