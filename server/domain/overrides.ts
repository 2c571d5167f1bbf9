import type { Moment } from './moment.ts'
import { isInTheWay, type Reason } from './reasons.ts'
import { sentenceOf } from './sentences.ts'

/** Somebody answers for a version that goes to an environment though it is not proved: for reasons that were there then, and for a time. */
export interface Override {
  id: number
  uuid: string
  by: string
  reason: string
  /** The last millisecond on which it holds. */
  until: number
  /** Keys of the reasons. */
  covers: ReadonlySet<string>
}

/** What an override makes of a verdict. It applies where it covers all that is in the way. */
export interface Overriding {
  override: Override
  notCovered: Reason[]
}

/** The newest one that applies, else the newest; undefined where there is none, or nothing to override. */
export function overridingOf(reasons: readonly Reason[], overrides: readonly Override[], moment: Moment): Overriding | undefined {
  const open = reasons.filter(isInTheWay)
  if (open.length === 0) return undefined
  const found = overrides
    .filter(({ until }) => !moment.isAfter(until))
    .toSorted((one, other) => other.id - one.id)
    .map(override => ({ override, notCovered: open.filter(reason => !isCovered(reason, override.covers)) }))
  return found.find(applies) ?? found[0]
}

export const applies = ({ notCovered }: Overriding): boolean => notCovered.length === 0

/** Of an element it is as well where fewer use it than then. */
function isCovered(reason: Reason, covers: ReadonlySet<string>): boolean {
  if (covers.has(keyOf(reason))) return true
  if (!('element' in reason)) return false
  return [...covers].some(key => {
    const [code, element, users] = JSON.parse(key) as unknown[]
    const isSame = code === reason.code && element === reason.element && Array.isArray(users)
    return isSame && usersOf(reason).every(user => users.includes(user))
  })
}

const usersOf = ({ users }: Extract<Reason, { element: string }>): string[] =>
  users.map(({ application, version }) => `${application} ${version}`).sort()

/**
 * What a reason is, for an override to be bound to: its code and the contract and versions that meet, the element and the versions that
 * use it, or the two uses of a store. Of one without any, all that it says, so that another of the same code is another reason.
 */
export function keyOf(reason: Reason): string {
  if (reason.code === 'shared-persistence') {
    const { mine, theirs } = reason
    return JSON.stringify([reason.code, mine.access, mine.path, theirs.application, theirs.access, theirs.path])
  }
  if ('element' in reason) return JSON.stringify([reason.code, reason.element, usersOf(reason)])
  if (!('pairing' in reason)) return JSON.stringify([reason.code, sentenceOf(reason)])
  const { consumer, provider, contract } = reason.pairing
  const sides = [consumer.name, consumer.version.number, provider.name, provider.version?.number, contract.sha]
  return JSON.stringify([reason.code, ...sides])
}

/** In words, for every client. */
export function overridingSentence({ override, notCovered }: Overriding, answer: string): string {
  const { by, reason, until } = override
  const who = `${by} until ${new Date(until).toISOString().slice(0, 19)}Z (${reason})`
  if (notCovered.length === 0) return `OVERRIDDEN by ${who}: the answer is still ${answer}.`
  return `There is an override by ${who}, which does not cover: ${notCovered.map(sentenceOf).join(' ')}`
}
