import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

/** What the broker remembers between starts. */
export type KeptName = 'secret-key' | 'example-data'

/** Keeps a value where none is kept yet; true when it did. */
export async function keepValueOnce(tx: Transaction, name: KeptName, value: string, now: number): Promise<boolean> {
  const kept = await tx.run(sql`
    insert into kept_values (name, value, created_at) values (${name}, ${value}, ${now}) on conflict (name) do nothing`)
  return kept > 0
}

export async function findValue(db: Queries, name: KeptName): Promise<string | undefined> {
  return (await db.get<{ value: string }>(sql`select value from kept_values where name = ${name}`))?.value
}
