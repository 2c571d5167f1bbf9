import type { Queries } from './database.ts'
import { supportEndedAt } from './releases.ts'
import { among, sql } from './sql.ts'

/** What a version's document says beside the version itself. */
export interface VersionDetails {
  branches: Array<{ name: string; latest: number }>
  tags: Array<{ name: string }>
  /** The names of the providers it has contracts with. */
  providers: Array<{ name: string }>
  /** The names of the documents it published as a provider. */
  providerContracts: Array<{ name: string }>
  deployments: Stay[]
  releases: Stay[]
}

/** A deployment or release of the version, and whether it is over. */
export interface Stay {
  uuid: string
  environment: string
  instance: string
  endedAt: number | null
}

type OfVersion<Row> = Row & { versionId: number }

/** The details of all the given versions at that moment, in six questions however many they are. */
export async function detailsOfVersions(
  db: Queries,
  ids: readonly number[],
  now: number
): Promise<(id: number) => VersionDetails> {
  const branches = await db.all<OfVersion<{ name: string; latest: number }>>(sql`
    select membership.version_id as "versionId", branch.name,
      case when exists (
        select 1 from branch_versions newer where newer.branch_id = membership.branch_id and newer.id > membership.id
      ) then 0 else 1 end as latest
    from branch_versions membership join branches branch on branch.id = membership.branch_id
    where membership.version_id ${among(ids)} order by branch.name`)
  const tags = await db.all<OfVersion<{ name: string }>>(sql`
    select version_id as "versionId", name from tags where version_id ${among(ids)} order by name`)
  const providers = await db.all<OfVersion<{ name: string }>>(sql`
    select publication.version_id as "versionId", provider.name
    from publications publication join applications provider on provider.id = publication.provider_id
    where publication.version_id ${among(ids)} and publication.superseded = 0 order by provider.name`)
  const providerContracts = await db.all<OfVersion<{ name: string }>>(sql`
    select version_id as "versionId", name from provider_contracts
    where version_id ${among(ids)} and superseded = 0 order by name`)
  const deployments = await db.all<OfVersion<Stay>>(sql`
    select deployed.version_id as "versionId", deployed.uuid, environment.display_name as environment,
      deployed.instance, deployed.ended_at as "endedAt"
    from deployed_versions deployed join environments environment on environment.id = deployed.environment_id
    where deployed.version_id ${among(ids)} order by deployed.id`)
  const releases = await db.all<OfVersion<Stay>>(sql`
    select released.version_id as "versionId", released.uuid, environment.display_name as environment,
      '' as instance,
      ${supportEndedAt(now)} as "endedAt"
    from released_versions released join environments environment on environment.id = released.environment_id
    where released.version_id ${among(ids)} order by released.id`)
  const of = {
    branches: byVersion(branches),
    tags: byVersion(tags),
    providers: byVersion(providers),
    providerContracts: byVersion(providerContracts),
    deployments: byVersion(deployments),
    releases: byVersion(releases)
  }
  return id => ({
    branches: of.branches.get(id) ?? [],
    tags: of.tags.get(id) ?? [],
    providers: of.providers.get(id) ?? [],
    providerContracts: of.providerContracts.get(id) ?? [],
    deployments: of.deployments.get(id) ?? [],
    releases: of.releases.get(id) ?? []
  })
}

function byVersion<Row>(rows: Array<OfVersion<Row>>): Map<number, Array<OfVersion<Row>>> {
  const map = new Map<number, Array<OfVersion<Row>>>()
  for (const row of rows) {
    const list = map.get(row.versionId) ?? []
    map.set(row.versionId, list)
    list.push(row)
  }
  return map
}
