import { nameKey } from '../domain/names.ts'
import type { Listed, Page } from '../domain/page.ts'
import { idNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { among, anywhere, onPage, sql } from './sql.ts'

/** A branch's time of change moves at most once a minute, so that busy branches do not fight over one row. */
const touchedAtMostEvery = 60_000

export interface Branch {
  id: number
  applicationId: number
  name: string
  createdAt: number
  updatedAt: number
}

export const branchColumns = sql`branch.id, branch.application_id as "applicationId", branch.name,
  branch.created_at as "createdAt", branch.updated_at as "updatedAt"`

export function findBranch(db: Queries, application: string, name: string): Promise<Branch | undefined> {
  return db.get(sql`
    select ${branchColumns}
    from branches branch join applications application on application.id = branch.application_id
    where application.id = ${idNamed(application)} and branch.name = ${name}`)
}

/** Puts the version on the branch, which makes it the head unless it was there before. True when it is new there. */
export async function addToBranch(
  tx: Transaction,
  version: { id: number; applicationId: number },
  name: string,
  options: { now: number; automatic?: boolean }
): Promise<boolean> {
  const { now } = options
  await tx.run(sql`
    insert into branches (application_id, name, name_key, created_at, updated_at)
    values (${version.applicationId}, ${name}, ${nameKey(name)}, ${now}, ${now})
    on conflict (application_id, name) do update set updated_at = excluded.updated_at
    where branches.updated_at <= ${now - touchedAtMostEvery}`)
  const added = await tx.run(sql`
    insert into branch_versions (branch_id, version_id, automatic, created_at)
    select branch.id, ${version.id}, ${Number(options.automatic ?? false)}, ${now} from branches branch
    where branch.application_id = ${version.applicationId} and branch.name = ${name}
    on conflict (branch_id, version_id) do nothing`)
  return added > 0
}

/** Whether the version is on any branch. */
export async function isOnABranch(db: Queries, versionId: number): Promise<boolean> {
  return (await db.get(sql`select 1 as found from branch_versions where version_id = ${versionId} limit 1`)) !== undefined
}

/** The branch changed last comes first. */
export async function listBranches(
  db: Queries,
  applicationId: number,
  { q = '', page }: { q?: string | undefined; page?: Page | undefined } = {}
): Promise<Listed<Branch>> {
  const from = sql`
    from branches branch
    where branch.application_id = ${applicationId} and branch.name_key like ${anywhere(nameKey(q))} escape '!'`
  const items = await db.all<Branch>(sql`
    select ${branchColumns} ${from} order by branch.updated_at desc, branch.id desc ${onPage(page)}`)
  if (page === undefined) return { items, total: items.length }
  const { total } = (await db.get<{ total: number }>(sql`select count(*) as total ${from}`))!
  return { items, total }
}

/** Removes the branches and their memberships; the versions stay. */
export async function deleteBranches(tx: Transaction, ids: readonly number[]): Promise<void> {
  await tx.run(sql`delete from branches where id ${among(ids)}`)
}
