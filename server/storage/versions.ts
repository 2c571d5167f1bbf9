import type { Listed, Page } from '../domain/page.ts'
import type { Version } from '../domain/version.ts'
import { idNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, onPage, sql } from './sql.ts'

export const versionColumns = sql`version.id, version.application_id as "applicationId", application.name as application,
  version.number, version.version_order as "order", version.build_url as "buildUrl",
  version.artifact_digest as "artifactDigest", version.source_fingerprint as "sourceFingerprint",
  version.created_at as "createdAt", version.updated_at as "updatedAt"`

const fromVersions = sql`from versions version join applications application on application.id = version.application_id`

export function findVersion(db: Queries, application: string, number: string): Promise<Version | undefined> {
  return db.get(sql`
    select ${versionColumns} ${fromVersions} where application.id = ${idNamed(application)} and version.number = ${number}`)
}

/** Finds the version or creates it, which fixes its place among the application's versions for good. */
export async function ensureVersion(
  tx: Transaction,
  application: { id: number; name: string },
  number: string,
  now: number
): Promise<Version & { isNew: boolean }> {
  const inserted = await tx.run(sql`
    insert into versions (application_id, number, created_at, updated_at)
    values (${application.id}, ${number}, ${now}, ${now}) on conflict (application_id, number) do nothing`)
  const version = await findVersion(tx, application.name, number)
  if (version === undefined) throw new Error(`Version ${number} of ${application.name} was removed meanwhile.`)
  return { ...version, isNew: inserted > 0 }
}

export async function setBuildUrl(tx: Transaction, versionId: number, buildUrl: string | null, now: number): Promise<void> {
  await tx.run(sql`
    update versions set build_url = ${buildUrl}, updated_at = ${now}
    where id = ${versionId} and build_url is distinct from ${buildUrl}`)
}

export type Identity = Pick<Version, 'artifactDigest' | 'sourceFingerprint'>

/** Writes down what a version is, where that was not said before; gives what is said of it now. */
export async function identify(
  tx: Transaction,
  versionId: number,
  { artifactDigest, sourceFingerprint }: Identity,
  now: number
): Promise<Identity> {
  await tx.run(sql`
    update versions set artifact_digest = coalesce(artifact_digest, ${artifactDigest}),
      source_fingerprint = coalesce(source_fingerprint, ${sourceFingerprint}), updated_at = ${now}
    where id = ${versionId} and (
      (artifact_digest is null and cast(${artifactDigest} as text) is not null)
      or (source_fingerprint is null and cast(${sourceFingerprint} as text) is not null))`)
  return (await tx.get<Identity>(sql`
    select artifact_digest as "artifactDigest", source_fingerprint as "sourceFingerprint" from versions where id = ${versionId}`))!
}

export interface VersionsWanted {
  applicationId: number
  tag?: string
  branchId?: number
  /** Every version that was ever deployed or released there. */
  environmentId?: number
  page?: Page | undefined
}

/** The version with the highest order comes first. */
export async function listVersions(db: Queries, wanted: VersionsWanted): Promise<Listed<Version>> {
  const { applicationId, tag, branchId, environmentId, page } = wanted
  const tagged = sql`and exists (select 1 from tags tag where tag.version_id = version.id and tag.name = ${tag})`
  const branched = sql`and exists (
    select 1 from branch_versions membership where membership.version_id = version.id and membership.branch_id = ${branchId})`
  const placed = sql`and (
    exists (select 1 from deployed_versions deployed
      where deployed.version_id = version.id and deployed.environment_id = ${environmentId})
    or exists (select 1 from released_versions released
      where released.version_id = version.id and released.environment_id = ${environmentId}))`
  const from = sql`${fromVersions} where version.application_id = ${applicationId}
    ${tag === undefined ? empty : tagged} ${branchId === undefined ? empty : branched} ${environmentId === undefined ? empty : placed}`
  const items = await db.all<Version>(sql`
    select ${versionColumns} ${from} order by version.version_order desc, version.id desc ${onPage(page)}`)
  if (page === undefined) return { items, total: items.length }
  const { total } = (await db.get<{ total: number }>(sql`select count(*) as total ${from}`))!
  return { items, total }
}

/** The version with the highest order, among those with the tag when one is given. */
export async function findLatestVersion(db: Queries, applicationId: number, tag?: string): Promise<Version | undefined> {
  const page = { number: 1, size: 1 }
  return (await listVersions(db, tag === undefined ? { applicationId, page } : { applicationId, tag, page })).items[0]
}

/** The version added to the branch last. */
export function findBranchHead(db: Queries, branchId: number): Promise<Version | undefined> {
  return db.get(sql`
    select ${versionColumns} ${fromVersions} join branch_versions membership on membership.version_id = version.id
    where membership.branch_id = ${branchId} order by membership.id desc limit 1`)
}

/** Removes it with all that hangs on it. The heads of its branches are the caller's business. */
export async function deleteVersion(tx: Transaction, id: number): Promise<void> {
  await tx.run(sql`delete from versions where id = ${id}`)
}
