import { type Slot, type Sql, sql } from './sql.ts'

/**
 * Whether a row of `live` counts at a moment: a release does only up to the end of the day that was promised. Whoever reads
 * `live` asks this, with `broker.now()` (or the start of its day, which says the same): nothing removes the row at midnight.
 */
export const isLive = (row: Sql, now: number | Slot): Sql =>
  sql`(${row}.supported_until is null or ${row}.supported_until >= ${now})`

/** In the words of those who know but two ways to be live: what is rolled out runs. */
export const deployedOrReleased = (row: Sql): Sql => sql`case when ${row}.kind = 'released' then 'released' else 'deployed' end`
