import type { Application } from '../domain/application.ts'
import { displayNameFor, nameKey } from '../domain/names.ts'
import type { Listed, Page } from '../domain/page.ts'
import { idNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { among, anywhere, empty, join, onPage, type Sql, sql } from './sql.ts'

export const applicationColumns = sql`application.id, application.name, application.display_name as "displayName",
  application.main_branch as "mainBranch", application.repository_url as "repositoryUrl",
  application.repository_name as "repositoryName", application.repository_namespace as "repositoryNamespace",
  application.owner, application.contact, application.retired_at as "retiredAt",
  application.created_at as "createdAt", application.updated_at as "updatedAt"`

/** By the name it has, or had before it was renamed. */
export function findApplication(db: Queries, name: string): Promise<Application | undefined> {
  return db.get(sql`select ${applicationColumns} from applications application where application.id = ${idNamed(name)}`)
}

export function listApplicationNames(db: Queries): Promise<Array<{ name: string }>> {
  return db.all(sql`select name from applications`)
}

/**
 * Finds the named applications, also by names they had, and creates those that are missing; each by the name asked for. Always
 * first in a transaction and in the order of their names: two transactions that insert the same keys in opposite order
 * dead-lock on PostgreSQL.
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
  if (missing.length === 0) return known
  // Whoever was renamed while this transaction waited keeps the old name: what was just made under it goes again.
  await tx.run(sql`
    delete from applications where name ${among(missing)} and name in (select former.name from former_names former)`)
  return applicationsNamed(tx, wanted)
}

async function applicationsNamed(db: Queries, names: readonly string[]): Promise<Map<string, Application>> {
  const found = await db.all<Application & { asked: string }>(sql`
    select application.name as asked, ${applicationColumns} from applications application
    where application.name ${among(names)}
    union all
    select former.name, ${applicationColumns}
    from former_names former join applications application on application.id = former.application_id
    where former.name ${among(names)}`)
  return new Map(found.map(({ asked, ...application }) => [asked, application]))
}

export async function ensureApplication(tx: Transaction, name: string, now: number): Promise<Application> {
  return (await ensureApplications(tx, [name], now)).get(name) as Application
}

/** Until the transaction ends, others that ask for the same wait. */
export async function lockApplication(tx: Transaction, id: number): Promise<void> {
  await tx.run(sql`update applications set updated_at = updated_at where id = ${id}`)
}

/** The main branch is found by itself only once; afterwards it is the team's own. */
export async function setMainBranch(tx: Transaction, applicationId: number, branch: string, now: number): Promise<void> {
  await tx.run(sql`
    update applications set main_branch = ${branch}, updated_at = ${now}
    where id = ${applicationId} and main_branch is null`)
}

/** What a team may say about its application. */
export type ApplicationChanges = {
  [K in 'displayName' | 'mainBranch' | 'repositoryUrl' | 'repositoryName' | 'repositoryNamespace' | 'owner' | 'contact']?:
    | Application[K]
    | undefined
}

/** Changes what is given and leaves the rest, also while another request changes that. */
export async function changeApplication(tx: Transaction, id: number, changes: ApplicationChanges, now: number): Promise<void> {
  const columns: Array<[column: Sql, value: string | null | undefined]> = [
    [sql`display_name`, changes.displayName],
    [sql`main_branch`, changes.mainBranch],
    [sql`repository_url`, changes.repositoryUrl],
    [sql`repository_name`, changes.repositoryName],
    [sql`repository_namespace`, changes.repositoryNamespace],
    [sql`owner`, changes.owner],
    [sql`contact`, changes.contact]
  ]
  const given = columns.filter(([, value]) => value !== undefined)
  if (given.length === 0) return
  const assignments = given.map(([column, value]) => sql`${column} = ${value}`)
  const differences = given.map(([column, value]) => sql`${column} is distinct from ${value}`)
  await tx.run(sql`
    update applications set ${join(assignments)}, updated_at = ${now} where id = ${id} and (${join(differences, ' or ')})`)
}

/** Removes it with all that hangs on it: versions, contracts, results, deployments. */
export async function deleteApplication(tx: Transaction, name: string): Promise<boolean> {
  return (await tx.run(sql`delete from applications where id = ${idNamed(name)}`)) > 0
}

/** By name, whatever its case; all, or those with the label. */
export async function listApplications(
  db: Queries,
  { q = '', label, page }: { q?: string | undefined; label?: string | undefined; page?: Page | undefined } = {}
): Promise<Listed<Application>> {
  const labelled = sql`and application.id in (select application_id from labels where labels.name = ${label})`
  const from = sql`from applications application
    where application.name_key like ${anywhere(nameKey(q))} escape '!' ${label === undefined ? empty : labelled}`
  const items = await db.all<Application>(sql`
    select ${applicationColumns} ${from} order by application.name_key, application.name ${onPage(page)}`)
  if (page === undefined) return { items, total: items.length }
  const { total } = (await db.get<{ total: number }>(sql`select count(*) as total ${from}`))!
  return { items, total }
}

/** The number of each application's version with the highest order. */
export async function latestNumbersOf(db: Queries, applicationIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.all<{ applicationId: number; number: string }>(sql`
    select version.application_id as "applicationId", version.number
    from applications application
    join versions version on version.id = (
      select newest.id from versions newest where newest.application_id = application.id
      order by newest.version_order desc, newest.id desc limit 1)
    where application.id ${among(applicationIds)}`)
  return new Map(rows.map(({ applicationId, number }) => [applicationId, number]))
}
