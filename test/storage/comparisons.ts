import t from 'tap'
import type { Comparing } from '../../server/domain/comparison.ts'
import { ensureApplication } from '../../server/storage/applications.ts'
import {
  anyComparisonDue,
  claimComparisons,
  finishComparison,
  readPackedContract,
  readPackedDocuments,
  returnComparison,
  scheduleFor,
  schedulePairing
} from '../../server/storage/comparison-queue.ts'
import { comparisonsOfContract, comparisonsOfVersion, findComparison, readFindings } from '../../server/storage/comparisons.ts'
import { internBytes } from '../../server/storage/contents.ts'
import type { Database } from '../../server/storage/database.ts'
import { removeUnusedDocuments } from '../../server/storage/overwritten.ts'
import {
  addProviderContract,
  addSelfVerification,
  deleteProviderContract,
  ensureDocument
} from '../../server/storage/provider-contracts.ts'
import { sql } from '../../server/storage/sql.ts'
import { removeUnusedSets, settleOffer, unsettledOffers, versionsToCompare } from '../../server/storage/version-offers.ts'
import { ensureVersion } from '../../server/storage/versions.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'
import { placeFacts } from '../facts.ts'

const unchecked = { verifier: null, verifierVersion: null, reportId: null, reportType: null, reportFormat: null }

/** A version of api that offers this text, as OpenAPI or as a catalogue of messages. */
async function offer(
  db: Database,
  number: string,
  text: string,
  { name = 'default', kind = 'oas' as const, success = true } = {}
) {
  return db.transaction(async tx => {
    const contentId = await internBytes(tx, Buffer.from(text), 5)
    const facts = { format: 'json', kind, specification: '3.0.0', title: null, documentVersion: null } as const
    const documentId = await ensureDocument(tx, { ...facts, contentId, size: text.length }, 5)
    const version = await ensureVersion(tx, await ensureApplication(tx, 'api', 5), number, 5)
    const id = (await addProviderContract(tx, { versionId: version.id, name, documentId, revision: 1 }, 5)) as number
    await addSelfVerification(tx, id, { ...unchecked, success, createdAt: 5 })
    await settleOffer(tx, version.id, 5)
    return version.id
  })
}

const offerOf = (db: Database, versionId: number) =>
  db.get<{ setId: number; apis: number; messages: number }>(
    sql`select set_id as "setId", apis_proven as apis, messages_proven as messages from version_offers where version_id = ${versionId}`
  )
const due = async (db: Database) =>
  (await db.all<{ id: number }>(sql`select id from comparisons where due_at is not null order by id`)).length
const claim = (db: Database, name: string, now: number, lease = 100) =>
  db.transaction(tx => claimComparisons(tx, { claim: name, now, lease, limit: 1 }))

const found: Comparing = {
  outcome: 'fail',
  counts: { error: 1, warning: 2, undecided: 0, info: 0 },
  findings: [{ code: 'op.removed', severity: 'error', direction: 'request', sentence: 'Gone.', contract: '/a', document: '' }],
  needs: { apis: true, messages: false }
}

await forEachEngine(
  t,
  'versions that offer the same documents share a set; the newest checks say whether it is proven',
  async (t, engine) => {
    const db = await freshDatabase(t, engine)
    const [one, two] = [await offer(db, '1', 'a'), await offer(db, '2', 'a', { success: false })]
    t.match(await offerOf(db, one), { apis: 1, messages: 1 })
    t.match(await offerOf(db, two), { setId: (await offerOf(db, one))?.setId, apis: 0, messages: 1 })
    await offer(db, '2', 'b', { name: 'other' })
    t.not((await offerOf(db, two))?.setId, (await offerOf(db, one))?.setId)
    await db.transaction(async tx => {
      for (const name of ['default', 'other']) await deleteProviderContract(tx, two, name)
      await settleOffer(tx, two, 6)
    })
    t.equal(await offerOf(db, two), undefined)
    await db.transaction(tx => removeUnusedSets(tx, 7))
    t.equal(await db.transaction(tx => removeUnusedDocuments(tx, 7)), 1, 'the document of no set goes, the other stays')
    await db.transaction(tx => tx.run(sql`delete from version_offers`))
    t.same(await unsettledOffers(db), [one])
  }
)

