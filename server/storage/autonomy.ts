import type { Deployment } from '../domain/autonomy/input.ts'
import type { Queries } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

/** What was deployed to an environment between two moments, the oldest first. */
export function deploymentsBetween(db: Queries, environmentId: number, from: number, to: number): Promise<Deployment[]> {
  return db.all(sql`
    select application.name as application, version.number as version, deployed.created_at as at
    from deployed_versions deployed
    join versions version on version.id = deployed.version_id
    join applications application on application.id = version.application_id
    where deployed.environment_id = ${environmentId} and deployed.created_at >= ${from} and deployed.created_at <= ${to}
    order by deployed.id`)
}

/** Integrations of which both sides are live, and whether a live version of the consumer has a contract with the provider. */
export function liveIntegrations(
  db: Queries,
  environmentId: number,
  now: number
): Promise<Array<{ consumer: string; provider: string; covered: number }>> {
  const counts = sql`live.environment_id = ${environmentId} and ${isLive(sql`live`, now)}`
  return db.all(sql`
    select consumer.name as consumer, provider.name as provider,
      case when exists (
        select 1 from live join publications publication on publication.version_id = live.version_id
        where live.application_id = consumer.id and ${counts} and publication.provider_id = provider.id
          and publication.superseded = 0)
      then 1 else 0 end as covered
    from integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join applications provider on provider.id = integration.provider_id
    where exists (select 1 from live where live.application_id = consumer.id and ${counts})
      and exists (select 1 from live where live.application_id = provider.id and ${counts})
    order by consumer.name, provider.name`)
}

/** Applications that are live and take part in no integration. */
export async function unconnectedIn(db: Queries, environmentId: number, now: number): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`
    select application.name from applications application
    where exists (
        select 1 from live
        where live.application_id = application.id and live.environment_id = ${environmentId} and ${isLive(sql`live`, now)})
      and not exists (select 1 from integrations as_consumer where as_consumer.consumer_id = application.id)
      and not exists (select 1 from integrations as_provider where as_provider.provider_id = application.id)
    order by application.name`)
  return rows.map(({ name }) => name)
}

/** Names that applications had → their names of today. */
export async function namesOfToday(db: Queries): Promise<Map<string, string>> {
  const rows = await db.all<{ former: string; name: string }>(sql`
    select former.name as former, application.name from former_names former
    join applications application on application.id = former.application_id`)
  return new Map(rows.map(({ former, name }) => [former, name]))
}
