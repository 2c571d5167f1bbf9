import t from 'tap'
import type { DocumentFacts } from '../../server/domain/provider-contracts/read-document.ts'
import { ensureApplication } from '../../server/storage/applications.ts'
import { addToBranch } from '../../server/storage/branches.ts'
import { internBytes, readBytes } from '../../server/storage/contents.ts'
import type { Database } from '../../server/storage/database.ts'
import { removeUnusedDocuments, removeUnusedTexts } from '../../server/storage/overwritten.ts'
import {
  addProviderContract,
  addSelfVerification,
  deleteProviderContract,
  ensureDocument,
  findDocuments,
  listProviderContracts
} from '../../server/storage/provider-contracts.ts'
import { removeOrphanedVersions } from '../../server/storage/remove-integration.ts'
import { sql } from '../../server/storage/sql.ts'
import { detailsOfVersions } from '../../server/storage/version-details.ts'
import { ensureVersion } from '../../server/storage/versions.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

const facts: DocumentFacts = { format: 'yaml', kind: 'oas', specification: '3.0.0', title: 'T', documentVersion: null }
const unchecked = { verifier: null, verifierVersion: null, reportId: null, reportType: null, reportFormat: null }

/** A version of api with the document under the name. */
async function add(db: Database, number: string, text: string, { name = 'default', revision = 1, branch = '' } = {}) {
  return db.transaction(async tx => {
    const contentId = await internBytes(tx, Buffer.from(text), 5)
    const documentId = await ensureDocument(tx, { ...facts, contentId, size: text.length }, 5)
    const version = await ensureVersion(tx, await ensureApplication(tx, 'api', 5), number, 5)
    if (branch !== '') await addToBranch(tx, version, branch, { now: 5 })
    const id = await addProviderContract(tx, { versionId: version.id, name, documentId, revision }, 5)
    return { id, documentId, contentId, versionId: version.id }
  })
}

await forEachEngine(t, 'a document is kept once, and found by the hash of its bytes', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const [first, second] = [await add(db, '1', 'a'), await add(db, '2', 'a')]
  t.equal(first.documentId, second.documentId)
  const [contract] = await listProviderContracts(db, 'api', { number: '1' })
  t.match(contract, { ...facts, hash: /^[\da-f]{64}$/, size: 1, revision: 1, selfVerification: null })
  const hash = Buffer.from(contract?.hash as string, 'hex')
  t.same(await findDocuments(db, [hash, Buffer.alloc(32)]), [{ id: first.documentId, hash: contract?.hash, facts }])
  t.same(await findDocuments(db, []), [])
  t.equal((await readBytes(db, contract?.contentId as number))?.toString(), 'a')
  t.equal(await readBytes(db, 10_000), undefined)
})

await forEachEngine(t, 'a revision is taken once, needs its document, and supersedes those before it', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const { versionId } = await add(db, '1', 'a')
  t.equal((await add(db, '1', 'b')).id, undefined)
  const second = await add(db, '1', 'b', { revision: 2 })
  const gone = { versionId, name: 'default', documentId: 999, revision: 3 }
  t.equal(await db.transaction(tx => addProviderContract(tx, gone, 5)), undefined)
  t.match(await listProviderContracts(db, 'api', { number: '1' }), [{ id: second.id, revision: 2 }])
  t.same((await detailsOfVersions(db, [versionId], 0))(versionId).providerContracts, [{ versionId, name: 'default' }])
  t.equal(await db.transaction(tx => deleteProviderContract(tx, versionId, 'default')), true)
  t.equal(await db.transaction(tx => deleteProviderContract(tx, versionId, 'default')), false)
  t.same(await listProviderContracts(db, 'api', { number: '1' }), [])
})

await forEachEngine(t, 'the newest self-verification is that of the contract', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const id = (await add(db, '1', 'a')).id as number
  await db.transaction(async tx => {
    await addSelfVerification(tx, id, { ...unchecked, success: false, createdAt: 9 })
    await addSelfVerification(tx, id, { ...unchecked, success: true, verifier: 'x', createdAt: 7 })
  })
  t.match(await listProviderContracts(db, 'api', { number: '1' }), [
    { selfVerification: { ...unchecked, success: true, verifier: 'x', createdAt: 7 } }
  ])
})

await forEachEngine(t, 'the newest version with documents is found, of all or of a branch', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await add(db, '1', 'a', { branch: 'main' })
  await add(db, '2', 'b', { branch: 'main', name: 'b' })
  await add(db, '2', 'a')
  await add(db, '3', 'c', { branch: 'x' })
  const { versionId } = await add(db, '4', 'd')
  await db.transaction(tx => deleteProviderContract(tx, versionId, 'default'))
  const found = async (branch?: string | true) =>
    (await listProviderContracts(db, 'api', branch === undefined ? {} : { branch })).map(
      ({ version, name }) => `${version} ${name}`
    )
  t.same(await found(), ['3 default'])
  t.same(await found('main'), ['2 b', '2 default'])
  t.same(await found('none'), [])
  t.same(await found(true), [], 'without a main branch there is none')
})

await forEachEngine(
  t,
  'a clean-up leaves what a version offers, and takes the documents and reports of none',
  async (t, engine) => {
    const db = await freshDatabase(t, engine)
    const kept = await add(db, '1', 'kept')
    const gone = await add(db, '2', 'gone')
    await db.transaction(async tx => {
      const reportId = await internBytes(tx, Buffer.from('report'), 5)
      await addSelfVerification(tx, kept.id as number, { ...unchecked, success: true, reportId, createdAt: 5 })
      await addSelfVerification(tx, gone.id as number, { ...unchecked, success: true, reportId, createdAt: 5 })
      await deleteProviderContract(tx, gone.versionId, 'default')
    })
    const clean = async (before: number) => [
      await db.transaction(tx => removeUnusedDocuments(tx, before)),
      await db.transaction(tx => removeUnusedTexts(tx, before))
    ]
    t.same(await clean(5), [0, 0], 'what is young stays')
    t.same(await clean(6), [1, 1])
    t.equal((await listProviderContracts(db, 'api', { number: '1' })).length, 1)
    await db.transaction(tx => deleteProviderContract(tx, kept.versionId, 'default'))
    t.same(await clean(6), [1, 2])
  }
)

await forEachEngine(t, 'a version that offers something stays when an integration goes', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await add(db, '1', 'a')
  const { versionId } = await add(db, '2', 'a')
  await db.transaction(tx => deleteProviderContract(tx, versionId, 'default'))
  await db.transaction(async tx => removeOrphanedVersions(tx, [(await ensureApplication(tx, 'api', 9)).id]))
  t.match(await db.all(sql`select number from versions`), [{ number: '1' }])
})
