import type { Successes } from '../domain/pending.ts'
import type { TaggedSuccess } from '../domain/work-in-progress.ts'
import type { Queries } from './database.ts'
import { among, sql } from './sql.ts'

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

/** Whether each contract succeeded on the branch, or on another before the branch began. */
export async function successesByBranch(
  db: Queries,
  contractIds: number[],
  branch: BranchPeriod | undefined
): Promise<ByContract> {
  const id = branch?.id ?? 0
  const rows = await db.all<{ contractId: number; onBranch: number; elsewhereBefore: number }>(sql`
    select contract.id as "contractId",
      case when exists (
        select 1 from latest_verifications result
        join branch_versions member on member.version_id = result.provider_version_id and member.branch_id = ${id}
        where result.contract_id = contract.id and result.first_success_at is not null) then 1 else 0 end as "onBranch",
      case when exists (
        select 1 from latest_verifications result
        join branch_versions member on member.version_id = result.provider_version_id and member.branch_id <> ${id}
        where result.contract_id = contract.id and result.first_success_at < ${branch?.createdAt ?? never})
        then 1 else 0 end as "elsewhereBefore"
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
  const some = await db.all<{ contractId: number; any: number }>(sql`
    select contract.id as "contractId",
      case when exists (
        select 1 from latest_verifications result join tags tag on tag.version_id = result.provider_version_id
        where result.contract_id = contract.id and result.first_success_at is not null) then 1 else 0 end as "any"
    from contracts contract where contract.id ${among(contractIds)}`)
  const rows = await db.all<{ contractId: number; tag: string; succeeded: number }>(sql`
    with used as (${firstUseOfTags(providerId, tags)})
    select contract.id as "contractId", used.name as tag,
      case when exists (
        select 1 from latest_verifications result join tags tag on tag.version_id = result.provider_version_id
        where result.contract_id = contract.id and result.first_success_at is not null
          and (tag.name = used.name or result.first_success_at < used."firstUse")) then 1 else 0 end as succeeded
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
    select contract.id as "contractId",
      case when exists (
        select 1 from latest_verifications result
        where result.contract_id = contract.id and result.first_success_at is not null) then 1 else 0 end as "any"
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
  const rows = await db.all<{ contractId: number }>(sql`
    select contract.id as "contractId" from contracts contract
    where contract.id ${among(contractIds)} and (
      exists (
        select 1 from latest_verifications result
        join branch_versions member on member.version_id = result.provider_version_id and member.branch_id = ${id}
        where result.contract_id = contract.id and result.last_plain_success_at >= ${from})
      or exists (
        select 1 from latest_verifications result
        join branch_versions member on member.version_id = result.provider_version_id and member.branch_id <> ${id}
        where result.contract_id = contract.id and result.last_plain_success_at >= ${from}
          and result.first_success_at < ${until}
          and (result.last_plain_success_at < ${until} or exists (
            select 1 from verifications logged
            where logged.provider_version_id = result.provider_version_id and logged.contract_id = contract.id
              and logged.success = 1 and logged.wip = 0
              and logged.created_at >= ${from} and logged.created_at < ${until}))))`)
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
