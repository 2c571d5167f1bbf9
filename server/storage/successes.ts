import type { Successes } from '../domain/pending.ts'
import type { TaggedSuccess } from '../domain/work-in-progress.ts'
import type { Queries } from './database.ts'
import { among, type Sql, sql } from './sql.ts'

/** A provider's branch as results are judged by it; it may not be known yet. */
export interface BranchPeriod {
  id: number
  createdAt: number
  /** When the version that was put on it first was created. */
  firstVersionAt: number
}

/** Later than any moment: nothing has an end that has not begun. */
const never = Number.MAX_SAFE_INTEGER

export function findBranchPeriod(db: Queries, providerId: number, name: string): Promise<BranchPeriod | undefined> {
  return db.get(sql`
    select branch.id, branch.created_at as "createdAt",
      coalesce(version.created_at, ${never}) as "firstVersionAt"
    from branches branch
    left join branch_versions member
      on member.id = (select min(earliest.id) from branch_versions earliest where earliest.branch_id = branch.id)
    left join versions version on version.id = member.version_id
    where branch.application_id = ${providerId} and branch.name = ${name}`)
}

type ByContract = Map<number, Successes>

/*
 * The questions below are asked for each contract by itself, and end at the first result that answers them. They are
 * scalar subqueries on purpose: PostgreSQL turns `exists` into joins and hashes over all results, which takes seconds.
 */
const isOnBranch = (id: number) => sql`(
  select 1 from branch_versions member
  where member.version_id = result.provider_version_id and member.branch_id = ${id} limit 1) = 1`

const isOnAnotherBranch = (id: number) => sql`(
  select 1 from branch_versions member
  where member.version_id = result.provider_version_id and member.branch_id <> ${id} limit 1) = 1`

/** 1 where the contract at hand has a result of which the condition holds, else 0. */
const hasResult = (condition: Sql) => sql`coalesce((
  select 1 from latest_verifications result where result.contract_id = contract.id and ${condition} limit 1), 0)`

/** Whether each contract succeeded on the branch, or on another before the branch began. */
export async function successesByBranch(
  db: Queries,
  contractIds: number[],
  branch: BranchPeriod | undefined
): Promise<ByContract> {
  const id = branch?.id ?? 0
  const before = branch?.createdAt ?? never
  const rows = await db.all<{ contractId: number; onBranch: number; elsewhereBefore: number }>(sql`
    select contract.id as "contractId",
      ${hasResult(sql`result.first_success_at is not null and ${isOnBranch(id)}`)} as "onBranch",
      ${hasResult(sql`result.first_success_at < ${before} and ${isOnAnotherBranch(id)}`)} as "elsewhereBefore"
    from contracts contract where contract.id ${among(contractIds)}`)
  return new Map(
    rows.map(row => [row.contractId, { by: 'branch', onBranch: row.onBranch === 1, elsewhereBefore: row.elsewhereBefore === 1 }])
  )
}

/** Whether each contract succeeded with each tag that the provider uses, or with another before that tag's first use. */
export async function successesByTags(
  db: Queries,
  contractIds: number[],
  providerId: number,
  tags: string[]
): Promise<ByContract> {
  const hasTag = sql`(select 1 from tags tag where tag.version_id = result.provider_version_id limit 1) = 1`
  const hasFittingTag = sql`(
    select 1 from tags tag where tag.version_id = result.provider_version_id
      and (tag.name = used.name or result.first_success_at < used."firstUse") limit 1) = 1`
  const some = await db.all<{ contractId: number; any: number }>(sql`
    select contract.id as "contractId", ${hasResult(sql`result.first_success_at is not null and ${hasTag}`)} as "any"
    from contracts contract where contract.id ${among(contractIds)}`)
  const rows = await db.all<{ contractId: number; tag: string; succeeded: number }>(sql`
    with used as (${firstUseOfTags(providerId, tags)})
    select contract.id as "contractId", used.name as tag,
      ${hasResult(sql`result.first_success_at is not null and ${hasFittingTag}`)} as succeeded
    from contracts contract cross join used where contract.id ${among(contractIds)}`)
  const withTag = new Map(some.map(({ contractId }) => [contractId, new Map<string, boolean>()]))
  for (const { contractId, tag, succeeded } of rows) withTag.get(contractId)?.set(tag, succeeded === 1)
  return new Map(
    some.map(({ contractId, any }) => [
      contractId,
      { by: 'tags', withTag: withTag.get(contractId) ?? new Map(), withAnyTag: any === 1, tags }
    ])
  )
}

const firstUseOfTags = (providerId: number, tags: string[]) => sql`
  select tag.name, min(tag.created_at) as "firstUse"
  from tags tag where tag.application_id = ${providerId} and tag.name ${among(tags)} group by tag.name`

export async function firstUses(db: Queries, providerId: number, tags: string[]): Promise<Map<string, number>> {
  const rows = await db.all<{ name: string; firstUse: number }>(firstUseOfTags(providerId, tags))
  return new Map(rows.map(({ name, firstUse }) => [name, firstUse]))
}

export async function successesAtAll(db: Queries, contractIds: number[]): Promise<ByContract> {
  const rows = await db.all<{ contractId: number; any: number }>(sql`
    select contract.id as "contractId", ${hasResult(sql`result.first_success_at is not null`)} as "any"
    from contracts contract where contract.id ${among(contractIds)}`)
  return new Map(rows.map(({ contractId, any }) => [contractId, { by: 'provider', any: any === 1 }]))
}

/**
 * Which contracts are settled for the branch: verified since `from`, other than as work in progress, on the branch or
 * on another before the first version of this one. Where an older success of the same version may lie in that period
 * and the newest does not, the log has to be asked.
 */
export async function settledForBranch(
  db: Queries,
  contractIds: number[],
  branch: BranchPeriod | undefined,
  from: number
): Promise<Set<number>> {
  const id = branch?.id ?? 0
  const until = branch?.firstVersionAt ?? never
  const isLoggedInPeriod = sql`(
    select 1 from verifications logged
    where logged.provider_version_id = result.provider_version_id and logged.contract_id = contract.id
      and logged.success = 1 and logged.wip = 0 and logged.created_at >= ${from} and logged.created_at < ${until} limit 1) = 1`
  const onBranch = sql`result.last_plain_success_at >= ${from} and ${isOnBranch(id)}`
  const elsewhereBefore = sql`result.last_plain_success_at >= ${from} and result.first_success_at < ${until}
    and ${isOnAnotherBranch(id)} and (result.last_plain_success_at < ${until} or ${isLoggedInPeriod})`
  const rows = await db.all<{ contractId: number }>(sql`
    select contract.id as "contractId" from contracts contract
    where contract.id ${among(contractIds)} and (${hasResult(onBranch)} = 1 or ${hasResult(elsewhereBefore)} = 1)`)
  return new Set(rows.map(({ contractId }) => contractId))
}

/** Successes not run as work in progress, grouped by the provider's tags at that moment. */
export async function taggedSuccesses(db: Queries, contractIds: number[]): Promise<TaggedSuccess[]> {
  const rows = await db.all<{ contractId: number; tags: string; firstAt: number }>(sql`
    select logged.contract_id as "contractId", logged.provider_tags as tags, min(logged.created_at) as "firstAt"
    from verifications logged
    where logged.contract_id ${among(contractIds)} and logged.success = 1 and logged.wip = 0
      and logged.provider_tags is not null
    group by logged.contract_id, logged.provider_tags`)
  return rows.map(({ tags, ...rest }) => ({ ...rest, tags: JSON.parse(tags) as string[] }))
}
