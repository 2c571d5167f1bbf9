/** What is told of a window once each, in this order; the number is what is remembered of it. */
export const windowEvents = ['window_approaching', 'window_passed', 'window_overdue'] as const
export type WindowEvent = (typeof windowEvents)[number]

export interface WindowToTell {
  /** The last millisecond, UTC. */
  sunset: number
  /** How many of the events, in their order, were told or can be no more. */
  told: number
  /** Of the provider's versions that count, one has it: `unknown` where not all that is in their documents is known. */
  present: boolean | 'unknown'
  /** A live version of a consumer relies on it. */
  isUsed: boolean
  /** The deprecation was taken back. */
  isWithdrawn: boolean
}

/** What is to be told now, and what is to be remembered of it. Whoever was away when a sunset came near is told that it passed. */
export function eventsToTell(
  { sunset, told, present, isUsed, isWithdrawn }: WindowToTell,
  { now, approaching }: { now: number; approaching: number }
): { events: WindowEvent[]; told: number } {
  const concerns = present === true || isUsed
  if (isWithdrawn || now < sunset - approaching) return { events: [], told }
  if (now <= sunset) return told < 1 && concerns ? { events: ['window_approaching'], told: 1 } : { events: [], told }
  const events: WindowEvent[] = [
    ...(told < 2 ? ['window_passed' as const] : []),
    ...(concerns ? ['window_overdue' as const] : [])
  ]
  return { events, told: concerns ? 3 : 2 }
}
