import { batches, hashOf, packBody, type StoredBody, unpackBody, unpackBytes } from './bodies.ts'
import type { Queries, Transaction } from './database.ts'
import { among, join, type Sql, sql } from './sql.ts'

/** What nothing refers to is cleaned up by age; content that is used again is therefore young again. */
const youngFor = 60 * 60 * 1000

type Found = Array<{ id: number; hash: Buffer; createdAt: number }>

/** Keeps texts once by their bytes, and gives the id of each by its text. In a short transaction of its own. */
export function internTexts(tx: Transaction, texts: readonly string[], now: number): Promise<Map<string, number>> {
  const bodies = texts.map(text => ({ text, hash: hashOf(text) }))
  return intern(tx, bodies, now, contentStatements(now))
}

/** The same for what need not be text; gives its id. */
export async function internBytes(tx: Transaction, bytes: Buffer, now: number): Promise<number> {
  const ids = await intern(tx, [{ text: bytes, hash: hashOf(bytes) }], now, contentStatements(now))
  return ids.get(bytes) as number
}

const contentStatements = (now: number): Statements<Hashed<string | Buffer>> => ({
  find: hashes => sql`select id, hash, created_at as "createdAt" from contents where hash in (${join(hashes)})`,
  insert: rows => sql`
    insert into contents (hash, packed, body, created_at)
    values ${join(rows.map(({ hash, packed, body }) => sql`(${hash}, ${packed}, ${body}, ${now})`))}
    on conflict (hash) do nothing returning id, hash, created_at as "createdAt"`,
  touch: ids => sql`update contents set created_at = ${now} where id ${among(ids)}`
})

/** The same for interactions, each with its `_id`. */
export function internInteractions(
  tx: Transaction,
  interactions: ReadonlyArray<{ text: string; key: string }>,
  now: number
): Promise<Map<string, number>> {
  const bodies = interactions.map(({ text, key }) => ({ text, key, hash: hashOf(text) }))
  return intern(tx, bodies, now, {
    find: hashes => sql`select id, hash, created_at as "createdAt" from interactions where hash in (${join(hashes)})`,
    insert: rows => sql`
      insert into interactions (hash, interaction_key, packed, body, created_at)
      values ${join(rows.map(({ hash, key, packed, body }) => sql`(${hash}, ${key}, ${packed}, ${body}, ${now})`))}
      on conflict (hash) do nothing returning id, hash, created_at as "createdAt"`,
    touch: ids => sql`update interactions set created_at = ${now} where id ${among(ids)}`
  })
}

interface Hashed<Content> {
  text: Content
  hash: Buffer
}

interface Statements<T> {
  find: (hashes: Buffer[]) => Sql
  insert: (bodies: Array<T & StoredBody>) => Sql
  touch: (ids: number[]) => Sql
}

async function intern<Content extends string | Buffer, T extends Hashed<Content>>(
  tx: Transaction,
  bodies: Array<T & Hashed<Content>>,
  now: number,
  statements: Statements<T>
): Promise<Map<Content, number>> {
  const byHash = distinct(bodies)
  const ids = new Map<Content, number>()
  const old: number[] = []
  const note = (found: Found) => {
    for (const { id, hash, createdAt } of found) {
      ids.set((byHash.get(hash.toString('hex')) as T).text, id)
      if (createdAt < now - youngFor) old.push(id)
    }
  }
  for (const batch of batches([...byHash.values()])) {
    note(await tx.all(statements.find(batch.map(({ hash }) => hash))))
    const missing = () => batch.filter(({ text }) => !ids.has(text))
    for (const part of batches(missing())) {
      note(await tx.all(statements.insert(part.map(body => ({ ...body, ...packBody(body.text) })))))
    }
    // What somebody else inserted in between was not ours to insert, but is there now.
    for (const part of batches(missing())) note(await tx.all(statements.find(part.map(({ hash }) => hash))))
  }
  if (old.length > 0) await tx.run(statements.touch(old.sort((a, b) => a - b)))
  return ids
}

/** Each body once, in the order of its hash: every transaction inserts in the same order, so that none waits for another in a ring. */
function distinct<T extends Hashed<unknown>>(bodies: readonly T[]): Map<string, T> {
  const byHash = new Map(bodies.map(body => [body.hash.toString('hex'), body]))
  return new Map([...byHash].sort(([a], [b]) => (a < b ? -1 : 1)))
}

export async function findTextId(db: Queries, text: string): Promise<number | undefined> {
  return (await db.get<{ id: number }>(sql`select id from contents where hash = ${hashOf(text)}`))?.id
}

export async function readText(db: Queries, id: number): Promise<string | undefined> {
  const stored = await db.get<StoredBody>(sql`select packed, body from contents where id = ${id}`)
  return stored && unpackBody(stored)
}

export async function readBytes(db: Queries, id: number): Promise<Buffer | undefined> {
  const stored = await db.get<StoredBody>(sql`select packed, body from contents where id = ${id}`)
  return stored && unpackBytes(stored)
}
