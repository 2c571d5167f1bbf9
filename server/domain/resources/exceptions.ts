import type { Moment } from '../moment.ts'
import type { Conflict } from './conflicts.ts'
import { covers } from './resource.ts'

/** Applications that may share what is at or below a path up to a day, and why. */
export interface SharingException {
  path: string
  applications: readonly string[]
  /** The last millisecond on which it counts. */
  until: number
}

/** The exception that covers a conflict at this moment; of several, the one that ends last. */
export function exceptionFor<T extends SharingException>(
  conflict: Conflict,
  exceptions: readonly T[],
  moment: Moment
): T | undefined {
  const covering = exceptions.filter(
    ({ path, applications, until }) =>
      covers(path, conflict.path) &&
      conflict.sides.every(({ application }) => applications.includes(application)) &&
      !moment.isAfter(until)
  )
  return covering.sort((one, other) => other.until - one.until)[0]
}
