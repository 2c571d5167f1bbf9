import type { Deployed, Integration } from '../domain/autonomy/input.ts'
import type { Queries } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

/** What was deployed to the environment in a period, the oldest first. */
export function deploymentLog(
  db: Queries,
  environmentId: number,
  { from, to }: { from: number; to: number }
): Promise<Deployed[]> {
  return db.all(sql`
    select application.name as application, version.number as version, deployed.created_at as at
    from deployed_versions deployed
    join versions version on version.id = deployed.version_id
    join applications application on application.id = version.application_id
    where deployed.environment_id = ${environmentId} and deployed.created_at between ${from} and ${to}
    order by deployed.id`)
}

/** Integrations of the consumers that are live in the environment, and whether a version that is live there has a contract. */
export async function integrationsIn(db: Queries, environmentId: number, now: number): Promise<Integration[]> {
  const rows = await db.all<Omit<Integration, 'hasContract'> & { hasContract: number }>(sql`
    select consumer.name as consumer, provider.name as provider, max(
      case when exists (
        select 1 from publications publication
        where publication.version_id = running.version_id and publication.provider_id = integration.provider_id
          and publication.superseded = 0) then 1 else 0 end) as "hasContract"
    from live running
    join integrations integration on integration.consumer_id = running.application_id
    join applications consumer on consumer.id = integration.consumer_id
    join applications provider on provider.id = integration.provider_id
    where running.environment_id = ${environmentId} and ${isLive(sql`running`, now)}
    group by consumer.name, provider.name
    order by consumer.name, provider.name`)
  return rows.map(({ hasContract, ...sides }) => ({ ...sides, hasContract: hasContract === 1 }))
}
