import { setTimeout as sleep } from 'node:timers/promises'
import type { Queries } from './database.ts'
import { sql } from './sql.ts'

/** Undefined when the database answers soon, else what went wrong. */
export async function answers(db: Queries, within = 5000): Promise<unknown> {
  const giveUp = new AbortController()
  const late = sleep(within, new Error(`No answer within ${within} ms.`), { signal: giveUp.signal })
  late.catch(() => {})
  try {
    return await Promise.race([db.get(sql`select 1 as answer`).then(() => undefined), late])
  } catch (error) {
    return error
  } finally {
    giveUp.abort()
  }
}
