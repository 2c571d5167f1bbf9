import { ruleSetVersion } from '../domain/comparison/findings.ts'
import type { Comparing } from '../domain/comparison.ts'
import { packBody, type StoredBody } from './bodies.ts'
import type { Queries, Transaction } from './database.ts'
import { join, type Sql, sql } from './sql.ts'
import { keepUsedElements } from './used-elements.ts'

/**
 * Schedules what has to be compared because of a version: its contracts with what its providers offer, and what it offers with the
 * contracts of its consumers; on the other side with what is live and with the heads of main branches. Other pairings are compared
 * when somebody asks about them.
 */
export async function scheduleFor(tx: Transaction, versionId: number, now: number): Promise<void> {
  await schedule(
    tx,
    sql`
    select publication.contract_id, offer.set_id
    from publications publication
    join live on live.application_id = publication.provider_id
    join version_offers offer on offer.version_id = live.version_id
    where publication.version_id = ${versionId} and publication.superseded = 0
    union
    select publication.contract_id, offer.set_id
    from publications publication
    join applications other on other.id = publication.provider_id
    ${mainHead}
    join version_offers offer on offer.version_id = head.version_id
    where publication.version_id = ${versionId} and publication.superseded = 0
    union
    select publication.contract_id, offer.set_id
    from version_offers offer
    join versions own on own.id = offer.version_id
    join integrations integration on integration.provider_id = own.application_id
    join live on live.application_id = integration.consumer_id
    join publications publication on publication.version_id = live.version_id
      and publication.provider_id = own.application_id and publication.superseded = 0
    where offer.version_id = ${versionId}
    union
    select publication.contract_id, offer.set_id
    from version_offers offer
    join versions own on own.id = offer.version_id
    join integrations integration on integration.provider_id = own.application_id
    join held_versions held on held.application_id = integration.consumer_id
    join publications publication on publication.version_id = held.version_id
      and publication.provider_id = own.application_id and publication.superseded = 0
    where offer.version_id = ${versionId}
    union
    select publication.contract_id, offer.set_id
    from version_offers offer
    join versions own on own.id = offer.version_id
    join integrations integration on integration.provider_id = own.application_id
    join applications other on other.id = integration.consumer_id
    ${mainHead}
    join publications publication on publication.version_id = head.version_id
      and publication.provider_id = own.application_id and publication.superseded = 0
    where offer.version_id = ${versionId}`,
    now
  )
}

const mainHead = sql`
    join branches branch on branch.application_id = other.id and branch.name = other.main_branch
    join branch_versions head on head.id = (
      select max(newest.id) from branch_versions newest where newest.branch_id = branch.id)`

/** Schedules a pairing that somebody asked about. Nothing happens where the comparison is there, or either side gone. */
export async function schedulePairing(
  tx: Transaction,
  { contractId, versionId }: { contractId: number; versionId: number },
  now: number
): Promise<void> {
  await schedule(
    tx,
    sql`
    select contract.id as contract_id, offer.set_id from version_offers offer, contracts contract
    where offer.version_id = ${versionId} and contract.id = ${contractId}`,
    now
  )
}

/** In the order of the key, so that two who schedule the same wait for each other in the same order. */
async function schedule(tx: Transaction, pairs: Sql, now: number): Promise<void> {
  await tx.run(sql`
    insert into comparisons (contract_id, set_id, rule_set, state, due_at, created_at)
    select pair.contract_id, pair.set_id, ${ruleSetVersion}, 'queued', ${now}, ${now}
    from (${pairs}) pair
    where not exists (
      select 1 from comparisons known where known.contract_id = pair.contract_id and known.set_id = pair.set_id
        and known.rule_set = ${ruleSetVersion})
    order by pair.contract_id, pair.set_id
    on conflict (contract_id, set_id, rule_set) do nothing`)
}

/** Has one that is over made once more, as if it had never been made. */
export async function scheduleAgain(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.run(sql`
    update comparisons set state = 'queued', due_at = ${now}, claim = null, attempts = 0, outcome = null, retained_outcome = null,
      errors = 0, warnings = 0, undecided = 0, infos = 0, kept_findings = 0, packed = null, findings = null,
      engine = null, duration = null, started_at = null, finished_at = null
    where id = ${id} and due_at is null`)
}

/** A comparison that this process has to make. The claim shows, at the end, whether it still has. */
export interface DueComparison {
  id: number
  contractId: number
  setId: number
  attempts: number
  claim: string
}

