import type { Strength } from '../domain/comparison/pacts/usage.ts'
import type { InteractionUsage } from '../domain/usage/read-usage.ts'
import { type StoredBody, unpackBody } from './bodies.ts'
import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { isStillHeld } from './matrix/held.ts'
import { among, type Sql, sql } from './sql.ts'

const strengths: Strength[] = ['present', 'type', 'form', 'exact']
const numberOf = (strength: Strength) => strengths.indexOf(strength) + 1
const strengthOf = (number: number) => strengths[number - 1] as Strength

/** Keeps what interactions rely on, in one statement however many rows that are. What is known already stays. */
export async function addUsages(tx: Transaction, usages: ReadonlyMap<number, InteractionUsage>): Promise<void> {
  const rows = [...usages].flatMap(([id, { kind, method, path, complete, places }]) => [
    [id, '', 1, kind, method, path, Number(complete)],
    ...[...places].map(([place, strength]) => [id, place, numberOf(strength)])
  ])
  if (rows.length === 0) return
  // `json_each` of an object, and `->>`, are the same on both engines.
  await tx.run(sql`
    insert into usages (interaction_id, place, strength, kind, method, path, complete)
    select cast(added.value ->> 0 as bigint), added.value ->> 1, cast(added.value ->> 2 as integer), added.value ->> 3,
      added.value ->> 4, added.value ->> 5, cast(added.value ->> 6 as integer)
    from json_each(${JSON.stringify({ ...rows })}) added
    where true
    on conflict (interaction_id, place) do nothing`)
}

/** That contracts with these interactions have messages in them, which was not known before they were read. */
export async function noteMessages(tx: Transaction, interactionIds: readonly number[]): Promise<void> {
  await tx.run(sql`
    update contracts set messages = 1 where messages = 0 and id in (
      select place.contract_id from contract_interactions place where place.interaction_id ${among(interactionIds)})`)
}

/** Interactions after that one that were not read yet, at most so many; and the last of those looked at. */
export async function unreadInteractions(
  db: Queries,
  after: number,
  most: number
): Promise<{ texts: Map<number, string>; last: number | undefined }> {
  const rows = await db.all<StoredBody & { id: number; known: number }>(sql`
    select interaction.id, interaction.packed, interaction.body,
      case when exists (select 1 from usages known where known.interaction_id = interaction.id and known.place = '')
        then 1 else 0 end as known
    from interactions interaction where interaction.id > ${after} order by interaction.id limit ${most}`)
  const unread = rows.filter(({ known }) => known === 0)
  return { texts: new Map(unread.map(({ id, ...body }) => [id, unpackBody(body)])), last: rows.at(-1)?.id }
}

export async function readInteractions(db: Queries, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.all<StoredBody & { id: number }>(sql`
    select interaction.id, interaction.packed, interaction.body from interactions interaction
    where interaction.id ${among(ids)}`)
  return new Map(rows.map(({ id, ...body }) => [id, unpackBody(body)]))
}

/** What the question narrows down in SQL; which path leads where, the provider's documents know. */
export interface UsageQuestion {
  kind: 'http' | 'message'
  /** Of HTTP. */
  method?: string | undefined
  place: string
  /** All places that begin so. */
  prefix: boolean
  /** Interactions that may rely on more than is told count as well. */
  incomplete: boolean
  most: number
  /** Versions that run no more but left messages behind count as well. */
  retained: boolean
}

export interface UsageRow {
  versionId: number
  interactionId: number
  /** Null where the interaction was not read yet. */
  kind: InteractionUsage['kind'] | null
  method: string | null
  path: string | null
  /** Undefined where only something unknown may be relied on. */
  place: string | undefined
  strength: Strength | undefined
}

/**
 * In one statement: of the consumer versions that count, whatever in their contracts with the provider may rely on the place.
 * Cost: the interactions of those contracts, each looked up by its key.
 */
export async function findUsages(db: Queries, providerId: number, asked: UsageQuestion, now: number): Promise<UsageRow[]> {
  const { kind, method, place, prefix, incomplete, most, retained } = asked
  // One key for the exact place; a range of them for all that begin so.
  const there: Sql = prefix
    ? sql`used.place >= ${place} and substr(used.place, 1, ${place.length}) = ${place}`
    : sql`used.place = ${place}`
  const rows = await db.all<Omit<UsageRow, 'place' | 'strength'> & { place: string | null; strength: number | null }>(sql`
    with ${consumerVersions(providerId, now, retained)}
    select publication.version_id as "versionId", part.interaction_id as "interactionId", subject.kind, subject.method,
      subject.path, used.place, used.strength
    from counting
    join publications publication on publication.version_id = counting.version_id
      and publication.provider_id = ${providerId} and publication.superseded = 0
    join contract_interactions part on part.contract_id = publication.contract_id
    left join usages subject on subject.interaction_id = part.interaction_id and subject.place = ''
    left join usages used on used.interaction_id = part.interaction_id and ${there}
    where subject.interaction_id is null or subject.kind = 'unreadable'
      or (subject.kind = ${kind} and (subject.method is null or subject.method = ${method ?? ''})
        and (used.interaction_id is not null or (subject.complete = 0 and ${Number(incomplete)} = 1)))
    order by publication.version_id desc, part.interaction_id, used.place
    limit ${most}`)
  return rows.map(({ place, strength, ...row }) => ({
    ...row,
    place: place ?? undefined,
    strength: strength === null ? undefined : strengthOf(strength)
  }))
}

/**
 * `counting`: versions of the provider's consumers that anybody has to do with: live or reserved somewhere, head of a branch, or the last
 * that published a contract with it.
 */
const consumerVersions = (providerId: number, now: number, retained = false): Sql => sql`
  consumers as (select consumer_id as id from integrations where provider_id = ${providerId}),
  counting as (
    select live.version_id from consumers join live on live.application_id = consumers.id and ${isLive(sql`live`, now)}
    union
    select held.version_id from consumers
    join held_versions held on held.application_id = consumers.id and ${isStillHeld(sql`held`, now)}
      and (held.kind = 'reserved' or ${Number(retained)} = 1)
    union
    select (select member.version_id from branch_versions member where member.branch_id = branch.id order by member.id desc limit 1)
    from consumers join branches branch on branch.application_id = consumers.id
    union
    select (select publication.version_id from publications publication
      where publication.provider_id = ${providerId} and publication.consumer_id = consumers.id and publication.superseded = 0
      order by publication.id desc limit 1)
    from consumers)`

export interface CountingContract {
  contractId: number
  versionId: number
}

/** The current contracts with the provider of those same versions. */
export const contractsThatCount = (db: Queries, providerId: number, now: number): Promise<CountingContract[]> =>
  db.all(sql`
    with ${consumerVersions(providerId, now)}
    select publication.contract_id as "contractId", publication.version_id as "versionId"
    from counting
    join publications publication on publication.version_id = counting.version_id
      and publication.provider_id = ${providerId} and publication.superseded = 0
    order by publication.version_id desc`)
