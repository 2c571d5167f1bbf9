import { nameProblem, textProblem } from './names.ts'
import { endOfDay } from './policy-rules.ts'

const day = 24 * 60 * 60 * 1000
/** How long an override may last, and how long it does where it does not say. */
const longestDays = 7
const usual = day

export interface OverrideAsked {
  by?: string | null | undefined
  reason: string
  until?: string | null | undefined
}

/** Until when it holds and who answers for it (the account's name, where nobody is named), or what is wrong, by field. */
export function readOverride(
  { by, reason, until }: OverrideAsked,
  { user, now }: { user: string | null; now: number }
): { by: string; until: number } | { errors: Record<string, string[]> } {
  const errors: Record<string, string[]> = {}
  const note = (field: string, problem: string | undefined) => {
    if (problem !== undefined) errors[field] = [problem]
  }
  const who = by ?? user
  note('by', who === null ? 'is missing: who answers for it?' : nameProblem(who))
  note('reason', reason.trim() === '' ? 'cannot be blank' : textProblem(reason))
  const last = until === undefined || until === null ? now + usual : lastMillisecond(until)
  note('until', untilProblem(last, now))
  if (Object.keys(errors).length > 0) return { errors }
  return { by: who as string, until: last as number }
}

function untilProblem(last: number | undefined, now: number): string | undefined {
  if (last === undefined) return 'must be a time like 2026-01-31T18:00:00Z or a day like 2026-01-31'
  if (last <= now) return 'must be in the future'
  if (last <= now + longestDays * day) return undefined
  const latest = new Date(now + longestDays * day).toISOString().slice(0, 19)
  return `must be at most ${longestDays} days ahead, ${latest}Z: an override is for what cannot wait`
}

/** A day holds up to its end, UTC; a time says its zone. */
function lastMillisecond(text: string): number | undefined {
  const ofDay = endOfDay(text)
  if (ofDay !== undefined) return ofDay
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined
  const time = Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
