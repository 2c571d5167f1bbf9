import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

/** What the broker remembers between starts. */
export type KeptName = 'secret-key' | 'example-data' | 'cleaning' | 'usages-filled-to' | 'windows'

/** Keeps a value where none is kept yet; true when it did. */
export async function keepValueOnce(tx: Transaction, name: KeptName, value: string, now: number): Promise<boolean> {
  const kept = await tx.run(sql`
    insert into kept_values (name, value, created_at) values (${name}, ${value}, ${now}) on conflict (name) do nothing`)
  return kept > 0
}

/** Keeps a value in the place of what was kept. */
export async function setValue(tx: Transaction, name: KeptName, value: string, now: number): Promise<void> {
  await tx.run(sql`
    insert into kept_values (name, value, created_at) values (${name}, ${value}, ${now})
    on conflict (name) do update set value = ${value}, created_at = ${now}`)
}

export async function findValue(db: Queries, name: KeptName): Promise<string | undefined> {
  return (await db.get<{ value: string }>(sql`select value from kept_values where name = ${name}`))?.value
}

/**
 * Takes a task that one process at a time does: true unless another is at it, or began at `dueAt` or later. One that began
 * longer than the lease ago has died.
 */
export async function claimRun(
  tx: Transaction,
  name: KeptName,
  { now, dueAt, lease }: { now: number; dueAt: number; lease: number }
): Promise<boolean> {
  const claimed = await tx.run(sql`
    insert into kept_values (name, value, created_at) values (${name}, 'running', ${now})
    on conflict (name) do update set value = 'running', created_at = ${now}
    where (kept_values.value = 'done' and kept_values.created_at < ${dueAt}) or kept_values.created_at < ${now - lease}`)
  return claimed > 0
}

export async function finishRun(tx: Transaction, name: KeptName): Promise<void> {
  await tx.run(sql`update kept_values set value = 'done' where name = ${name}`)
}
