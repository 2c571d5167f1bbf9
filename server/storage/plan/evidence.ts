import { ruleSetVersion } from '../../domain/comparison/findings.ts'
import type { StoredComparison } from '../../domain/comparison.ts'
import type { Queries } from '../database.ts'
import { among, empty, type Sql, sql } from '../sql.ts'

export interface PublicationRow {
  id: number
  versionId: number
  providerId: number
  contractId: number
  sha: string
  messages: number
  revision: number
  createdAt: number
}

export const publicationsOf = (db: Queries, versions: readonly number[]): Promise<PublicationRow[]> =>
  db.all(sql`
    select publication.id, publication.version_id as "versionId", publication.provider_id as "providerId",
      publication.contract_id as "contractId", contract.sha, contract.messages, publication.revision, publication.created_at as "createdAt"
    from publications publication join contracts contract on contract.id = publication.contract_id
    where publication.version_id ${among(versions)} and publication.superseded = 0
    order by publication.id`)

/** Contracts that any of the versions has, and those of the versions that they may meet, worked out once each. */
const met = (versions: readonly number[]) => sql`
  with chosen as materialized (select id, application_id from versions where id ${among(versions)}),
  asked as materialized (
    select distinct publication.contract_id, publication.provider_id from publications publication
    where publication.version_id ${among(versions)} and publication.superseded = 0)`

export interface ResultRow {
  contractId: number
  versionId: number
  number: number
  success: number
  untested: number
  executedAt: number
}

/** The newest result of each contract of the versions by each of the versions. */
export const resultsAmong = (db: Queries, versions: readonly number[]): Promise<ResultRow[]> =>
  db.all(sql`${met(versions)}
    select result.contract_id as "contractId", result.provider_version_id as "versionId", result.verification_id as number,
      result.success, result.untested, result.executed_at as "executedAt"
    from asked
    join chosen on chosen.application_id = asked.provider_id
    join latest_verifications result on result.contract_id = asked.contract_id and result.provider_version_id = chosen.id`)

export interface TwinRow extends ResultRow {
  twinId: number
  twin: string
  twinOrder: number
  same: 'artifact' | 'source'
}

const twins = (versions: readonly number[], same: 'artifact' | 'source', isSame: Sql) => sql`
  select result.contract_id as "contractId", chosen.id as "versionId", result.verification_id as number, result.success,
    result.untested, result.executed_at as "executedAt", twin.id as "twinId", twin.number as twin,
    twin.version_order as "twinOrder", cast(${same} as text) as same
  from versions chosen
  join versions twin on twin.application_id = chosen.application_id and ${isSame} and twin.id <> chosen.id
  join latest_verifications result on result.provider_version_id = twin.id
  where chosen.id ${among(versions)} and result.contract_id in (
    select publication.contract_id from publications publication
    where publication.version_id ${among(versions)} and publication.superseded = 0)`

/** Results of contracts of the versions by versions that may be taken for one of the versions. */
export const twinResultsAmong = (db: Queries, versions: readonly number[], bySource: boolean): Promise<TwinRow[]> => {
  const byArtifact = twins(versions, 'artifact', sql`twin.artifact_digest = chosen.artifact_digest`)
  const source = sql`union all ${twins(versions, 'source', sql`twin.source_fingerprint = chosen.source_fingerprint`)}`
  return db.all(sql`${byArtifact} ${bySource ? source : empty}`)
}

export type NewestRow = ResultRow & { version: string; order: number }

/** The newest result of each contract by any version. */
export const newestResultsOf = (db: Queries, contracts: readonly number[]): Promise<NewestRow[]> =>
  db.all(sql`
    select newest.contract_id as "contractId", newest.provider_version_id as "versionId", newest.id as number, newest.success,
      newest.untested, newest.executed_at as "executedAt", version.number as version, version.version_order as "order"
    from contracts contract
    join verifications newest on newest.id = (select max(log.id) from verifications log where log.contract_id = contract.id)
    join versions version on version.id = newest.provider_version_id
    where contract.id ${among(contracts)}`)

/** Integrations of the consumers of which any contract was ever verified. */
export const verifiedIntegrations = (
  db: Queries,
  consumers: readonly number[]
): Promise<Array<{ consumerId: number; providerId: number }>> =>
  db.all(sql`
    select consumer_id as "consumerId", provider_id as "providerId" from integrations
    where verified = 1 and consumer_id ${among(consumers)}`)

export interface OfferRow {
  versionId: number
  applicationId: number
  setId: number
  apisProven: number
  messagesProven: number
}

export const offersOf = (db: Queries, versions: readonly number[]): Promise<OfferRow[]> =>
  db.all(sql`
    select offer.version_id as "versionId", version.application_id as "applicationId", offer.set_id as "setId",
      offer.apis_proven as "apisProven", offer.messages_proven as "messagesProven"
    from version_offers offer join versions version on version.id = offer.version_id
    where offer.version_id ${among(versions)}`)

export interface ComparisonRow extends StoredComparison {
  id: number
  contractId: number
  setId: number
}

export const comparisonsAmong = (db: Queries, versions: readonly number[]): Promise<ComparisonRow[]> =>
  db.all(sql`${met(versions)}
    select distinct comparison.id, comparison.contract_id as "contractId", comparison.set_id as "setId", comparison.outcome,
      comparison.retained_outcome as "retainedOutcome", comparison.needs_apis as "needsApis", comparison.needs_messages as "needsMessages", comparison.finished_at as "finishedAt"
    from asked
    join chosen on chosen.application_id = asked.provider_id
    join version_offers offer on offer.version_id = chosen.id
    join comparisons comparison on comparison.contract_id = asked.contract_id and comparison.set_id = offer.set_id
      and comparison.rule_set = ${ruleSetVersion}`)
