import type { Queries, Transaction } from '../database.ts'
import { emptySlot, endDeployment, lockSlot } from '../deployments.ts'
import { endRelease, ensureRelease } from '../releases.ts'
import { sql } from '../sql.ts'

/** A deployment or release as it was recorded elsewhere. */
export interface Stay {
  uuid: string
  applicationId: number
  versionId: number
  environmentId: number
  createdAt: number
  updatedAt: number
  endedAt: number | null
}

/**
 * Records a deployment with its uuid and dates, or that a known one ended meanwhile. A current one takes its slot, unless
 * something that was deployed later holds it: then it has ended when that came.
 */
export async function keepDeployment(tx: Transaction, deployment: Stay & { instance: string }): Promise<number> {
  const { uuid, applicationId, versionId, environmentId, instance, createdAt, updatedAt, endedAt } = deployment
  const known = await tx.get<{ id: number }>(sql`select id from deployed_versions where uuid = ${uuid}`)
  if (known !== undefined) {
    if (endedAt !== null && (await endDeployment(tx, known.id, endedAt))) await emptySlot(tx, known.id)
    return known.id
  }
  const { id } = (await tx.get<{ id: number }>(sql`
    insert into deployed_versions (uuid, application_id, version_id, environment_id, instance, created_at, updated_at, ended_at)
    values (${uuid}, ${applicationId}, ${versionId}, ${environmentId}, ${instance}, ${createdAt}, ${updatedAt}, ${endedAt}) returning id`))!
  if (endedAt !== null) return id
  const slot = await lockSlot(tx, { environmentId, applicationId, instance }, versionId, createdAt)
  const holder = slot.deployedVersionId
  if (holder !== null) {
    const since = (await tx.get<{ since: number }>(sql`select since from live where id = ${slot.id}`))!.since
    if (since > createdAt) {
      await endDeployment(tx, id, since)
      return id
    }
    await endDeployment(tx, holder, createdAt)
  }
  await tx.run(sql`
    update live set version_id = ${versionId}, deployed_version_id = ${id}, since = ${createdAt} where id = ${slot.id}`)
  return id
}

/** The same for a release; there is one for each version and environment, and a known one keeps its uuid. */
export async function keepRelease(tx: Transaction, release: Stay): Promise<number> {
  const { uuid, createdAt, updatedAt, endedAt } = release
  const kept = await ensureRelease(tx, release, createdAt)
  if (kept.uuid === uuid && kept.endedAt === null && updatedAt !== createdAt) {
    await tx.run(sql`update released_versions set updated_at = ${updatedAt} where id = ${kept.id}`)
  }
  if (endedAt !== null) {
    await endRelease(tx, kept.id, endedAt)
    return kept.id
  }
  if (kept.endedAt !== null) {
    await tx.run(sql`update released_versions set ended_at = null, updated_at = ${updatedAt} where id = ${kept.id}`)
  }
  await tx.run(sql`
    insert into live (environment_id, application_id, version_id, kind, released_version_id, since)
    values (${release.environmentId}, ${release.applicationId}, ${release.versionId}, 'released', ${kept.id}, ${createdAt})
    on conflict (environment_id, application_id, version_id) where kind = 'released' do nothing`)
  return kept.id
}

/** Whether anything refers to the environment. */
export async function isEnvironmentUsed(db: Queries, id: number): Promise<boolean> {
  const found = await db.get(sql`
    select 1 as found where exists (select 1 from deployed_versions where environment_id = ${id})
      or exists (select 1 from released_versions where environment_id = ${id})
      or exists (select 1 from policies where environment_id = ${id})`)
  return found !== undefined
}

/** Gives an environment that nothing refers to another uuid. */
export async function renameEnvironment(tx: Transaction, id: number, uuid: string, createdAt: number): Promise<void> {
  await tx.run(sql`update environments set uuid = ${uuid}, created_at = ${createdAt}, updated_at = ${createdAt} where id = ${id}`)
}
