import { displayNameFor, nameKey } from '../domain/names.ts'
import type { Transaction } from './database.ts'
import { sql } from './sql.ts'

/**
 * Gives the application another name; the one it had goes on meaning it. False when another application has the new name, or
 * had it. An application may take back a name of its own.
 */
export async function renameApplication(tx: Transaction, id: number, name: string, now: number): Promise<boolean> {
  const before = await lockName(tx, id)
  if (before === undefined || before.name === name) return before !== undefined
  if (!(await claimName(tx, id, name, now))) return false
  await tx.run(sql`insert into former_names (name, application_id, created_at) values (${before.name}, ${id}, ${now})`)
  const displayName = before.displayName === displayNameFor(before.name) ? displayNameFor(name) : before.displayName
  await tx.run(sql`
    update applications set name = ${name}, name_key = ${nameKey(name)}, display_name = ${displayName}, updated_at = ${now}
    where id = ${id}`)
  return true
}

/** Of two renamings at once, the second waits here. */
function lockName(tx: Transaction, id: number): Promise<{ name: string; displayName: string } | undefined> {
  return tx.get(sql`
    update applications set updated_at = updated_at where id = ${id} returning name, display_name as "displayName"`)
}

/**
 * Takes the name so that nobody else can until the transaction ends: by a row of that name, which goes again at once. Only then
 * are former names looked at, since whoever had the name may just have been renamed.
 */
async function claimName(tx: Transaction, id: number, name: string, now: number): Promise<boolean> {
  const claim = await tx.get<{ id: number }>(sql`
    insert into applications (name, name_key, display_name, created_at, updated_at)
    values (${name}, ${nameKey(name)}, ${name}, ${now}, ${now}) on conflict (name) do nothing returning id`)
  if (claim === undefined) return false
  await tx.run(sql`delete from applications where id = ${claim.id}`)
  await tx.run(sql`delete from former_names where name = ${name} and application_id = ${id}`)
  return (await tx.get(sql`select 1 as found from former_names where name = ${name}`)) === undefined
}
