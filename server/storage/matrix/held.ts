import type { Slot, Sql } from '../sql.ts'
import { sql } from '../sql.ts'

/**
 * Whether a row of `held_versions` may still count on the day of that moment: leases end within days, so the domain looks again, with
 * the moment itself.
 */
export const isStillHeld = (row: Sql, now: number | Slot): Sql => sql`(${row}.until is null or ${row}.until >= ${now})`

/** Whether a held provider version meets the contract: what is retained only sends messages that are read later. */
export const counts = (row: Sql, contract: Sql): Sql => sql`(${row}.kind = 'reserved' or ${contract}.messages = 1)`
