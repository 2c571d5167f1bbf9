import type { Verification } from '../domain/verification.ts'
import type { Queries, Transaction } from './database.ts'
import { noteVerified } from './integrations.ts'
import { empty, sql } from './sql.ts'

const verificationColumns = sql`verification.id, verification.contract_id as "contractId",
  verification.provider_version_id as "providerVersionId", provider.name as provider,
  version.number as "providerVersion", verification.success, verification.build_url as "buildUrl",
  verification.report_id as "reportId", verification.executed_at as "executedAt"`

const fromVerifications = sql`from verifications verification
  join versions version on version.id = verification.provider_version_id
  join applications provider on provider.id = version.application_id`

export interface NewVerification {
  contractId: number
  providerVersionId: number
  success: boolean
  untested: number
  wip: boolean
  pending: boolean | null
  buildUrl: string | null
  selectors: string | null
  reportId: number | null
  executedAt: number
}

/** Where a provider version stands. */
export interface ProviderPlace {
  branch: string | null
  tags: string[]
}

/**
 * Writes the result into the log, with where the provider version stood at that moment, and makes it the newest. A result
 * that comes from elsewhere brings its number and place with it.
 */
export async function addVerification(
  tx: Transaction,
  result: NewVerification,
  now: number,
  given: { number?: number; place?: ProviderPlace } = {}
): Promise<number> {
  const { contractId, providerVersionId, untested, buildUrl, selectors, reportId, executedAt } = result
  const success = Number(result.success)
  const pending = result.pending === null ? null : Number(result.pending)
  const { branch, tags } = given.place ?? (await placeOf(tx, providerVersionId))
  const number = given.number === undefined ? { column: empty, value: empty } : { column: sql`id,`, value: sql`${given.number},` }
  const { id } = (await tx.get<{ id: number }>(sql`
    insert into verifications (${number.column} contract_id, provider_version_id, success, untested, wip, pending, build_url,
      provider_branch, provider_tags, selectors, report_id, executed_at, created_at)
    values (${number.value} ${contractId}, ${providerVersionId}, ${success}, ${untested}, ${Number(result.wip)}, ${pending},
      ${buildUrl}, ${branch}, ${JSON.stringify(tags)}, ${selectors}, ${reportId}, ${executedAt}, ${now})
    returning id`)) as { id: number }

  await noteVerified(tx, contractId)

  const succeededAt = result.success ? now : null
  const plainlyAt = result.success && !result.wip ? now : null
  // On PostgreSQL results may arrive here in another order than they were numbered: only the higher number is newer.
  await tx.run(sql`
    insert into latest_verifications as newest (contract_id, provider_version_id, verification_id, success, untested,
      executed_at, first_success_at, last_success_at, last_plain_success_at)
    values (${contractId}, ${providerVersionId}, ${id}, ${success}, ${untested}, ${executedAt},
      ${succeededAt}, ${succeededAt}, ${plainlyAt})
    on conflict (contract_id, provider_version_id) do update set
      success = case when excluded.verification_id > newest.verification_id then excluded.success else newest.success end,
      untested = case when excluded.verification_id > newest.verification_id then excluded.untested else newest.untested end,
      executed_at = case when excluded.verification_id > newest.verification_id
        then excluded.executed_at else newest.executed_at end,
      verification_id = case when excluded.verification_id > newest.verification_id
        then excluded.verification_id else newest.verification_id end,
      first_success_at = case when newest.first_success_at <= excluded.first_success_at or excluded.first_success_at is null
        then newest.first_success_at else excluded.first_success_at end,
      last_success_at = case when newest.last_success_at >= excluded.last_success_at or excluded.last_success_at is null
        then newest.last_success_at else excluded.last_success_at end,
      last_plain_success_at = case
        when newest.last_plain_success_at >= excluded.last_plain_success_at or excluded.last_plain_success_at is null
        then newest.last_plain_success_at else excluded.last_plain_success_at end`)
  return id
}

async function placeOf(db: Queries, versionId: number): Promise<ProviderPlace> {
  const branch = await db.get<{ name: string }>(sql`
    select branch.name from branch_versions member join branches branch on branch.id = member.branch_id
    where member.version_id = ${versionId} order by member.id desc limit 1`)
  const tags = await db.all<{ name: string }>(sql`select name from tags where version_id = ${versionId} order by name`)
  return { branch: branch?.name ?? null, tags: tags.map(({ name }) => name) }
}

export function findVerification(db: Queries, contractId: number, number: number): Promise<Verification | undefined> {
  return db.get(sql`
    select ${verificationColumns} ${fromVerifications}
    where verification.id = ${number} and verification.contract_id = ${contractId}`)
}

/** The result posted last for the contract, over all provider versions. */
export function latestVerification(db: Queries, contractId: number): Promise<Verification | undefined> {
  return db.get(sql`
    select ${verificationColumns} ${fromVerifications}
    where verification.contract_id = ${contractId} order by verification.id desc limit 1`)
}

/** Deletes one result; the one before it for that provider version counts again. */
export async function removeVerification(tx: Transaction, removed: Verification): Promise<void> {
  const { id, contractId, providerVersionId } = removed
  await tx.run(sql`delete from verifications where id = ${id}`)
  const own = sql`one.contract_id = ${contractId} and one.provider_version_id = ${providerVersionId}`
  await tx.run(sql`
    insert into latest_verifications (contract_id, provider_version_id, verification_id, success, untested,
      executed_at, first_success_at, last_success_at, last_plain_success_at)
    select one.contract_id, one.provider_version_id, one.id, one.success, one.untested, one.executed_at,
      (select min(one.created_at) from verifications one where ${own} and one.success = 1),
      (select max(one.created_at) from verifications one where ${own} and one.success = 1),
      (select max(one.created_at) from verifications one where ${own} and one.success = 1 and one.wip = 0)
    from verifications one
    where one.id = (select max(one.id) from verifications one where ${own})
    on conflict (contract_id, provider_version_id) do update set
      verification_id = excluded.verification_id, success = excluded.success, untested = excluded.untested,
      executed_at = excluded.executed_at, first_success_at = excluded.first_success_at,
      last_success_at = excluded.last_success_at, last_plain_success_at = excluded.last_plain_success_at`)
}
