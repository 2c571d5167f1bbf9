import { idNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, sql } from './sql.ts'

/** That a version is, or was, deployed in a slot: application, environment, instance (none is `''`). */
export interface DeployedVersion {
  id: number
  uuid: string
  applicationId: number
  application: string
  versionId: number
  version: string
  environmentId: number
  environmentUuid: string
  instance: string
  createdAt: number
  updatedAt: number
  endedAt: number | null
}

export interface Slot {
  environmentId: number
  applicationId: number
  instance: string
}

const columns = sql`deployed.id, deployed.uuid, version.application_id as "applicationId", application.name as application,
  deployed.version_id as "versionId", version.number as version, deployed.environment_id as "environmentId",
  environment.uuid as "environmentUuid", deployed.instance, deployed.created_at as "createdAt",
  deployed.updated_at as "updatedAt", deployed.ended_at as "endedAt"`

const from = sql`from deployed_versions deployed
  join versions version on version.id = deployed.version_id
  join applications application on application.id = version.application_id
  join environments environment on environment.id = deployed.environment_id`

export function findDeployedVersion(db: Queries, uuid: string): Promise<DeployedVersion | undefined> {
  return db.get(sql`select ${columns} ${from} where deployed.uuid = ${uuid}`)
}

/** Every deployment of the version in the environment, newest first. */
export function deploymentsOf(db: Queries, versionId: number, environmentId: number): Promise<DeployedVersion[]> {
  return db.all(sql`
    select ${columns} ${from}
    where deployed.version_id = ${versionId} and deployed.environment_id = ${environmentId} order by deployed.id desc`)
}

/** What is deployed in the environment now, newest first. */
export function currentlyDeployedIn(
  db: Queries,
  environmentId: number,
  { application, instance }: { application?: string | undefined; instance?: string | undefined } = {}
): Promise<DeployedVersion[]> {
  return db.all(sql`
    select ${columns} ${from} join live on live.deployed_version_id = deployed.id
    where live.environment_id = ${environmentId}
      ${application === undefined ? empty : sql`and application.id = ${idNamed(application)}`}
      ${instance === undefined ? empty : sql`and live.instance = ${instance}`}
    order by deployed.id desc`)
}

/** Where an application is deployed now. */
export function currentDeploymentsOf(
  db: Queries,
  applicationId: number
): Promise<Array<{ uuid: string; environment: string; instance: string }>> {
  return db.all(sql`
    select deployed.uuid, environment.display_name as environment, deployed.instance
    from live
    join deployed_versions deployed on deployed.id = live.deployed_version_id
    join environments environment on environment.id = live.environment_id
    where live.application_id = ${applicationId} order by environment.display_name, deployed.instance`)
}

/**
 * What the slot holds, with the slot locked until the transaction ends: of two deployments at once, the second waits
 * here and then displaces the first. A slot that was empty comes back without a deployment, to be filled by `fillSlot`.
 */
export async function lockSlot(
  tx: Transaction,
  { environmentId, applicationId, instance }: Slot,
  versionId: number,
  now: number
): Promise<{ id: number; versionId: number; deployedVersionId: number | null }> {
  const slot = await tx.get<{ id: number; versionId: number; deployedVersionId: number | null }>(sql`
    insert into live (environment_id, application_id, version_id, instance, kind, since)
    values (${environmentId}, ${applicationId}, ${versionId}, ${instance}, 'deployed', ${now})
    on conflict (environment_id, application_id, instance) where kind = 'deployed'
    do update set version_id = live.version_id
    returning id, version_id as "versionId", deployed_version_id as "deployedVersionId"`)
  return slot!
}

/** Records the deployment and makes it the one its slot holds. Gives its id. */
export async function fillSlot(
  tx: Transaction,
  slotId: number,
  deployment: { uuid: string } & Slot & { versionId: number },
  now: number
): Promise<number> {
  const { uuid, applicationId, versionId, environmentId, instance } = deployment
  const { id } = (await tx.get<{ id: number }>(sql`
    insert into deployed_versions (uuid, application_id, version_id, environment_id, instance, created_at, updated_at)
    values (${uuid}, ${applicationId}, ${versionId}, ${environmentId}, ${instance}, ${now}, ${now}) returning id`))!
  await tx.run(sql`
    update live set
      previous_version_id = case when deployed_version_id is null or version_id = ${versionId} then null else version_id end,
      previous_ended_at = case when deployed_version_id is null or version_id = ${versionId} then null else cast(${now} as bigint) end,
      version_id = ${versionId}, deployed_version_id = ${id}, since = ${now}
    where id = ${slotId}`)
  return id
}

/** Empties the slot if it still holds this deployment. */
export async function emptySlot(tx: Transaction, deployedVersionId: number): Promise<void> {
  await tx.run(sql`delete from live where deployed_version_id = ${deployedVersionId}`)
}

/** False when it had ended before. */
export async function endDeployment(tx: Transaction, id: number, now: number): Promise<boolean> {
  return (
    (await tx.run(sql`
    update deployed_versions set ended_at = ${now}, updated_at = ${now} where id = ${id} and ended_at is null`)) > 0
  )
}

export async function uuidOfDeployment(db: Queries, id: number): Promise<string> {
  return (await db.get<{ uuid: string }>(sql`select uuid from deployed_versions where id = ${id}`))!.uuid
}
