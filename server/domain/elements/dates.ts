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

  /** Of what was announced or set the latest day, else that in the documents of the versions; undefined where nobody says anything. */
  of(application: string, element: string, versions: readonly string[]): Dates | undefined {
    const said = this.#find(application, element, [null, byCommand])
    const declared = this.#find(application, element, versions)
    const [first] = [...said, ...declared]
    if (first === undefined) return undefined
    const sunset = latest(said, 'sunset') ?? latest(declared, 'sunset')
    return { ...first, sunset, deprecatedOn: latest(said, 'deprecatedOn') ?? latest(declared, 'deprecatedOn') }
  }

  /** Of what the version offers: a deprecation that was announced, and taken back since, is none. */
  ofOffered(application: string, element: string, version: string): Dates | undefined {
    const isSaid = this.#find(application, element, [byCommand, version]).length > 0
    return isSaid ? this.of(application, element, [version]) : undefined
  }

  #find(application: string, element: string, versions: ReadonlyArray<string | null>): Dates[] {
    return versions.flatMap(version => this.#byKey.get(keyOf(application, element, version)) ?? [])
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

  /** Every element of the application that is deprecated, by announcement, by command or in the documents of one of the versions. */
  elements(application: string, versions: readonly string[]): string[] {
    const known = this.#all.filter(
      each =>
        each.application === application &&
        (each.version === null || each.version === byCommand || versions.includes(each.version))
    )
    return [...new Set(known.map(({ element }) => element))]
  }
}

const byCommand = ''

function latest(dates: readonly Dates[], which: 'deprecatedOn' | 'sunset'): number | null {
  const known = dates.map(each => each[which]).filter(date => date !== null)
  return known.length === 0 ? null : Math.max(...known)
}

const keyOf = (application: string, element: string, version: string | null) => JSON.stringify([application, element, version])
