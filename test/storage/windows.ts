import t from 'tap'
import { readWithElements } from '../../server/domain/windows/document-elements.ts'
import { ensureApplication } from '../../server/storage/applications.ts'
import { addToBranch } from '../../server/storage/branches.ts'
import { internBytes } from '../../server/storage/contents.ts'
import type { Database } from '../../server/storage/database.ts'
import {
  documentsOfVersions,
  documentsWithoutElements,
  elementsOf,
  keepElements
} from '../../server/storage/document-elements.ts'
import { addProviderContract, ensureDocument } from '../../server/storage/provider-contracts.ts'
import { sql } from '../../server/storage/sql.ts'
import { settleOffer } from '../../server/storage/version-offers.ts'
import { ensureVersion } from '../../server/storage/versions.ts'
import {
  announcedWindows,
  announceWindows,
  commandedWindows,
  deleteCommandedWindow,
  keepCommandedWindow
} from '../../server/storage/windows.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

/** OpenAPI with one endpoint and these members on it. */
const document = (more: object) =>
  JSON.stringify({ openapi: '3.0.3', info: { title: 'T', version: '1' }, paths: { '/a': { get: { responses: {}, ...more } } } })

async function offer(db: Database, number: string, text: string, branch = 'main', known = true): Promise<number> {
  const read = readWithElements(text)
  if ('problems' in read) throw new Error(read.problems.join())
  return db.transaction(async tx => {
    const contentId = await internBytes(tx, Buffer.from(text), 5)
    const documentId = await ensureDocument(tx, { ...read.facts, contentId, size: text.length }, 5)
    if (known) await keepElements(tx, documentId, read.elements)
    const application = await ensureApplication(tx, 'api', 5)
    await tx.run(sql`update applications set main_branch = 'main' where id = ${application.id}`)
    const version = await ensureVersion(tx, application, number, 5)
    await addToBranch(tx, version, branch, { now: 5 })
    await addProviderContract(tx, { versionId: version.id, name: 'default', documentId, revision: 1 }, 5)
    await settleOffer(tx, version.id, 5)
    return version.id
  })
}

const announced = async (db: Database) =>
  (await announcedWindows(db, 1)).map(({ element, sunset, announcedAt }) => [element, sunset && sunset + 1, announcedAt])

await forEachEngine(t, 'what a document promises is found again by version', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const first = await offer(db, '1', document({ deprecated: true, 'x-sunset': '1970-01-02' }))
  const unread = await offer(db, '2', document({ summary: 'other' }), 'main', false)
  for (const _ of ['read', 'held']) {
    const found = await elementsOf(db, await documentsOfVersions(db, [first, unread]))
    const declared = { deprecatedOn: undefined, sunset: 2 * 86_400_000 - 1, odd: [] }
    t.same(found.get(first)?.find('GET /a'), [{ key: 'GET /a', declared }])
    t.equal(found.get(first)?.has('GET /b'), false)
    t.equal(found.get(unread)?.has('GET /a'), 'unknown', 'what was not read yet may hold anything')
  }
  t.match(await documentsWithoutElements(db, 10), [{ id: 2 }])
})

await forEachEngine(t, 'dates are announced by the main branch, and only ever moved later', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const say = async (number: string, sunset: string, branch: string, at: number) => {
    const version = await offer(db, number, document({ 'x-sunset': sunset, summary: number }), branch)
    await db.transaction(tx => announceWindows(tx, { version }, at))
  }
  const day = 86_400_000
  await say('1', '1970-01-02', 'feature', 10)
  t.same(await announced(db), [])
  await say('2', '1970-01-03', 'main', 20)
  t.same(await announced(db), [['GET /a', 3 * day, 20]])
  await say('3', '1970-01-02', 'main', 30)
  t.same(await announced(db), [['GET /a', 3 * day, 20]], 'an earlier date changes nothing')
  await say('4', '1970-01-04', 'main', 40)
  t.same(await announced(db), [['GET /a', 4 * day, 40]])
  await db.transaction(tx => announceWindows(tx, 'current', 50))
  await db.transaction(tx => announceWindows(tx, { application: 1 }, 50))
  await db.transaction(tx => announceWindows(tx, { document: 1 }, 50))
  t.same(await announced(db), [['GET /a', 4 * day, 40]])
})

await forEachEngine(t, 'dates by command are announced at once, and stay so when the window is taken back', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const { id } = await db.transaction(tx => ensureApplication(tx, 'api', 5))
  const window = { element: 'GET /a', deprecatedOn: 0, sunset: 86_399_999, reason: 'slow' }
  t.equal(await db.transaction(tx => keepCommandedWindow(tx, id, window, 7)), true)
  t.equal(await db.transaction(tx => keepCommandedWindow(tx, id, { ...window, reason: null }, 8)), false)
  t.same(await commandedWindows(db, id), [{ ...window, reason: null, createdAt: 7, updatedAt: 8 }])
  t.equal(await db.transaction(tx => deleteCommandedWindow(tx, id, 'GET /a')), true)
  t.equal(await db.transaction(tx => deleteCommandedWindow(tx, id, 'GET /a')), false)
  t.same(await announced(db), [['GET /a', 86_400_000, 7]])
})
