import type { Queries, Transaction } from './database.ts'
import { among, sql } from './sql.ts'

/** What a newer one has taken the place of, so that no answer needs it any more. Reference 5.4. */

/** Publications of a version that a later revision superseded. */
export const removeSupersededPublications = (tx: Transaction, before: number): Promise<number> =>
  tx.run(sql`delete from publications where superseded = 1 and created_at < ${before}`)

/** Results that are not the newest of their contract and provider version, but those to keep. */
export const removeOverwrittenResults = (tx: Transaction, before: number, keep: readonly number[]): Promise<number> =>
  tx.run(sql`
    delete from verifications where created_at < ${before} and id not in (select verification_id from latest_verifications)
      and not (id ${among(keep)})`)

export function countOverwritten(db: Queries, publicationsBefore: number, resultsBefore: number, keep: readonly number[]) {
  return db.get<{ publications: number; results: number }>(sql`
    select (select count(*) from publications where superseded = 1 and created_at < ${publicationsBefore}) as publications,
      (select count(*) from verifications where created_at < ${resultsBefore}
        and id not in (select verification_id from latest_verifications) and not (id ${among(keep)})) as results`)
}

const isUnpublished = sql`not exists (select 1 from publications publication where publication.contract_id = contract.id)`

export function unpublishedContracts(db: Queries, before: number, keep: readonly number[]): Promise<Array<{ id: number }>> {
  return db.all(sql`
    select contract.id from contracts contract
    where contract.created_at < ${before} and ${isUnpublished} and not (contract.id ${among(keep)})`)
}

/** Locks the contract first: one that is being published again just now would take its publication along. */
export async function removeUnpublishedContract(tx: Transaction, id: number): Promise<number> {
  await tx.run(sql`update contracts set created_at = created_at where id = ${id}`)
  return tx.run(
    sql`delete from contracts where id in (select contract.id from contracts contract where contract.id = ${id} and ${isUnpublished})`
  )
}

/** Documents of providers that no version offers any more. */
export const removeUnusedDocuments = (tx: Transaction, before: number): Promise<number> =>
  tx.run(sql`
    delete from provider_documents where created_at < ${before}
      and not exists (select 1 from provider_contracts used where used.document_id = provider_documents.id)
      and not exists (select 1 from document_set_members used where used.document_id = provider_documents.id)`)

/** Texts that no contract, no provider's document and no result refers to. One that is taken up again meanwhile keeps the foreign key's promise. */
export async function removeUnusedTexts(tx: Transaction, before: number): Promise<number> {
  const interactions = await tx.all<{ id: number }>(sql`
    select interaction.id from interactions interaction where interaction.created_at < ${before}
      and not exists (select 1 from contract_interactions used where used.interaction_id = interaction.id)`)
  const contents = await tx.all<{ id: number }>(sql`
    select content.id from contents content where content.created_at < ${before}
      and not exists (select 1 from contracts contract where contract.envelope_id = content.id)
      and not exists (select 1 from provider_documents document where document.content_id = content.id)
      and not exists (select 1 from verifications result where result.report_id = content.id)
      and not exists (select 1 from self_verifications checked where checked.report_id = content.id)`)
  const ids = (rows: Array<{ id: number }>) => among(rows.map(({ id }) => id))
  const removed = await tx.run(sql`delete from interactions where id ${ids(interactions)}`)
  return removed + (await tx.run(sql`delete from contents where id ${ids(contents)}`))
}