/** Whether anything is due by these rules; asked often, answered from an index that holds only what is not over. */
export async function anyComparisonDue(db: Queries, now: number): Promise<boolean> {
  return (
    (await db.get(sql`select 1 as found from comparisons where due_at <= ${now} and rule_set = ${ruleSetVersion} limit 1`)) !==
    undefined
  )
}

/**
 * Takes up to `limit` of them, those that wait longest. Each is due again when the lease ends, for whoever lives then. Of two
 * processes that choose the same row, the second finds `due_at` moved on and leaves it. Those of other rules are for
 * replicas of another release.
 */
export async function claimComparisons(
  tx: Transaction,
  { claim, now, lease, limit }: { claim: string; now: number; lease: number; limit: number }
): Promise<DueComparison[]> {
  const due = now + lease
  const claimed = await tx.run(sql`
    update comparisons set state = 'running', claim = ${claim}, due_at = ${due}, attempts = attempts + 1, started_at = ${now}
    where due_at <= ${now} and id in (
      select waiting.id from comparisons waiting
      where waiting.due_at <= ${now} and waiting.rule_set = ${ruleSetVersion} order by waiting.due_at, waiting.id limit ${limit})`)
  if (claimed === 0) return []
  return tx.all(sql`
    select id, contract_id as "contractId", set_id as "setId", attempts, claim from comparisons
    where claim = ${claim} and due_at = ${due} order by id`)
}

/** Writes down what was found, unless another process has taken the comparison over meanwhile; tells whether it did. */
export async function finishComparison(
  tx: Transaction,
  { id, claim }: Pick<DueComparison, 'id' | 'claim'>,
  found: Comparing & { state: 'done' | 'failed'; engine: string; duration: number },
  now: number
): Promise<boolean> {
  const { state, outcome, retainedOutcome = null, needs, counts, findings, engine, duration } = found
  const { packed, body } = packBody(JSON.stringify(findings))
  const columns = [
    sql`state = ${state}, outcome = ${outcome}, retained_outcome = ${retainedOutcome}, due_at = null, claim = null`,
    sql`needs_apis = ${Number(needs.apis)}, needs_messages = ${Number(needs.messages)}`,
    sql`errors = ${counts.error}, warnings = ${counts.warning}, undecided = ${counts.undecided}, infos = ${counts.info}`,
    sql`kept_findings = ${findings.length}, packed = ${packed}, findings = ${body}`,
    sql`engine = ${engine}, duration = ${duration}, finished_at = ${now}`
  ]
  const isMine = (await tx.run(sql`update comparisons set ${join(columns)} where id = ${id} and claim = ${claim}`)) > 0
  if (isMine && found.used !== undefined) await keepUsedElements(tx, id, found.used)
  return isMine
}

/** A contract as it is stored: whoever compares unpacks it, which takes a while for a large one. */
export interface PackedContract {
  envelope: StoredBody
  interactions: Array<StoredBody & { at: number }>
}

export type PackedDocument = StoredBody & { name: string }

/** Undefined where the contract was removed meanwhile. */
export async function readPackedContract(db: Queries, contractId: number): Promise<PackedContract | undefined> {
  const envelope = await db.get<StoredBody>(sql`
    select content.packed, content.body from contracts contract join contents content on content.id = contract.envelope_id
    where contract.id = ${contractId}`)
  if (envelope === undefined) return undefined
  const interactions = await db.all<StoredBody & { at: number }>(sql`
    select interaction.packed, interaction.body, place.inserted_at as at
    from contract_interactions place join interactions interaction on interaction.id = place.interaction_id
    where place.contract_id = ${contractId} order by place.position`)
  return { envelope, interactions }
}

/** Empty where the set was removed meanwhile. */
export function readPackedDocuments(db: Queries, setId: number): Promise<PackedDocument[]> {
  return db.all(sql`
    select member.name, content.packed, content.body
    from document_set_members member
    join provider_documents document on document.id = member.document_id
    join contents content on content.id = document.content_id
    where member.set_id = ${setId} order by member.name`)
}

/** Gives back what this process took and will not make, for another to take at once. */
export async function returnComparison(
  tx: Transaction,
  { id, claim }: Pick<DueComparison, 'id' | 'claim'>,
  now: number
): Promise<void> {
  await tx.run(sql`
    update comparisons set state = 'queued', claim = null, due_at = ${now}, attempts = attempts - 1
    where id = ${id} and claim = ${claim}`)
}
