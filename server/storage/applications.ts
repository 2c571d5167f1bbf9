import type { Application } from '../domain/application.ts'
import { displayNameFor, nameKey } from '../domain/names.ts'
import type { Queries, Transaction } from './database.ts'
import { among, sql } from './sql.ts'

export const applicationColumns = sql`application.id, application.name, application.display_name as "displayName",
  application.main_branch as "mainBranch", application.repository_url as "repositoryUrl",
  application.repository_name as "repositoryName", application.repository_namespace as "repositoryNamespace",
  application.created_at as "createdAt", application.updated_at as "updatedAt"`

export function findApplication(db: Queries, name: string): Promise<Application | undefined> {
  return db.get(sql`select ${applicationColumns} from applications application where application.name = ${name}`)
}

export function listApplicationNames(db: Queries): Promise<Array<{ name: string }>> {
  return db.all(sql`select name from applications`)
}

/**
 * Finds the named applications and creates those that are missing. Always first in a transaction and in the order of
 * their names: two transactions that insert the same keys in opposite order dead-lock on PostgreSQL.
 */
export async function ensureApplications(
  tx: Transaction,
  names: readonly string[],
  now: number
): Promise<Map<string, Application>> {
  const wanted = [...new Set(names)].sort()
  const known = await applicationsNamed(tx, wanted)
  const missing = wanted.filter(name => !known.has(name))
  for (const name of missing) {
    await tx.run(sql`
      insert into applications (name, name_key, display_name, created_at, updated_at)
      values (${name}, ${nameKey(name)}, ${displayNameFor(name)}, ${now}, ${now})
      on conflict (name) do nothing`)
  }
  return missing.length === 0 ? known : applicationsNamed(tx, wanted)
}

async function applicationsNamed(db: Queries, names: readonly string[]): Promise<Map<string, Application>> {
  const found = await db.all<Application>(
    sql`select ${applicationColumns} from applications application where application.name ${among(names)}`
  )
  return new Map(found.map(application => [application.name, application]))
}

export async function ensureApplication(tx: Transaction, name: string, now: number): Promise<Application> {
  return (await ensureApplications(tx, [name], now)).get(name) as Application
}

/** The main branch is found by itself only once; afterwards it is the team's own. */
export async function setMainBranch(tx: Transaction, applicationId: number, branch: string, now: number): Promise<void> {
  await tx.run(sql`
    update applications set main_branch = ${branch}, updated_at = ${now}
    where id = ${applicationId} and main_branch is null`)
}
