import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CutParts, Parts } from '../domain/contracts/content.ts'
import { idNamed, idsNamed } from './application-names.ts'
import { batches, type StoredBody, unpackBody } from './bodies.ts'
import { internInteractions, internTexts } from './contents.ts'
import type { Database, Queries, Transaction } from './database.ts'
import { among, join, sql } from './sql.ts'

export interface StoredContract {
  id: number
  consumerId: number
  consumer: string
  providerId: number
  provider: string
  sha: string
}

/** A contract's content by what is stored of it. */
export interface InternedParts {
  envelopeId: number
  interactions: Array<{ id: number; at: number }>
  messages: boolean
}

/** Among a consumer's contracts, those with these providers and shas; a few more may come with them. */
export function findContracts(
  db: Queries,
  consumer: string,
  providers: readonly string[],
  shas: readonly string[]
): Promise<StoredContract[]> {
  return db.all(sql`
    select contract.id, consumer.id as "consumerId", consumer.name as consumer,
      provider.id as "providerId", provider.name as provider, contract.sha
    from applications consumer
    join applications provider on provider.id ${idsNamed(providers)}
    join contracts contract on contract.consumer_id = consumer.id and contract.provider_id = provider.id
      and contract.sha ${among(shas)}
    where consumer.id = ${idNamed(consumer)}`)
}

export async function findContract(
  db: Queries,
  wanted: { provider: string; consumer: string; sha: string }
): Promise<StoredContract | undefined> {
  return (await findContracts(db, wanted.consumer, [wanted.provider], [wanted.sha]))[0]
}

/** Interactions at a time: others wait for no more than some milliseconds, whatever a contract is made of. */
const atOnce = 32

/** Keeps what a content is made of, in short transactions of their own before the one that refers to it. */
export async function internParts(
  db: Database,
  { envelope, interactions, messages }: CutParts,
  now: number
): Promise<InternedParts> {
  const some = (from: number) => interactions.slice(from, from + atOnce)
  const [envelopes, ids] = await db.transaction(async tx => [
    await internTexts(tx, [envelope], now),
    await internInteractions(tx, some(0), now)
  ])
  for (let from = atOnce; from < interactions.length; from += atOnce) {
    await nextTurn()
    for (const [text, id] of await db.transaction(tx => internInteractions(tx, some(from), now))) ids.set(text, id)
  }
  return {
    envelopeId: envelopes.get(envelope) as number,
    interactions: interactions.map(({ text, at }) => ({ id: ids.get(text) as number, at })),
    messages
  }
}

/** The contract's id, whether it is new or somebody else was faster. */
export async function ensureContract(
  tx: Transaction,
  contract: { consumerId: number; providerId: number; sha: string },
  parts: InternedParts,
  now: number
): Promise<number> {
  const { consumerId, providerId, sha } = contract
  const added = await tx.get<{ id: number }>(sql`
    insert into contracts (consumer_id, provider_id, sha, envelope_id, messages, created_at)
    values (${consumerId}, ${providerId}, ${sha}, ${parts.envelopeId}, ${Number(parts.messages)}, ${now})
    on conflict (consumer_id, provider_id, sha) do nothing returning id`)
  if (added === undefined) return contractId(tx, contract)
  const rows = parts.interactions.map(({ id, at }, position) => sql`(${added.id}, ${position}, ${id}, ${at})`)
  for (const batch of batches(rows)) {
    await tx.run(sql`
      insert into contract_interactions (contract_id, position, interaction_id, inserted_at) values ${join(batch)}`)
  }
  return added.id
}

async function contractId(tx: Transaction, wanted: { consumerId: number; providerId: number; sha: string }): Promise<number> {
  const found = await tx.get<{ id: number }>(sql`
    select id from contracts
    where consumer_id = ${wanted.consumerId} and provider_id = ${wanted.providerId} and sha = ${wanted.sha}`)
  if (found === undefined) throw new Error(`Contract ${wanted.sha} was removed meanwhile.`)
  return found.id
}

/** What the contract's text is rebuilt from. */
export async function readParts(db: Queries, contractId: number): Promise<Parts> {
  const envelope = await db.get<StoredBody>(sql`
    select content.packed, content.body from contracts contract join contents content on content.id = contract.envelope_id
    where contract.id = ${contractId}`)
  if (envelope === undefined) throw new Error(`Contract ${contractId} was removed meanwhile.`)
  const interactions = await db.all<StoredBody & { key: string; at: number }>(sql`
    select interaction.packed, interaction.body, interaction.interaction_key as key, place.inserted_at as at
    from contract_interactions place join interactions interaction on interaction.id = place.interaction_id
    where place.contract_id = ${contractId} order by place.position`)
  return {
    envelope: unpackBody(envelope),
    interactions: interactions.map(({ key, at, ...body }) => ({ text: unpackBody(body), key, at }))
  }
}

/** The same of several, in two statements. */
export async function readManyParts(db: Queries, contractIds: readonly number[]): Promise<Map<number, Parts>> {
  const envelopes = await db.all<StoredBody & { id: number }>(sql`
    select contract.id, content.packed, content.body
    from contracts contract join contents content on content.id = contract.envelope_id
    where contract.id ${among(contractIds)}`)
  const interactions = await db.all<StoredBody & { contractId: number; key: string; at: number }>(sql`
    select place.contract_id as "contractId", interaction.packed, interaction.body, interaction.interaction_key as key,
      place.inserted_at as at
    from contract_interactions place join interactions interaction on interaction.id = place.interaction_id
    where place.contract_id ${among(contractIds)} order by place.contract_id, place.position`)
  const found = new Map(
    envelopes.map(({ id, ...body }): [number, Parts] => [id, { envelope: unpackBody(body), interactions: [] }])
  )
  for (const { contractId, key, at, ...body } of interactions) {
    found.get(contractId)?.interactions.push({ text: unpackBody(body), key, at })
  }
  return found
}

/** The `_id` of each interaction of the contract, once. */
export async function interactionKeys(db: Queries, contractId: number): Promise<string[]> {
  const rows = await db.all<{ key: string }>(sql`
    select distinct interaction.interaction_key as key
    from contract_interactions place join interactions interaction on interaction.id = place.interaction_id
    where place.contract_id = ${contractId}`)
  return rows.map(({ key }) => key)
}

/** The text of each interaction and message of these contracts. */
export async function interactionsOf(
  db: Queries,
  contractIds: readonly number[]
): Promise<Array<{ contractId: number; text: string }>> {
  const rows = await db.all<StoredBody & { contractId: number }>(sql`
    select place.contract_id as "contractId", interaction.packed, interaction.body
    from contract_interactions place join interactions interaction on interaction.id = place.interaction_id
    where place.contract_id ${among(contractIds)} order by place.contract_id, place.position`)
  return rows.map(({ contractId, ...body }) => ({ contractId, text: unpackBody(body) }))
}
