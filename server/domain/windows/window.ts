import type { Moment } from '../moment.ts'
import { around } from './around.ts'
import type { DeclaredDates } from './document-elements.ts'

/** Where an element is in its life. `sunset`: it is there, and may go any day. */
export type WindowState = 'introduced' | 'deprecated' | 'sunset' | 'removed'

export interface ElementWindow {
  state: WindowState
  /** The first millisecond of that day, UTC. It may be to come. */
  deprecatedOn: number | undefined
  /** The last millisecond of that day, UTC. */
  sunset: number | undefined
  /** Consumers could have seen the sunset, or without one the deprecation: only then does it hold. */
  announced: boolean
  /** Deprecated, and nobody says until when it stays. */
  openEnded: boolean
  declaredBy: Array<'document' | 'command'>
  /** The element whose dates these are, where it has none of its own: one that it is in. */
  of: string | undefined
}

/** What is said of one element, and by whom. */
export interface WindowFacts {
  /** Whether the documents asked have it. `unknown`: not all that is in them is known. */
  present: boolean | 'unknown'
  /** By those documents, where it is deprecated. */
  declared: readonly DeclaredDates[]
  commanded?: Dates | undefined
  /** The latest dates that were announced, perhaps taken back since. */
  announced?: Dates | undefined
}

export interface Dates {
  deprecatedOn: number | null
  sunset: number | null
}

/**
 * The window of an element. Of what is announced the latest holds; who takes a deprecation back, in every document and by command,
 * ends it. An element without dates has those of the nearest one that it is in.
 */
export function windowOf(key: string, factsOf: (key: string) => WindowFacts, moment: Moment): ElementWindow {
  const { present } = factsOf(key)
  const keys = around(key)
  const of = keys.find(each => isSaid(factsOf(each)))
  if (of === undefined) return { ...never, state: present === false ? 'removed' : 'introduced' }
  const { declared, commanded, announced } = factsOf(of)
  const dates = holding({ declared, commanded, announced })
  return {
    state: present === false ? 'removed' : stateOf(dates, moment),
    ...dates,
    openEnded: dates.sunset === undefined,
    declaredBy: [...(declared.length > 0 ? ['document' as const] : []), ...(commanded === undefined ? [] : ['command' as const])],
    of: of === key ? undefined : of
  }
}

const never: Omit<ElementWindow, 'state'> = {
  deprecatedOn: undefined,
  sunset: undefined,
  announced: false,
  openEnded: false,
  declaredBy: [],
  of: undefined
}

/** What was announced is still remembered when it was taken back: it holds on only for what is gone, or may be. */
const isSaid = ({ present, declared, commanded, announced }: WindowFacts) =>
  declared.length > 0 || commanded !== undefined || (announced !== undefined && present !== true)

function holding({ declared, commanded, announced }: Omit<WindowFacts, 'present'>) {
  const sunset = latest([announced?.sunset, commanded?.sunset])
  const hidden = latest(declared.map(dates => dates.sunset))
  const deprecatedOn =
    latest([announced?.deprecatedOn, commanded?.deprecatedOn]) ?? latest(declared.map(dates => dates.deprecatedOn))
  return {
    deprecatedOn,
    sunset: sunset ?? hidden,
    announced: sunset !== undefined || (hidden === undefined && (announced ?? commanded) !== undefined)
  }
}

function stateOf(
  { deprecatedOn, sunset, announced }: Pick<ElementWindow, 'deprecatedOn' | 'sunset' | 'announced'>,
  moment: Moment
): WindowState {
  if (announced && sunset !== undefined && moment.isAfter(sunset)) return 'sunset'
  return deprecatedOn === undefined || moment.isAfter(deprecatedOn - 1) ? 'deprecated' : 'introduced'
}

function latest(dates: ReadonlyArray<number | null | undefined>): number | undefined {
  const known = dates.filter(date => date !== null && date !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
