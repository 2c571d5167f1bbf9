import { endOfDay } from '../policy-rules.ts'

export { dayOf } from '../policy-rules.ts'

const day = 24 * 60 * 60 * 1000

/** The last millisecond (UTC) of a day as documents write it: `2026-01-31`, perhaps with a time, which does not count. */
export const lastMoment = (text: string): number | undefined => endOfDay(text.trim().replace(/[Tt ].*$/s, ''))

/** The first millisecond of such a day. */
export function firstMoment(text: string): number | undefined {
  const end = lastMoment(text)
  return end === undefined ? undefined : end + 1 - day
}

export const days = (count: number): number => count * day
