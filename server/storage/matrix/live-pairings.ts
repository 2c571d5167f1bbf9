import type { Pairing } from '../../domain/matrix/pairing.ts'
import type { Queries } from '../database.ts'
import { isLive } from '../live.ts'
import { fill, Slot, type Sql, sql } from '../sql.ts'
import { equivalentColumns, equivalentResults } from './equivalent-results.ts'
import { isStillHeld } from './held.ts'
import {
  comparedWithOffer,
  heldColumns,
  lastDeployed,
  newestResult,
  type PairingRow,
  pairingColumns,
  pairingsFrom
} from './pairing-row.ts'

const environment = new Slot('environment')
const now = new Slot('now')

const select = (held: 'provider' | undefined, chosen: Sql, bySource: boolean): Sql => sql`
  select ${pairingColumns}, ${equivalentColumns(bySource)}, ${heldColumns(held)}, 'inferred' as "consumerSide", 'inferred' as "providerSide",
    ${lastDeployed(sql`publication.provider_id`, environment)}
  from live running
  join publications publication on publication.version_id = running.version_id and publication.superseded = 0
  join contracts contract on contract.id = publication.contract_id
  join versions consumer_version on consumer_version.id = publication.version_id
  join applications consumer on consumer.id = publication.consumer_id
  join applications provider on provider.id = publication.provider_id
  ${chosen}
  left join latest_verifications result
    on result.contract_id = publication.contract_id and result.provider_version_id = provider_version.id
  ${newestResult}
  ${equivalentResults(bySource)}
  ${comparedWithOffer}
  where running.environment_id = ${environment} and ${isLive(sql`running`, now)}`

const liveProviders = sql`
  left join live chosen on chosen.environment_id = ${environment} and chosen.application_id = publication.provider_id
    and ${isLive(sql`chosen`, now)}
  left join versions provider_version on provider_version.id = chosen.version_id`

const retainedProviders = sql`
  join held_versions held on held.environment_id = ${environment} and held.application_id = publication.provider_id
    and held.kind = 'retained' and ${isStillHeld(sql`held`, now)} and contract.messages = 1
  join versions provider_version on provider_version.id = held.version_id`

const statementFor = (bySource: boolean) => sql`
  select * from (
    ${select(undefined, liveProviders, bySource)} union all ${select('provider', retainedProviders, bySource)}) pairing
  order by consumer, "consumerOrder" desc, provider, "providerOrder" desc`

const statements = { byArtifact: statementFor(false), bySourceToo: statementFor(true) }

/** Every contract of a version that is live in the environment, with each live or retained version of its provider, or with none. */
export async function livePairingsIn(db: Queries, environmentId: number, at: number, bySource: boolean): Promise<Pairing[]> {
  const statement = bySource ? statements.bySourceToo : statements.byArtifact
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
