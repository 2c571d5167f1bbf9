import type { Pairing } from '../../domain/matrix/pairing.ts'
import type { Queries } from '../database.ts'
import { isLive } from '../live.ts'
import { fill, Slot, sql } from '../sql.ts'
import { comparedWithOffer, lastDeployed, newestResult, type PairingRow, pairingColumns, pairingsFrom } from './pairing-row.ts'

const environment = new Slot('environment')
const now = new Slot('now')

const statement = sql`
  select ${pairingColumns}, 'inferred' as "consumerSide", 'inferred' as "providerSide",
    ${lastDeployed(sql`publication.provider_id`, environment)}
  from live running
  join publications publication on publication.version_id = running.version_id and publication.superseded = 0
  join contracts contract on contract.id = publication.contract_id
  join versions consumer_version on consumer_version.id = publication.version_id
  join applications consumer on consumer.id = publication.consumer_id
  join applications provider on provider.id = publication.provider_id
  left join live chosen on chosen.environment_id = ${environment} and chosen.application_id = publication.provider_id
    and ${isLive(sql`chosen`, now)}
  left join versions provider_version on provider_version.id = chosen.version_id
  left join latest_verifications result
    on result.contract_id = publication.contract_id and result.provider_version_id = provider_version.id
  ${newestResult}
  ${comparedWithOffer}
  where running.environment_id = ${environment} and ${isLive(sql`running`, now)}
  order by consumer.name, consumer_version.version_order desc, provider.name, provider_version.version_order desc`

/** Every contract of a version that is live in the environment, with each live version of its provider, or with none. */
export async function livePairingsIn(db: Queries, environmentId: number, at: number): Promise<Pairing[]> {
  return pairingsFrom(await db.all<PairingRow>(fill(statement, { environment: environmentId, now: at })))
}

/** The versions that are live in the environment, each once. */
export function liveVersionsIn(
  db: Queries,
  environmentId: number,
  at: number
): Promise<Array<{ application: string; version: string }>> {
  return db.all(sql`
    select distinct application.name as application, version.number as version, version.version_order
    from live
    join versions version on version.id = live.version_id
    join applications application on application.id = live.application_id
    where live.environment_id = ${environmentId} and ${isLive(sql`live`, at)}
    order by application.name, version.version_order desc`)
}
