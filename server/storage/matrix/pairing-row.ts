import { ruleSetVersion } from '../../domain/comparison/findings.ts'
import { type Compared, type ComparisonOutcome, comparedAs } from '../../domain/comparison.ts'
import type { Held, Pairing, Result, Side } from '../../domain/matrix/pairing.ts'
import { type Slot, type Sql, sql } from '../sql.ts'
import { type EquivalentColumns, equivalentOf } from './equivalent-results.ts'

/** A pairing as the statement of `pairingsOf` gives it. */
export interface PairingRow extends EquivalentColumns {
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
  consumerOwner: string | null
  consumerContact: string | null
  providerId: number
  provider: string
  providerVersionId: number | null
  providerNumber: string
  providerOrder: number
  providerSide: Side
  providerOwner: string | null
  providerContact: string | null
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
  consumerHeld: Held['kind'] | null
  consumerUntil: number | null
  providerHeld: Held['kind'] | null
  providerUntil: number | null
  setId: number | null
  apisProven: number
  messagesProven: number
  everVerified: number | null
  comparisonId: number | null
  outcome: ComparisonOutcome | null
  retainedOutcome: ComparisonOutcome | null
  needsApis: number
  needsMessages: number
  comparedAt: number | null
  pending: number | null
  askedAt: number | null
  /** Where the destination is an environment. */
  lastDeployedAt?: number | null
}

export const pairingColumns = sql`
  publication.id as "publicationId", publication.revision, publication.created_at as "publishedAt",
  contract.id as "contractId", contract.sha,
  consumer.id as "consumerId", consumer.name as consumer,
  consumer_version.id as "consumerVersionId", consumer_version.number as "consumerNumber",
  consumer_version.version_order as "consumerOrder", consumer.owner as "consumerOwner", consumer.contact as "consumerContact",
  provider.id as "providerId", provider.name as provider, provider.retired_at as "providerRetiredAt",
  provider_version.id as "providerVersionId", provider_version.number as "providerNumber",
  provider_version.version_order as "providerOrder", provider.owner as "providerOwner", provider.contact as "providerContact",
  result.verification_id as number, result.success, result.untested, result.executed_at as "executedAt",
  newest.id as "newestNumber", newest.success as "newestSuccess", newest.untested as "newestUntested",
  newest.executed_at as "newestExecutedAt", newest_version.id as "newestVersionId",
  newest_version.number as "newestVersion", newest_version.version_order as "newestOrder",
  offer.set_id as "setId", offer.apis_proven as "apisProven", offer.messages_proven as "messagesProven",
  case when offer.set_id is not null and result.verification_id is null and newest.id is null then (
    select integration.verified from integrations integration
    where integration.consumer_id = consumer.id and integration.provider_id = provider.id) end as "everVerified",
  comparison.id as "comparisonId", comparison.outcome, comparison.retained_outcome as "retainedOutcome", comparison.needs_apis as "needsApis",
  comparison.needs_messages as "needsMessages", comparison.finished_at as "comparedAt",
  case when result.success = 0 then (select log.pending from verifications log where log.id = result.verification_id)
    when newest.success = 0 then newest.pending end as pending,
  case when result.verification_id is null and provider_version.id is not null then (
    select max(coalesce(call.due_at, (select max(execution.created_at) from webhook_executions execution
      where execution.triggered_webhook_id = call.id and execution.success = 1)))
    from triggered_webhooks call where call.contract_id = contract.id and call.required_version = provider_version.number
      and call.webhook_id is not null) end as "askedAt"`

/** When the application was last deployed in the environment; asked only where a result does not pass already. */
export const lastDeployed = (application: Sql, environment: Slot) => sql`
  case when result.success = 1 then null else (
    select deployed.created_at from deployed_versions deployed where deployed.id = (
      select max(last.id) from deployed_versions last
      where last.application_id = ${application} and last.environment_id = ${environment})) end as "lastDeployedAt"`

const [noKind, noUntil] = [sql`cast(null as text)`, sql`cast(null as bigint)`]

/** Why a side counts that does not run there: the provider by `held`, a row of `held_versions`; the consumer by what came with its publication. */
export const heldColumns = (side: 'consumer' | 'provider' | undefined): Sql =>
  side === 'consumer'
    ? heldAs(sql`publication.held_kind`, sql`publication.held_until`, noKind, noUntil)
    : side === 'provider'
      ? heldAs(noKind, noUntil, sql`held.kind`, sql`held.until`)
      : heldAs(noKind, noUntil, noKind, noUntil)

