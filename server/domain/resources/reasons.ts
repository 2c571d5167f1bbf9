import type { Moment } from '../moment.ts'
import { type Conflict, conflictBetween, exceptionFor, type SharingException } from './conflicts.ts'
import type { Declared } from './resource.ts'

/** What is known of the stores of a candidate and of what is live beside it. */
export interface ResourceFacts {
  own: Declared[]
  others: Declared[]
  /** Of the versions of the same application that the candidate takes the place of. */
  replaced: Declared[]
  exceptions: SharingException[]
}

export interface Sharing {
  conflict: Conflict
  /** The version it replaces shares this with the same application already. */
  inherited: boolean
}

/** What the candidate would share, as the first side of each conflict; each other application and path once. Exceptions aside. */
export function sharingOf({ own, others, replaced, exceptions }: ResourceFacts, moment: Moment): Sharing[] {
  const holding = exceptions.filter(({ until }) => !moment.isAfter(until))
  const before = new Set(conflictsBetween(replaced, others).map(keyOf))
  const now = new Map(conflictsBetween(own, others).map(conflict => [keyOf(conflict), conflict]))
  return [...now]
    .filter(([, { path }]) => exceptionFor(path, holding) === undefined)
    .map(([key, conflict]) => ({ conflict, inherited: before.has(key) }))
}

const conflictsBetween = (mine: readonly Declared[], others: readonly Declared[]): Conflict[] =>
  mine.flatMap(one => others.flatMap(other => conflictBetween(one, other) ?? []))

const keyOf = ({ path, other }: Conflict) => JSON.stringify([other.application, path])
