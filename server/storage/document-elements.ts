import type { ElementsFound } from '../domain/comparison/elements.ts'
import { fitted, storable } from '../domain/usage/place.ts'
import { elementRules, packElements, unpackElements } from '../domain/windows/document-elements.ts'
import { type IndexedElements, indexed, OfferedElements, unreadElements } from '../domain/windows/offered-elements.ts'
import { packBody, type StoredBody, unpackBody } from './bodies.ts'
import type { Queries, Transaction } from './database.ts'
import { among, sql } from './sql.ts'
import { keepDocumentTopics } from './topics.ts'

/** Keeps what was found in a document, with rows of their own for what of it is deprecated. */
export async function keepElements(tx: Transaction, documentId: number, found: ElementsFound): Promise<void> {
  const text = packElements(found)
  const { packed, body } = packBody(text)
  await tx.run(sql`
    insert into document_elements (document_id, rules, packed, body)
    select document.id, ${elementRules}, ${packed}, ${body} from provider_documents document where document.id = ${documentId}
    on conflict (document_id) do update set rules = excluded.rules, packed = excluded.packed, body = excluded.body`)
  await keepDocumentTopics(tx, documentId, found.topics)
  await tx.run(sql`delete from dated_elements where document_id = ${documentId}`)
  const rows = unpackElements(text).elements.flatMap(({ key, declared }) => {
    // What is too long for an index is not announced: it has the window of what it is in.
    const isKept = declared !== undefined && fitted(key).length === storable(key).length
    return isKept ? [[storable(key), declared.deprecatedOn ?? null, declared.sunset ?? null]] : []
  })
  if (rows.length === 0) return
  await tx.run(sql`
    insert into dated_elements (document_id, position, element, deprecated_on, sunset)
    select known.document_id, cast(added.key as integer), added.value ->> 0, cast(added.value ->> 1 as bigint),
      cast(added.value ->> 2 as bigint)
    from document_elements known, json_each(${JSON.stringify({ ...rows })}) added where known.document_id = ${documentId}`)
}

/** Documents of which today's rules have not read the elements, at most so many. */
export const documentsWithoutElements = (db: Queries, most: number): Promise<Array<{ id: number; contentId: number }>> =>
  db.all(sql`
    select document.id, document.content_id as "contentId" from provider_documents document
    where not exists (
      select 1 from document_elements known where known.document_id = document.id and known.rules = ${elementRules})
    order by document.id limit ${most}`)

/** A document of a set, or of a version: `hash` is that of its content, the same in every database. */
export interface MemberDocument {
  owner: number
  documentId: number
  hash: string
}

/** What versions with these documents promise, by owner. One statement, and another for documents that were not held. */
export async function elementsOf(db: Queries, members: readonly MemberDocument[]): Promise<Map<number, OfferedElements>> {
  const absent = new Set(members.flatMap(({ documentId, hash }) => (held.has(keyOf(hash)) ? [] : documentId)))
  const documents = new Map<number, IndexedElements>()
  if (absent.size > 0) {
    const rows = await db.all<StoredBody & { id: number }>(sql`
      select known.document_id as id, known.packed, known.body from document_elements known
      where known.rules = ${elementRules} and known.document_id ${among([...absent])}`)
    for (const { id, ...body } of rows) documents.set(id, indexed(unpackElements(unpackBody(body))))
  }
  const owners = new Map<number, IndexedElements[]>()
  for (const { owner, documentId, hash } of members) {
    const found = documents.get(documentId) ?? held.get(keyOf(hash))
    if (found !== undefined) hold(keyOf(hash), found)
    owners.set(owner, [...(owners.get(owner) ?? []), found ?? unreadElements])
  }
  return new Map([...owners].map(([owner, found]) => [owner, new OfferedElements(found)]))
}

/** The documents of sets, each with its set as owner. */
export const documentsOfSets = (db: Queries, setIds: readonly number[]): Promise<MemberDocument[]> =>
  membersOf(
    db,
    sql`
  select member.set_id as owner, member.document_id as "documentId", content.hash
  from document_set_members member
  join provider_documents document on document.id = member.document_id
  join contents content on content.id = document.content_id
  where member.set_id ${among(setIds)} order by member.set_id, member.name`
  )

/** The current documents of versions, each with its version as owner. */
export const documentsOfVersions = (db: Queries, versionIds: readonly number[]): Promise<MemberDocument[]> =>
  membersOf(
    db,
    sql`
  select offer.version_id as owner, member.document_id as "documentId", content.hash
  from version_offers offer
  join document_set_members member on member.set_id = offer.set_id
  join provider_documents document on document.id = member.document_id
  join contents content on content.id = document.content_id
  where offer.version_id ${among(versionIds)} order by offer.version_id, member.name`
  )

async function membersOf(db: Queries, statement: ReturnType<typeof sql>): Promise<MemberDocument[]> {
  const rows = await db.all<Omit<MemberDocument, 'hash'> & { hash: Buffer }>(statement)
  return rows.map(({ hash, ...row }) => ({ ...row, hash: hash.toString('hex') }))
}

/** Elements that are held in memory, of the documents used last: some hundred bytes each. */
const mostHeld = 300_000
const held = new Map<string, IndexedElements>()
let elementsHeld = 0

/** For tests, which change what is stored behind the back of this process. */
export function forgetElements(): void {
  held.clear()
  elementsHeld = 0
}

const keyOf = (hash: string) => `${elementRules} ${hash}`

function hold(key: string, found: IndexedElements): void {
  if (held.delete(key)) elementsHeld -= found.elements.length
  held.set(key, found)
  elementsHeld += found.elements.length
  for (const [oldest, { elements }] of held) {
    if (elementsHeld <= mostHeld || oldest === key) return
    held.delete(oldest)
    elementsHeld -= elements.length
  }
}
