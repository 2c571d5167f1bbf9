import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

/** That a version is on a branch. */
export interface Membership {
  id: number
  branchId: number
  createdAt: number
}

export function findMembership(db: Queries, branchId: number, versionId: number): Promise<Membership | undefined> {
  return db.get(sql`
    select id, branch_id as "branchId", created_at as "createdAt" from branch_versions
    where branch_id = ${branchId} and version_id = ${versionId}`)
}

export function membershipsOf(db: Queries, versionId: number): Promise<Membership[]> {
  return db.all(sql`
    select id, branch_id as "branchId", created_at as "createdAt" from branch_versions
    where version_id = ${versionId} order by branch_id`)
}

/** Takes a version off a branch; where it was the head, the branch gets another. */
export async function removeMembership(tx: Transaction, { id, branchId }: Membership): Promise<void> {
  // Locks the branch on PostgreSQL, as adding to it does: nobody adds a version between the steps.
  await tx.run(sql`update branches set name = name where id = ${branchId}`)
  const head = await newestMembership(tx, branchId)
  await tx.run(sql`delete from branch_versions where id = ${id}`)
  if (head?.id === id) await restoreHead(tx, branchId)
}

/**
 * After the head of a branch went, the remaining member with the highest order becomes the head (reference 3.5): as the
 * head is the newest membership, that member's is made anew.
 */
export async function restoreHead(tx: Transaction, branchId: number): Promise<void> {
  const latest = await highestMember(tx, branchId)
  if (latest === undefined || latest.id === (await newestMembership(tx, branchId))?.id) return
  await tx.run(sql`delete from branch_versions where id = ${latest.id}`)
  await tx.run(sql`
    insert into branch_versions (branch_id, version_id, automatic, created_at)
    values (${branchId}, ${latest.versionId}, ${latest.automatic}, ${latest.createdAt})`)
}

function newestMembership(db: Queries, branchId: number): Promise<{ id: number } | undefined> {
  return db.get(sql`select id from branch_versions where branch_id = ${branchId} order by id desc limit 1`)
}

function highestMember(
  db: Queries,
  branchId: number
): Promise<{ id: number; versionId: number; automatic: number; createdAt: number } | undefined> {
  return db.get(sql`
    select membership.id, membership.version_id as "versionId", membership.automatic, membership.created_at as "createdAt"
    from branch_versions membership join versions version on version.id = membership.version_id
    where membership.branch_id = ${branchId} order by version.version_order desc, version.id desc limit 1`)
}
