const hour = 60 * 60 * 1000
const day = 24 * hour

/** How long messages are still read where nobody says: most queues and streams keep them no longer. */
export const usualRetention = 7 * day

/** A topic by how long its messages are read, in milliseconds; null for ever, as where they are replayed or compacted. */
export interface Retaining {
  retention: number | null
}

/** How long a version counts after its deployment ended: as long as any topic of its application is read; null for ever. */
export function retentionOf(topics: readonly Retaining[]): number | null {
  if (topics.length === 0) return usualRetention
  if (topics.some(({ retention }) => retention === null)) return null
  return Math.max(...topics.map(({ retention }) => retention as number))
}

const units: Record<string, number> = { s: 1000, m: 60 * 1000, h: hour, d: day, w: 7 * day }
const duration =
  /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/

/** `7d`, `12h`, `P7D`, `forever`; milliseconds, or null for ever. Years and months count as their longest. Undefined: none of these. */
export function readRetention(text: string): number | null | undefined {
  const given = text.trim()
  if (given.toLowerCase() === 'forever') return null
  const [, count, unit] = /^(\d{1,6})\s*([smhdw])$/.exec(given) ?? []
  if (count !== undefined && unit !== undefined) return Number(count) * (units[unit] as number)
  const parts = given === 'P' ? null : duration.exec(given)
  if (parts === null) return undefined
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map(part => Number(part ?? 0))
  return (years * 366 + months * 31 + weeks * 7 + days) * day + hours * hour + (minutes * 60 + seconds) * 1000
}

/** Topics as somebody declared them: what the application's team said comes before what its documents say. */
export interface DeclaredTopic {
  topic: string
  retention: string | null
}

export function retainingOf(said: readonly DeclaredTopic[], documented: readonly DeclaredTopic[]): Retaining[] {
  const topics = new Map([...documented, ...said].map(({ topic, retention }) => [topic, retention]))
  return [...topics.values()].map(retention => {
    const read = retention === null ? undefined : readRetention(retention)
    return { retention: read === undefined ? usualRetention : read }
  })
}
