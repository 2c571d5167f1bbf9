import type { Page } from '../domain/page.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, onPage, sql } from './sql.ts'

/** What was done to a policy, by whom and why. */
export interface PolicyChange {
  policy: string
  change: 'created' | 'changed' | 'removed'
  by: string
  reason: string | null
  /** What clients saw of it, as JSON. */
  before: string | null
  after: string | null
  createdAt: number
}

export async function keepPolicyChange(tx: Transaction, kept: PolicyChange): Promise<void> {
  const { policy, change, by, reason, before, after, createdAt } = kept
  await tx.run(sql`
    insert into policy_changes (policy_uuid, change, by, reason, before, after, created_at)
    values (${policy}, ${change}, ${by}, ${reason}, ${before}, ${after}, ${createdAt})`)
}

/** Newest first; of one policy, or of all. */
export async function policyChanges(
  db: Queries,
  { policy, page }: { policy?: string; page: Page | undefined }
): Promise<{ items: PolicyChange[]; total: number }> {
  const of = policy === undefined ? empty : sql`where policy_uuid = ${policy}`
  const items = await db.all<PolicyChange>(sql`
    select policy_uuid as policy, change, by, reason, before, after, created_at as "createdAt"
    from policy_changes ${of} order by id desc ${onPage(page)}`)
  const { total } = (await db.get<{ total: number }>(sql`select count(*) as total from policy_changes ${of}`))!
  return { items, total }
}
