import type { Pairing, Result, Side } from '../../domain/matrix/pairing.ts'
import { sql } from '../sql.ts'

/** A pairing as the statement of `pairingsOf` gives it. */
export interface PairingRow {
  publicationId: number
  revision: number
  publishedAt: number
  contractId: number
  sha: string
  consumerId: number
  consumer: string
  consumerVersionId: number
  consumerNumber: string
  consumerOrder: number
  consumerSide: Side
  providerId: number
  provider: string
  providerVersionId: number | null
  providerNumber: string
  providerOrder: number
  providerSide: Side
  providerRetiredAt: number | null
  number: number | null
  success: number
  untested: number
  executedAt: number
  newestNumber: number | null
  newestSuccess: number
  newestUntested: number
  newestExecutedAt: number
  newestVersionId: number
  newestVersion: string
  newestOrder: number
}

export const pairingColumns = sql`
  publication.id as "publicationId", publication.revision, publication.created_at as "publishedAt",
  contract.id as "contractId", contract.sha,
  consumer.id as "consumerId", consumer.name as consumer,
  consumer_version.id as "consumerVersionId", consumer_version.number as "consumerNumber",
  consumer_version.version_order as "consumerOrder",
  provider.id as "providerId", provider.name as provider, provider.retired_at as "providerRetiredAt",
  provider_version.id as "providerVersionId", provider_version.number as "providerNumber",
  provider_version.version_order as "providerOrder",
  result.verification_id as number, result.success, result.untested, result.executed_at as "executedAt",
  newest.id as "newestNumber", newest.success as "newestSuccess", newest.untested as "newestUntested",
  newest.executed_at as "newestExecutedAt", newest_version.id as "newestVersionId",
  newest_version.number as "newestVersion", newest_version.version_order as "newestOrder"`

/** Only where there is no result: the contract's newest by any provider version. */
export const newestResult = sql`
  left join verifications newest on newest.id = case when result.verification_id is null then (
    select max(log.id) from verifications log where log.contract_id = publication.contract_id) end
  left join versions newest_version on newest_version.id = newest.provider_version_id`

/** A version that is both deployed and released, or deployed twice, is live once. */
export function pairingsFrom(rows: readonly PairingRow[]): Pairing[] {
  const distinct = new Map(rows.map(row => [`${row.publicationId} ${row.providerVersionId} ${row.number}`, row]))
  return [...distinct.values()].map(pairingOf)
}

function pairingOf(row: PairingRow): Pairing {
  return {
    consumer: {
      id: row.consumerId,
      name: row.consumer,
      version: { id: row.consumerVersionId, number: row.consumerNumber, order: row.consumerOrder },
      side: row.consumerSide
    },
    provider: {
      id: row.providerId,
      name: row.provider,
      version:
        row.providerVersionId === null
          ? null
          : { id: row.providerVersionId, number: row.providerNumber, order: row.providerOrder },
      side: row.providerSide,
      ...(row.providerRetiredAt !== null && { retired: true })
    },
    publication: { id: row.publicationId, revision: row.revision, createdAt: row.publishedAt },
    contract: { id: row.contractId, sha: row.sha },
    result: resultOf(row.number, row.success, row.untested, row.executedAt),
    newest: newestOf(row)
  }
}

function newestOf(row: PairingRow): Pairing['newest'] {
  const result = resultOf(row.newestNumber, row.newestSuccess, row.newestUntested, row.newestExecutedAt)
  const version = { id: row.newestVersionId, number: row.newestVersion, order: row.newestOrder }
  return result === null ? null : { version, result }
}

const resultOf = (number: number | null, success: number, untested: number, executedAt: number): Result | null =>
  number === null ? null : { number, success: success === 1, untested, executedAt }
