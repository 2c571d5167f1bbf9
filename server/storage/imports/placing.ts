import { nameKey } from '../../domain/names.ts'
import type { Queries, Transaction } from '../database.ts'
import { among, sql } from '../sql.ts'

/** A version as far as an import looks at it. */
export interface PlacedVersion {
  id: number
  number: string
  order: number
  buildUrl: string | null
}

/** All versions of the application, the oldest first. */
export function placedVersions(db: Queries, applicationId: number): Promise<PlacedVersion[]> {
  return db.all(sql`
    select id, number, version_order as "order", build_url as "buildUrl" from versions
    where application_id = ${applicationId} order by version_order, id`)
}

/** Creates the version with the dates it has elsewhere; its place is the last. Gives its id, also when it is there already. */
export async function createVersion(
  tx: Transaction,
  version: { applicationId: number; number: string; buildUrl: string | null; createdAt: number; updatedAt: number }
): Promise<number> {
  const { applicationId, number, buildUrl, createdAt, updatedAt } = version
  const created = await tx.get<{ id: number }>(sql`
    insert into versions (application_id, number, build_url, created_at, updated_at)
    values (${applicationId}, ${number}, ${buildUrl}, ${createdAt}, ${updatedAt})
    on conflict (application_id, number) do update set number = excluded.number returning id`)
  return created!.id
}

/** Gives the version another place among those of its application; its tags carry the place, too. */
export async function placeVersion(tx: Transaction, id: number, order: number): Promise<void> {
  await tx.run(sql`update versions set placed_order = ${order} where id = ${id}`)
  await tx.run(sql`update tags set version_order = ${order} where version_id = ${id}`)
}

/** The branch's id, created with the dates it has elsewhere when it is new. */
export async function ensureBranch(
  tx: Transaction,
  branch: { applicationId: number; name: string; createdAt: number; updatedAt: number }
): Promise<number> {
  const { applicationId, name, createdAt, updatedAt } = branch
  const kept = await tx.get<{ id: number }>(sql`
    insert into branches (application_id, name, name_key, created_at, updated_at)
    values (${applicationId}, ${name}, ${nameKey(name)}, ${createdAt}, ${updatedAt})
    on conflict (application_id, name) do update set
      updated_at = case when branches.updated_at < excluded.updated_at then excluded.updated_at else branches.updated_at end
    returning id`)
  return kept!.id
}

/** Makes the version the newest member of the branch, unless it is one. */
export async function addMember(
  tx: Transaction,
  member: { branchId: number; versionId: number; createdAt: number }
): Promise<boolean> {
  const { branchId, versionId, createdAt } = member
  const added = await tx.run(sql`
    insert into branch_versions (branch_id, version_id, created_at) values (${branchId}, ${versionId}, ${createdAt})
    on conflict (branch_id, version_id) do nothing`)
  return added > 0
}

/** The head of each of the branches: the membership with the highest id. */
export async function headsOf(db: Queries, branchIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.all<{ branchId: number; versionId: number }>(sql`
    select member.branch_id as "branchId", member.version_id as "versionId" from branch_versions member
    where member.id in (select max(newest.id) from branch_versions newest where newest.branch_id ${among(branchIds)} group by newest.branch_id)`)
  return new Map(rows.map(({ branchId, versionId }) => [branchId, versionId]))
}

/** Makes a member the head: its membership is made anew, with its date. */
export async function makeHead(tx: Transaction, branchId: number, versionId: number): Promise<void> {
  const member = await tx.get<{ automatic: number; createdAt: number }>(sql`
    select automatic, created_at as "createdAt" from branch_versions where branch_id = ${branchId} and version_id = ${versionId}`)
  if (member === undefined) return
  await tx.run(sql`delete from branch_versions where branch_id = ${branchId} and version_id = ${versionId}`)
  await tx.run(sql`
    insert into branch_versions (branch_id, version_id, automatic, created_at)
    values (${branchId}, ${versionId}, ${member.automatic}, ${member.createdAt})`)
}
