import type { Queries } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

/**
 * The versions of a provider whose documents are its promise today: those that are live, and the newest with documents on its main
 * branch; where there is none of these, the newest with documents at all.
 */
export async function offeringVersions(db: Queries, providerId: number, now: number): Promise<number[]> {
  const rows = await db.all<{ id: number }>(sql`
    select offer.version_id as id
    from (
      select live.version_id from live where live.application_id = ${providerId} and ${isLive(sql`live`, now)}
      union
      select (
        select member.version_id from branch_versions member
        where member.branch_id = branch.id
          and exists (select 1 from version_offers known where known.version_id = member.version_id)
        order by member.id desc limit 1)
      from applications provider
      join branches branch on branch.application_id = provider.id and branch.name = provider.main_branch
      where provider.id = ${providerId}) counting
    join version_offers offer on offer.version_id = counting.version_id
    order by 1`)
  if (rows.length > 0) return rows.map(({ id }) => id)
  const newest = await db.get<{ id: number }>(sql`
    select version.id from versions version
    where version.application_id = ${providerId}
      and exists (select 1 from version_offers known where known.version_id = version.id)
    order by version.version_order desc limit 1`)
  return newest === undefined ? [] : [newest.id]
}