await forEachEngine(t, 'what meets what is live or on the main branch is scheduled, once', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.environment('production')
  await facts.published('web', '1', { api: 1 })
  await facts.published('web', '2', { api: 2 })
  const api = await offer(db, '1', 'a')
  const schedule = (versionId: number) => db.transaction(tx => scheduleFor(tx, versionId, 10))
  await schedule(api)
  t.equal(await due(db), 0, 'nothing of either is live or on a main branch')
  await facts.live('web', '1', 'production', 'deployed')
  await schedule(api)
  await schedule(api)
  t.equal(await due(db), 1)
  await facts.application('web', 'main')
  await facts.branched('web', '2', 'main')
  await schedule(api)
  t.equal(await due(db), 2)
  await facts.published('web', '3', { api: 3 })
  await facts.live('api', '1', 'production', 'deployed')
  const web = await db.get<{ id: number }>(sql`select id from versions where number = '3'`)
  await schedule(web?.id as number)
  t.equal(await due(db), 3)
  const contractId = await facts.contractId('web', 'api', 3)
  for (const versionId of [api, 10_000]) await db.transaction(tx => schedulePairing(tx, { contractId, versionId }, 10))
  t.equal(await due(db), 3)
  t.same(await versionsToCompare(db), [api])
  t.match(await readPackedContract(db, contractId), { envelope: { body: Buffer.from('x') }, interactions: [] })
  t.equal(await readPackedContract(db, 10_000), undefined)
  const { setId } = (await offerOf(db, api)) as { setId: number }
  t.match(await readPackedDocuments(db, setId), [{ name: 'default', body: Buffer.from('a') }])
})

await forEachEngine(t, 'a comparison is made by one process, and by another when that dies', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.published('web', '1', { api: 1 })
  const versionId = await offer(db, '1', 'a')
  const contractId = await facts.contractId('web', 'api', 1)
  await db.transaction(tx => schedulePairing(tx, { contractId, versionId }, 10))
  t.notOk(await anyComparisonDue(db, 9))
  t.ok(await anyComparisonDue(db, 10))
  const taken = (await Promise.all(['a', 'b', 'c'].map(name => claim(db, name, 20)))).flat()
  t.equal(taken.length, 1, 'three ask at once, one gets it')
  t.same(await claim(db, 'd', 119), [])
  const [again] = await claim(db, 'e', 120)
  t.match(again, { contractId, attempts: 2, claim: 'e' })
  const end = { ...found, state: 'done' as const, engine: '1', duration: 3 }
  t.notOk(await db.transaction(tx => finishComparison(tx, taken[0] as never, end, 121)), 'the first comes too late')
  await db.transaction(tx => returnComparison(tx, again as never, 122))
  const [last] = await claim(db, 'f', 122)
  t.equal(last?.attempts, 2, 'what is given back was no attempt')
  t.ok(await db.transaction(tx => finishComparison(tx, last as never, end, 123)))
  t.same(await claim(db, 'g', 10_000), [])

  const id = last?.id as number
  t.match(await findComparison(db, id), {
    state: 'done',
    outcome: 'fail',
    errors: 1,
    warnings: 2,
    keptFindings: 1,
    consumer: 'web',
    consumerVersion: '1',
    provider: 'api',
    providerVersion: '1',
    documents: [{ name: 'default', sha256: /^[\da-f]{64}$/ }]
  })
  t.same(await readFindings(db, id), found.findings)
  t.same(await readFindings(db, 10_000), [])
  t.same(
    (await comparisonsOfContract(db, contractId)).map(each => each.id),
    [id]
  )
  t.same(
    (await comparisonsOfVersion(db, versionId)).map(each => each.id),
    [id]
  )
})