const heldAs = (consumer: Sql, consumerUntil: Sql, provider: Sql, providerUntil: Sql): Sql => sql`
  ${consumer} as "consumerHeld", ${consumerUntil} as "consumerUntil", ${provider} as "providerHeld", ${providerUntil} as "providerUntil"`

/** Only where there is no result: the contract's newest by any provider version. */
export const newestResult = sql`
  left join verifications newest on newest.id = case when result.verification_id is null then (
    select max(log.id) from verifications log where log.contract_id = publication.contract_id) end
  left join versions newest_version on newest_version.id = newest.provider_version_id`

/** What the provider version offers, and what came of comparing the contract with it. */
export const comparedWithOffer = sql`
  left join version_offers offer on offer.version_id = provider_version.id
  left join comparisons comparison on comparison.contract_id = contract.id and comparison.set_id = offer.set_id
    and comparison.rule_set = ${ruleSetVersion}`

/**
 * A version that is both deployed and released, or deployed twice, is live once. What is reserved and retained is told as both: only at
 * the moment it is known whether the reservation still holds.
 */
export function pairingsFrom(rows: readonly PairingRow[]): Pairing[] {
  const distinct = new Map<string, PairingRow>()
  for (const row of rows) {
    const key = `${row.publicationId} ${row.providerVersionId} ${row.number} ${row.providerHeld}`
    const other = distinct.get(key)
    if (other === undefined || lasting(row) > lasting(other)) distinct.set(key, row)
  }
  return [...distinct.values()].map(pairingOf)
}

/** How long it counts for sure; what is held for ever, still less than what runs. */
function lasting({ consumerHeld, consumerUntil, providerHeld, providerUntil }: PairingRow): number {
  const of = (held: string | null, until: number | null) =>
    held === null ? Number.POSITIVE_INFINITY : (until ?? Number.MAX_SAFE_INTEGER)
  return Math.min(of(consumerHeld, consumerUntil), of(providerHeld, providerUntil))
}

function pairingOf(row: PairingRow): Pairing {
  return {
    consumer: {
      id: row.consumerId,
      name: row.consumer,
      version: { id: row.consumerVersionId, number: row.consumerNumber, order: row.consumerOrder },
      side: row.consumerSide,
      team: { owner: row.consumerOwner, contact: row.consumerContact },
      ...(row.consumerHeld !== null && { held: { kind: row.consumerHeld, until: row.consumerUntil } })
    },
    provider: {
      id: row.providerId,
      name: row.provider,
      version:
        row.providerVersionId === null
          ? null
          : { id: row.providerVersionId, number: row.providerNumber, order: row.providerOrder },
      side: row.providerSide,
      team: { owner: row.providerOwner, contact: row.providerContact },
      ...(row.providerRetiredAt !== null && { retired: true }),
      ...(row.providerHeld !== null && { held: { kind: row.providerHeld, until: row.providerUntil } })
    },
    publication: { id: row.publicationId, revision: row.revision, createdAt: row.publishedAt },
    contract: { id: row.contractId, sha: row.sha },
    result: resultOf(row.number, row.success, row.untested, row.executedAt),
    newest: newestOf(row),
    ...equivalentOf(row),
    ...(row.setId !== null && { compared: comparedOf(row), ...(row.everVerified === 1 && { everVerified: true }) }),
    ...(row.pending === 1 && { pending: true }),
    ...(row.askedAt !== null && { askedAt: row.askedAt }),
    ...(row.lastDeployedAt !== undefined && isBroughtIn(row) && row.success !== 1 && { lastDeployedAt: row.lastDeployedAt })
  }
}

const isBroughtIn = ({ consumerSide, providerSide }: PairingRow) => consumerSide === 'inferred' || providerSide === 'inferred'

const comparedOf = ({ comparisonId, comparedAt, providerHeld, ...row }: PairingRow): Compared =>
  comparedAs({ ...row, id: comparisonId, finishedAt: comparedAt }, row, providerHeld === 'retained')

function newestOf(row: PairingRow): Pairing['newest'] {
  const result = resultOf(row.newestNumber, row.newestSuccess, row.newestUntested, row.newestExecutedAt)
  const version = { id: row.newestVersionId, number: row.newestVersion, order: row.newestOrder }
  return result === null ? null : { version, result }
}

const resultOf = (number: number | null, success: number, untested: number, executedAt: number): Result | null =>
  number === null ? null : { number, success: success === 1, untested, executedAt }
