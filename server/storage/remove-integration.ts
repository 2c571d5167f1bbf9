import type { Transaction } from './database.ts'
import { restoreHead } from './memberships.ts'
import { among, sql } from './sql.ts'

/** Removes the pair's contracts with all that hangs on them: publications, results. False where the two have no integration. */
export async function removeIntegration(tx: Transaction, consumerId: number, providerId: number): Promise<boolean> {
  // First, so that publishing, which touches this row, waits or comes before.
  const removed = await tx.run(sql`
    delete from integrations where consumer_id = ${consumerId} and provider_id = ${providerId}`)
  await tx.run(sql`delete from contracts where consumer_id = ${consumerId} and provider_id = ${providerId}`)
  return removed > 0
}

/** Of these applications, those that take part in no integration any more, with all they have. */
export async function removeUnconnectedApplications(tx: Transaction, ids: readonly number[]): Promise<void> {
  await tx.run(sql`
    delete from applications where id ${among(ids)}
      and not exists (select 1 from integrations where integrations.consumer_id = applications.id)
      and not exists (select 1 from integrations where integrations.provider_id = applications.id)`)
}

/**
 * Removes the versions of these applications that have neither pact nor result nor provider contract. What is live stays: without it, the verdict
 * on another application would miss a version that runs. Branches that lose their head get another.
 */
export async function removeOrphanedVersions(tx: Transaction, applicationIds: readonly number[]): Promise<void> {
  const heads = await tx.all<{ branchId: number; id: number }>(sql`
    select branch.id as "branchId", max(member.id) as id
    from branches branch join branch_versions member on member.branch_id = branch.id
    where branch.application_id ${among(applicationIds)} group by branch.id`)
  await tx.run(sql`
    delete from versions where application_id ${among(applicationIds)}
      and not exists (select 1 from publications where publications.version_id = versions.id)
      and not exists (select 1 from verifications where verifications.provider_version_id = versions.id)
      and not exists (select 1 from provider_contracts where provider_contracts.version_id = versions.id)
      and not exists (select 1 from live where live.version_id = versions.id)
      and not exists (select 1 from held_versions held where held.version_id = versions.id)`)
  const remaining = await tx.all<{ id: number }>(sql`
    select id from branch_versions where id ${among(heads.map(({ id }) => id))}`)
  const kept = new Set(remaining.map(({ id }) => id))
  for (const { id, branchId } of heads) if (!kept.has(id)) await restoreHead(tx, branchId)
}

/**
 * Every application, and with them all contracts, results and deployments; environments and policies for all stay. What there is
 * most of goes first: row by row behind each application it takes many times as long.
 */
export async function removeAllApplications(tx: Transaction): Promise<void> {
  await tx.run(sql`delete from latest_verifications`)
  await tx.run(sql`delete from verifications`)
  await tx.run(sql`delete from publications`)
  await tx.run(sql`delete from contracts`)
  await tx.run(sql`delete from tags`)
  await tx.run(sql`delete from branch_versions`)
  await tx.run(sql`delete from versions`)
  await tx.run(sql`delete from applications`)
}
