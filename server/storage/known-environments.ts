import type { Queries } from './database.ts'
import { among, sql } from './sql.ts'

/** Those of the names that are environments. */
export async function knownEnvironments(db: Queries, names: string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set()
  const rows = await db.all<{ name: string }>(sql`select name from environments where name ${among(names)}`)
  return new Set(rows.map(({ name }) => name))
}
