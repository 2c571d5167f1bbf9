import { dayOf, days, firstMoment, lastMoment } from './days.ts'
import type { DeclaredDates } from './document-elements.ts'
import type { Dates } from './window.ts'

export interface AskedWindow {
  /** `2026-01-31`. Default: as it was announced, else today. */
  on?: string | null | undefined
  sunset?: string | null | undefined
}

export interface Limits {
  /** What consumers could see until now. */
  announced: Dates | undefined
  /** Days between the deprecation, or today where that is later, and the sunset. */
  minimum: number
  now: number
}

export type CheckedWindow =
  | { dates: { deprecatedOn: number; sunset: number | null } }
  | { invalid: Record<string, string[]> }
  | { refused: string[] }

/** The dates of a window that a team asks for: whether they are dates, keep what was announced, and leave consumers the time they need. */
export function checkWindow({ on, sunset }: AskedWindow, limits: Limits): CheckedWindow {
  const { announced, now } = limits
  const deprecatedOn = isGiven(on) ? firstMoment(on) : (announced?.deprecatedOn ?? (firstMoment(dayOf(now)) as number))
  const end = isGiven(sunset) ? lastMoment(sunset) : null
  const notADate = ['must be a date like 2026-01-31']
  if (deprecatedOn === undefined || end === undefined) {
    return { invalid: { ...(deprecatedOn === undefined && { on: notADate }), ...(end === undefined && { sunset: notADate }) } }
  }
  if (end !== null && end < deprecatedOn) return { invalid: { sunset: ['cannot be before the element is deprecated'] } }
  const refused = refusals({ deprecatedOn, sunset: end }, limits)
  return refused.length > 0 ? { refused } : { dates: { deprecatedOn, sunset: end } }
}

function refusals({ deprecatedOn, sunset }: { deprecatedOn: number; sunset: number | null }, limits: Limits): string[] {
  const { announced, minimum } = limits
  const sentences: string[] = []
  const keeps = 'what was announced can only be moved later'
  if (announced?.deprecatedOn != null && deprecatedOn < announced.deprecatedOn) {
    sentences.push(`It was announced to be deprecated on ${dayOf(announced.deprecatedOn)}; ${keeps}`)
  }
  if (sunset === null) return sentences
  if (announced?.sunset != null) {
    if (sunset < announced.sunset) sentences.push(`Its sunset was announced for ${dayOf(announced.sunset)}; ${keeps}`)
  } else if (sunset < earliestSunset({ deprecatedOn }, limits)) {
    const earliest = dayOf(earliestSunset({ deprecatedOn }, limits))
    sentences.push(
      `Consumers have at least ${minimum} days: the sunset cannot be before ${earliest} (a policy of kind minimum-window can say another number)`
    )
  }
  return sentences
}

/** The first sunset that may be announced now: what was announced, else the minimum window from the deprecation or today on. */
export function earliestSunset(
  { deprecatedOn }: { deprecatedOn: number | null | undefined },
  { announced, minimum, now }: Limits
): number {
  if (announced?.sunset != null) return announced.sunset
  return (lastMoment(dayOf(Math.max(deprecatedOn ?? now, now))) as number) + days(minimum)
}

/** What is wrong with the dates in a document, which is kept all the same. */
export type DatesProblem = 'no-date' | 'sunset-before-deprecation' | 'earlier-than-announced' | 'window-too-short'

/** `at`: when the dates were announced; those of a document that is published just now are by now. */
export function datesProblems(
  { deprecatedOn, sunset, odd }: DeclaredDates,
  { announced, minimum, at }: { announced: Dates | undefined; minimum: number; at: number }
): DatesProblem[] {
  const before = (date: number | undefined, other: number | null | undefined) =>
    date !== undefined && other != null && date < other
  const isEarlier = before(sunset, announced?.sunset) || before(deprecatedOn, announced?.deprecatedOn)
  const shortest = (lastMoment(dayOf(Math.max(deprecatedOn ?? at, at))) as number) + days(minimum)
  const problems: Array<[DatesProblem, boolean]> = [
    ['no-date', odd.length > 0],
    ['sunset-before-deprecation', before(sunset, deprecatedOn)],
    ['earlier-than-announced', isEarlier],
    ['window-too-short', !isEarlier && before(sunset, shortest)]
  ]
  return problems.flatMap(([problem, is]) => (is ? problem : []))
}

const isGiven = (value: string | null | undefined): value is string => value !== undefined && value !== null
