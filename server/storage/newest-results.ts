import type { NewestResult } from '../domain/verification-status.ts'
import type { Queries } from './database.ts'
import { among, type Sql, sql } from './sql.ts'

/** A result as overviews show it. */
export interface ShownResult extends NewestResult {
  /** Of the content that was verified, which may be another than the one asked about. */
  sha: string
  number: number
  executedAt: number
  providerVersionId: number
  providerVersion: string
}

type ResultRow = Omit<ShownResult, 'success' | 'complete' | 'pending'> & {
  publicationId: number
  success: number
  untested: number
  pending: number | null
}

const resultColumns = sql`result.contract_id as "contractId", contract.sha, result.id as number, result.success, result.untested, result.pending,
  result.executed_at as "executedAt", version.id as "providerVersionId", version.number as "providerVersion"`

const joined = sql`join contracts contract on contract.id = result.contract_id
  join versions version on version.id = result.provider_version_id`

/** One look-up in an index. */
const newestOf = (contract: Sql) => sql`(
  select log.id from verifications log where log.contract_id = ${contract} order by log.id desc limit 1)`

/** Over all contracts of the publication's pair. */
const newestOfPair = sql`(
  select max(${newestOf(sql`other.id`)}) from contracts other
  where other.consumer_id = publication.consumer_id and other.provider_id = publication.provider_id)`

/** Over the contracts that versions with the tag have with the provider. */
const newestOfTag = (tag: string) => sql`(
  select max(${newestOf(sql`other.contract_id`)}) from tags tag cross join publications other
  where tag.application_id = publication.consumer_id and tag.name = ${tag} and other.version_id = tag.version_id
    and other.provider_id = publication.provider_id and other.superseded = 0)`

/**
 * By publication: the newest result of its content; where it has none, the newest of the pair (with `tag`, of what the
 * consumer's versions with the tag published), which says whether the content changed since it was verified.
 */
export async function newestResults(
  db: Queries,
  publicationIds: readonly number[],
  tag?: string
): Promise<Map<number, ShownResult>> {
  const instead = tag === undefined ? newestOfPair : newestOfTag(tag)
  const rows = await db.all<ResultRow>(sql`
    select publication.id as "publicationId", ${resultColumns}
    from publications publication
    join verifications result on result.id = coalesce(${newestOf(sql`publication.contract_id`)}, ${instead})
    ${joined}
    where publication.id ${among(publicationIds)}`)
  return new Map(rows.map(({ publicationId, ...row }) => [publicationId, toResult(row)]))
}

/** The newest result of the contract by the newest version of its provider that has the tag. */
export async function resultWithTag(db: Queries, contractId: number, tag: string): Promise<ShownResult | undefined> {
  const row = await db.get<ResultRow>(sql`
    select ${resultColumns}
    from contracts contract
    join versions version on version.id = (
      select tag.version_id from tags tag
      where tag.application_id = contract.provider_id and tag.name = ${tag} order by tag.version_order desc limit 1)
    join latest_verifications latest on latest.contract_id = contract.id and latest.provider_version_id = version.id
    join verifications result on result.id = latest.verification_id
    where contract.id = ${contractId}`)
  return row && toResult(row)
}

const toResult = ({ success, untested, pending, ...rest }: Omit<ResultRow, 'publicationId'>): ShownResult => ({
  ...rest,
  success: success === 1,
  complete: untested === 0,
  pending: pending === 1
})
