const day = 24 * 60 * 60 * 1000

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
