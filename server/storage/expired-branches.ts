import { type Branch, branchColumns } from './branches.ts'
import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { among, empty, sql } from './sql.ts'

export interface Expiry {
  now: number
  /** What got its last version before this moment is expired. */
  before: number
}

export type ExpiredBranch = Branch & { application: string }

/**
 * Branches without a new version for long, the longest first: of one application or of all, or those among some. Never a main
 * branch, and never one with a version that is live somewhere.
 */
export function expiredBranches(
  db: Queries,
  { now, before }: Expiry,
  { applicationId, among: ids }: { applicationId?: number | undefined; among?: readonly number[] } = {}
): Promise<ExpiredBranch[]> {
  return db.all(sql`
    select ${branchColumns}, application.name as application
    from branches branch join applications application on application.id = branch.application_id
    where branch.updated_at < ${before} and branch.name is distinct from application.main_branch
      and not exists (
        select 1 from branch_versions member join live on live.version_id = member.version_id
        where member.branch_id = branch.id and ${isLive(sql`live`, now)})
      ${applicationId === undefined ? empty : sql`and branch.application_id = ${applicationId}`}
      ${ids === undefined ? empty : sql`and branch.id ${among(ids)}`}
    order by branch.updated_at, branch.id`)
}

/** Removes them with their memberships, and gives those removed: whoever got a version meanwhile stays. */
export async function deleteExpired(
  tx: Transaction,
  expired: readonly ExpiredBranch[],
  { before }: Expiry
): Promise<ExpiredBranch[]> {
  const removed = await tx.all<{ id: number }>(sql`
    delete from branches where id ${among(expired.map(({ id }) => id))} and updated_at < ${before} returning id`)
  const ids = new Set(removed.map(({ id }) => id))
  return expired.filter(({ id }) => ids.has(id))
}
