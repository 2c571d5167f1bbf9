import type { Requirement } from '../domain/webhooks/required-verifications.ts'
import type { Queries } from './database.ts'
import { deployedOrReleased } from './live.ts'
import { sql } from './sql.ts'

/**
 * The provider versions that are asked for by every contract and have no result for this one: the main branch's head (or the
 * latest version with a tag of that name), and what is live anywhere. Reference 4.3.
 */
export function requiredVerifications(
  db: Queries,
  { providerId, contractId }: { providerId: number; contractId: number }
): Promise<Requirement[]> {
  return db.all(sql`
    with head as (
      select member.version_id from applications provider
      join branches branch on branch.application_id = provider.id and branch.name = provider.main_branch
      join branch_versions member on member.id = (
        select max(newest.id) from branch_versions newest where newest.branch_id = branch.id)
      where provider.id = ${providerId}
    ), needed (version_id, kind, place, position) as (
      select head.version_id, 'main-branch', provider.main_branch, 0 from head
        join applications provider on provider.id = ${providerId}
      union all
      select (select tag.version_id from tags tag
          where tag.application_id = provider.id and tag.name = provider.main_branch
          order by tag.version_order desc limit 1),
        'main-tag', provider.main_branch, 0
        from applications provider where provider.id = ${providerId} and not exists (select 1 from head)
      union all
      select live.version_id, ${deployedOrReleased(sql`live`)}, environment.name, environment.id from live
        join environments environment on environment.id = live.environment_id
        where live.application_id = ${providerId}
    )
    select version.number, needed.kind, needed.place,
      (select branch.name from branch_versions member join branches branch on branch.id = member.branch_id
        where member.version_id = version.id order by member.id desc limit 1) as branch
    from needed join versions version on version.id = needed.version_id
    where not exists (select 1 from latest_verifications result
      where result.contract_id = ${contractId} and result.provider_version_id = version.id)
    order by needed.position, needed.kind, version.version_order`)
}
