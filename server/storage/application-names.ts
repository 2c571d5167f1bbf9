import type { Queries } from './database.ts'
import { among, sql } from './sql.ts'

/** Which of these names no application has. */
export async function unknownNames(db: Queries, names: readonly string[]): Promise<string[]> {
  const known = await db.all<{ name: string }>(sql`select name from applications where name ${among(names)}`)
  return names.filter(name => !known.some(application => application.name === name))
}
