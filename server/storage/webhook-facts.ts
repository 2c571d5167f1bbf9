import type { Queries } from './database.ts'
import { sql } from './sql.ts'

/** What a call is about, in ids. */
export interface CallSubject {
  consumerId: number | null
  providerId: number | null
  versionId: number | null
  contractId: number | null
  verificationId: number | null
}

export interface SubjectFacts {
  consumer: string | null
  provider: string | null
  consumerVersion: string | null
  consumerBranch: string | null
  sha: string | null
  /** The result that was published, or else the newest of the contract. */
  verificationId: number | null
  success: number | null
  verificationBuildUrl: string | null
  providerVersionId: number | null
  providerVersion: string | null
  providerBranch: string | null
}

/** The facts of a call, read when it is made. Which result counts: reference 4.4. */
export async function subjectFacts(db: Queries, subject: CallSubject): Promise<SubjectFacts> {
  const { consumerId, providerId, versionId, contractId, verificationId } = subject
  const facts = await db.get<SubjectFacts>(sql`
    select consumer.name as consumer, provider.name as provider, version.number as "consumerVersion",
      (select branch.name from branch_versions member join branches branch on branch.id = member.branch_id
        where member.version_id = version.id order by member.id desc limit 1) as "consumerBranch",
      contract.sha, verification.id as "verificationId", verification.success,
      verification.build_url as "verificationBuildUrl", provider_version.id as "providerVersionId",
      provider_version.number as "providerVersion",
      (select branch.name from branch_versions member join branches branch on branch.id = member.branch_id
        where member.version_id = provider_version.id order by member.id desc limit 1) as "providerBranch"
    from (select 1 as one) one
    left join applications consumer on consumer.id = ${consumerId}
    left join applications provider on provider.id = ${providerId}
    left join versions version on version.id = ${versionId}
    left join contracts contract on contract.id = ${contractId}
    left join verifications verification on verification.id = coalesce(
      cast(${verificationId} as bigint),
      (select max(result.id) from verifications result
        join branch_versions member on member.version_id = result.provider_version_id
        join branches branch on branch.id = member.branch_id
        where result.contract_id = contract.id and branch.application_id = provider.id and branch.name = provider.main_branch),
      (select max(result.id) from verifications result where result.contract_id = contract.id))
    left join versions provider_version on provider_version.id = verification.provider_version_id`)
  return facts!
}

/** The contract published last between a consumer and a provider of those names, any where a name is null; of those with a result, if so asked. */
export async function latestSubject(
  db: Queries,
  { consumer, provider }: { consumer: string | null; provider: string | null },
  { verified }: { verified: boolean }
): Promise<CallSubject | undefined> {
  const found = await db.get<CallSubject>(sql`
    select publication.consumer_id as "consumerId", publication.provider_id as "providerId",
      publication.version_id as "versionId", publication.contract_id as "contractId",
      (select max(result.id) from verifications result where result.contract_id = publication.contract_id) as "verificationId"
    from publications publication
    join applications consumer on consumer.id = publication.consumer_id
    join applications provider on provider.id = publication.provider_id
    where publication.superseded = 0
      and (cast(${consumer} as text) is null or consumer.name = ${consumer})
      and (cast(${provider} as text) is null or provider.name = ${provider})
      and (${Number(verified)} = 0
        or exists (select 1 from verifications result where result.contract_id = publication.contract_id))
    order by publication.id desc limit 1`)
  return found && (verified ? found : { ...found, verificationId: null })
}
