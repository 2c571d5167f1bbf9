import { type Body, batches, distinctBodies, hexOf, packBody, type StoredBody, unpackBody, unpackBytes } from './bodies.ts'
import type { Queries, Transaction } from './database.ts'
import { among, join, type Sql, sql } from './sql.ts'

/** What nothing refers to is cleaned up by age; content that is used again is therefore young again. */
const youngFor = 60 * 60 * 1000

type Found = Array<{ id: number; hash: Buffer; createdAt: number }>

/** Keeps texts once by their bytes, and gives the id of each by the hash of its bytes. In a short transaction of its own. */
export function internTexts(tx: Transaction, texts: ReadonlyArray<string | Buffer>, now: number): Promise<Map<string, number>> {
  return intern(tx, texts.map(packBody), now, {
    find: hashes => sql`select id, hash, created_at as "createdAt" from contents where hash in (${join(hashes)})`,
    insert: bodies => sql`
      insert into contents (hash, packed, body, created_at)
      values ${join(bodies.map(({ hash, packed, body }) => sql`(${hash}, ${packed}, ${body}, ${now})`))}
      on conflict (hash) do nothing returning id, hash, created_at as "createdAt"`,
    touch: ids => sql`update contents set created_at = ${now} where id ${among(ids)}`
  })
}

/** The same for interactions, each with its `_id`. */
export function internInteractions(
  tx: Transaction,
  interactions: ReadonlyArray<{ text: string; key: string }>,
  now: number
): Promise<Map<string, number>> {
  const bodies = interactions.map(({ text, key }) => ({ ...packBody(text), key }))
  return intern(tx, bodies, now, {
    find: hashes => sql`select id, hash, created_at as "createdAt" from interactions where hash in (${join(hashes)})`,
    insert: rows => sql`
      insert into interactions (hash, interaction_key, packed, body, created_at)
      values ${join(rows.map(({ hash, key, packed, body }) => sql`(${hash}, ${key}, ${packed}, ${body}, ${now})`))}
      on conflict (hash) do nothing returning id, hash, created_at as "createdAt"`,
    touch: ids => sql`update interactions set created_at = ${now} where id ${among(ids)}`
  })
}

interface Statements<T> {
  find: (hashes: Buffer[]) => Sql
  insert: (bodies: T[]) => Sql
  touch: (ids: number[]) => Sql
}

async function intern<T extends Body>(tx: Transaction, bodies: T[], now: number, statements: Statements<T>) {
  const ids = new Map<string, number>()
  const old: number[] = []
  const note = (found: Found) => {
    for (const { id, hash, createdAt } of found) {
      ids.set(hexOf({ hash }), id)
      if (createdAt < now - youngFor) old.push(id)
    }
  }
  for (const batch of batches(distinctBodies(bodies))) {
    note(await tx.all(statements.find(batch.map(({ hash }) => hash))))
    const missing = () => batch.filter(body => !ids.has(hexOf(body)))
    for (const part of batches(missing())) note(await tx.all(statements.insert(part)))
    // What somebody else inserted in between was not ours to insert, but is there now.
    for (const part of batches(missing())) note(await tx.all(statements.find(part.map(({ hash }) => hash))))
  }
  if (old.length > 0) await tx.run(statements.touch(old.sort((a, b) => a - b)))
  return ids
}

export async function findTextId(db: Queries, text: string): Promise<number | undefined> {
  return (await db.get<{ id: number }>(sql`select id from contents where hash = ${packBody(text).hash}`))?.id
}

export async function readText(db: Queries, id: number): Promise<string | undefined> {
  const stored = await db.get<StoredBody>(sql`select packed, body from contents where id = ${id}`)
  return stored && unpackBody(stored)
}

/** What need not be text. */
export async function readBytes(db: Queries, id: number): Promise<Buffer | undefined> {
  const stored = await db.get<StoredBody>(sql`select packed, body from contents where id = ${id}`)
  return stored && unpackBytes(stored)
}
