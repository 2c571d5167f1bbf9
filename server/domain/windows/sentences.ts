import { shellWord } from '../shell-word.ts'
import type { DatesProblem } from './check-window.ts'
import { dayOf } from './days.ts'
import type { DeclaredDates } from './document-elements.ts'
import type { RemovalCode } from './removal.ts'
import type { Dates, ElementWindow } from './window.ts'

interface About {
  provider: string
  element: string
  environment?: string | undefined
  window: ElementWindow
  /** Who relies on it, where that is the matter: `web 7 in production`. */
  users: readonly string[]
}

/** What an answer about removing the element rests on. */
export function removalSentence(code: RemovalCode, { element, environment, window, users }: About): string {
  const until = window.sunset === undefined ? '' : dayOf(window.sunset)
  const where = environment === undefined ? 'live' : `live in ${environment}`
  switch (code) {
    case 'element-removed-in-use':
      return `${element} is used by ${users.join(', ')}${window.state === 'sunset' ? `; its sunset was on ${until}` : ''}`
    case 'use-undecided':
      return `Whether ${element} is used cannot be decided${users.length === 0 ? '' : `: not all that ${users.join(', ')} says can be read`}`
    case 'element-undecided':
      return `Not all elements of the provider's documents are known; ${element} may be there`
    case 'public-before-sunset':
      return `${element} is public, and promised until ${until}: who uses it from outside is not seen`
    case 'public-never-deprecated':
      return `${element} is public, and was given no last day: who uses it from outside is not seen`
    case 'window-cut-short':
      return `Nobody who is ${where} says to use ${element}, but it is promised until ${until}`
    case 'window-open-ended':
      return `${element} is deprecated without a last day`
    case 'used-by-versions-to-come':
      return `It is used by versions that are not ${where}: ${users.join(', ')}; they will miss it when they are`
    case 'not-in-use':
      return `Nobody who is ${where} says to use ${element}${window.state === 'introduced' ? '' : ', and nothing is promised'}`
  }
}

/** What to do about it, where there is something. */
export function removalNext(code: RemovalCode, { provider, element, window }: About): string | undefined {
  switch (code) {
    case 'element-removed-in-use':
    case 'used-by-versions-to-come':
      return window.state === 'introduced'
        ? `Deprecate it, so that they know: ${deprecateCommand(provider, element)}`
        : 'They have to publish contracts without it, and be deployed'
    case 'public-never-deprecated':
    case 'window-open-ended':
      return `Announce its last day: ${deprecateCommand(provider, element)}`
    case 'window-cut-short':
    case 'public-before-sunset':
      return `Remove it after ${dayOf(window.sunset as number)}`
    default:
      return undefined
  }
}

export const deprecateCommand = (provider: string, element: string, sunset = 'DATE'): string =>
  `soloist deprecate --provider ${shellWord(provider)} --element ${shellWord(element)} --sunset ${sunset}`

export interface DoubtfulDates {
  element: string
  dates: DeclaredDates
  problem: DatesProblem
  announced: Dates | undefined
  minimum: number
}

/** What is odd about dates in a document. */
export function datesSentence({ element, dates, problem, announced, minimum }: DoubtfulDates): string {
  const [on, sunset] = [dates.deprecatedOn, dates.sunset].map(date => (date === undefined ? '' : dayOf(date)))
  switch (problem) {
    case 'no-date':
      return `${element} has a date that is none and counts for nothing: ${dates.odd.join(', ')}. Write it as 2026-01-31.`
    case 'sunset-before-deprecation':
      return `${element} has its sunset, ${sunset}, before it is deprecated, ${on}.`
    case 'earlier-than-announced':
      return announced?.sunset != null && dates.sunset !== undefined && dates.sunset < announced.sunset
        ? `${element} was announced to stay until ${dayOf(announced.sunset)}; the earlier ${sunset} does not hold.`
        : `${element} was announced to be deprecated on ${dayOf(announced?.deprecatedOn as number)}; the earlier ${on} does not hold.`
    case 'window-too-short':
      return `${element} has its sunset on ${sunset}: consumers have fewer than ${minimum} days.`
  }
}
