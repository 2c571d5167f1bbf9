import { createHash } from 'node:crypto'
import type { Queries, Transaction } from './database.ts'
import { join, sql } from './sql.ts'

interface Offered {
  name: string
  documentId: number
  kind: string
  hash: Buffer
  /** Of the newest check; null where there was none. */
  success: number | null
}

/**
 * Works out what a version offers now: its current documents as one set, and whether its own checks of them succeeded. To be called
 * in the transaction that changes any of this.
 */
export async function settleOffer(tx: Transaction, versionId: number, now: number): Promise<void> {
  // Locks the version: of two that publish for it, the second sees what the first did.
  await tx.run(sql`update versions set updated_at = updated_at where id = ${versionId}`)
  const offered = await tx.all<Offered>(sql`
    select contract.name, contract.document_id as "documentId", document.kind, content.hash, (
        select checked.success from self_verifications checked where checked.provider_contract_id = contract.id
        order by checked.id desc limit 1) as success
    from provider_contracts contract
    join provider_documents document on document.id = contract.document_id
    join contents content on content.id = document.content_id
    where contract.version_id = ${versionId} and contract.superseded = 0
    order by contract.name`)
  if (offered.length === 0) {
    await tx.run(sql`delete from version_offers where version_id = ${versionId}`)
    return
  }
  const setId = await ensureSet(tx, offered, now)
  const proven = (ofKind: (kind: string) => boolean) =>
    Number(offered.filter(({ kind }) => ofKind(kind)).every(({ success }) => success === 1))
  const apis = proven(kind => kind === 'oas')
  const messages = proven(kind => kind !== 'oas')
  await tx.run(sql`
    insert into version_offers (version_id, set_id, apis_proven, messages_proven)
    values (${versionId}, ${setId}, ${apis}, ${messages})
    on conflict (version_id) do update set set_id = excluded.set_id,
      apis_proven = excluded.apis_proven, messages_proven = excluded.messages_proven`)
}

async function ensureSet(tx: Transaction, offered: readonly Offered[], now: number): Promise<number> {
  const hash = createHash('sha256')
  for (const document of offered) hash.update(JSON.stringify([document.name, document.hash.toString('hex')]))
  const digest = hash.digest()
  // Touched where it is there, so that cleaning does not take it for old in this moment.
  const set = await tx.get<{ id: number }>(sql`
    insert into document_sets (hash, created_at) values (${digest}, ${now})
    on conflict (hash) do update set created_at = excluded.created_at returning id`)
  const { id } = set as { id: number }
  const members = offered.map(({ name, documentId }) => sql`(${id}, ${name}, ${documentId})`)
  await tx.run(sql`
    insert into document_set_members (set_id, name, document_id) values ${join(members)} on conflict do nothing`)
  return id
}

/** Versions that published before what versions offer was kept as one. */
export async function unsettledOffers(db: Queries): Promise<number[]> {
  const rows = await db.all<{ id: number }>(sql`
    select distinct contract.version_id as id from provider_contracts contract
    where contract.superseded = 0
      and not exists (select 1 from version_offers offer where offer.version_id = contract.version_id)
    order by 1`)
  return rows.map(({ id }) => id)
}

/** Sets that no version offers any more, with the comparisons that were made of them. */
export const removeUnusedSets = (tx: Transaction, before: number): Promise<number> =>
  tx.run(sql`
    delete from document_sets where created_at < ${before}
      and not exists (select 1 from version_offers used where used.set_id = document_sets.id)`)

/** Versions with documents that are live or the head of their main branch. */
export async function versionsToCompare(db: Queries): Promise<number[]> {
  const rows = await db.all<{ id: number }>(sql`
    select offer.version_id as id from version_offers offer
    where exists (select 1 from live where live.version_id = offer.version_id)
      or exists (
        select 1 from branch_versions head
        join branches branch on branch.id = head.branch_id
        join applications application on application.id = branch.application_id and application.main_branch = branch.name
        where head.version_id = offer.version_id and head.id = (
          select max(newest.id) from branch_versions newest where newest.branch_id = branch.id))
    order by 1`)
  return rows.map(({ id }) => id)
}
