import { nameKey } from '../domain/names.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, sql } from './sql.ts'

export interface Environment {
  id: number
  uuid: string
  name: string
  displayName: string
  production: number
  /** JSON as given, or null when never set. */
  contacts: string | null
  createdAt: number
  updatedAt: number
}

export const environmentColumns = sql`environment.id, environment.uuid, environment.name,
  environment.display_name as "displayName", environment.production, environment.contacts,
  environment.created_at as "createdAt", environment.updated_at as "updatedAt"`

export function findEnvironment(db: Queries, name: string): Promise<Environment | undefined> {
  return db.get(sql`select ${environmentColumns} from environments environment where environment.name = ${name}`)
}

export function findEnvironmentByUuid(db: Queries, uuid: string): Promise<Environment | undefined> {
  return db.get(sql`select ${environmentColumns} from environments environment where environment.uuid = ${uuid}`)
}

/** By display name, whatever its case; all, or the one with the name. */
export async function listEnvironments(db: Queries, name?: string): Promise<Environment[]> {
  const named = name === undefined ? empty : sql`where environment.name = ${name}`
  const environments = await db.all<Environment>(sql`
    select ${environmentColumns} from environments environment ${named} order by environment.name`)
  // There are few, and lower() means something else on each engine.
  const key = ({ displayName }: Environment) => nameKey(displayName)
  return environments.sort((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))))
}

export type EnvironmentFields = Pick<Environment, 'name' | 'displayName' | 'production' | 'contacts'>

/** False when the name is taken. */
export async function createEnvironment(
  tx: Transaction,
  uuid: string,
  { name, displayName, production, contacts }: EnvironmentFields,
  now: number
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into environments (uuid, name, display_name, production, contacts, created_at, updated_at)
    values (${uuid}, ${name}, ${displayName}, ${production}, ${contacts}, ${now}, ${now}) on conflict (name) do nothing`)
  return inserted > 0
}

export async function changeEnvironment(
  tx: Transaction,
  id: number,
  { name, displayName, production, contacts }: EnvironmentFields,
  now: number
): Promise<void> {
  await tx.run(sql`
    update environments
    set name = ${name}, display_name = ${displayName}, production = ${production}, contacts = ${contacts}, updated_at = ${now}
    where id = ${id} and (name <> ${name} or display_name <> ${displayName} or production <> ${production}
      or contacts is distinct from ${contacts})`)
}

/** Removes it with its deployments and releases. */
export async function deleteEnvironment(tx: Transaction, uuid: string): Promise<boolean> {
  return (await tx.run(sql`delete from environments where uuid = ${uuid}`)) > 0
}

/** Whether the database is as the migrations left it. An event shows that something was there and was removed. */
export async function nothingStoredYet(db: Queries): Promise<boolean> {
  const found = await db.get(sql`
    select 1 as found where exists (select 1 from applications)
      or exists (select 1 from environments) or exists (select 1 from events)`)
  return found === undefined
}

/**
 * Holds everybody else who changes what counts there, until the transaction ends: of two at once, the second sees what the first
 * did.
 */
export async function lockEnvironment(tx: Transaction, id: number): Promise<void> {
  await tx.run(sql`update environments set updated_at = updated_at where id = ${id}`)
}
