import t, { type Test } from 'tap'
import type { Verification } from '../../server/domain/verification.ts'
import { ensureApplications } from '../../server/storage/applications.ts'
import { addToBranch } from '../../server/storage/branches.ts'
import { ensureContract, internParts } from '../../server/storage/contracts.ts'
import type { Database } from '../../server/storage/database.ts'
import { sql } from '../../server/storage/sql.ts'
import { addTag } from '../../server/storage/tags.ts'
import { addVerification, findVerification, latestVerification, removeVerification } from '../../server/storage/verifications.ts'
import { ensureVersion } from '../../server/storage/versions.ts'
import { type Engine, forEachEngine, freshDatabase } from '../engines.ts'

async function setting(t: Test, engine: Engine) {
  const db = await freshDatabase(t, engine)
  const parts = await internParts(db, { envelope: '{}', interactions: [], messages: false }, 1)
  const ids = await db.transaction(async tx => {
    const applications = await ensureApplications(tx, ['web', 'api'], 1)
    const [web, api] = ['web', 'api'].map(name => applications.get(name) as { id: number; name: string })
    const contractId = await ensureContract(tx, { consumerId: web?.id ?? 0, providerId: api?.id ?? 0, sha: 'a' }, parts, 1)
    const version = await ensureVersion(tx, api as { id: number; name: string }, '5', 1)
    return { contractId, providerVersionId: version.id, version }
  })
  return { db, ...ids }
}

type Ids = { contractId: number; providerVersionId: number }

const post = (db: Database, { contractId, providerVersionId }: Ids, at: number, success: boolean, wip = false, untested = 0) =>
  db.transaction(tx =>
    addVerification(
      tx,
      {
        contractId,
        providerVersionId,
        success,
        wip,
        untested,
        pending: wip ? true : null,
        buildUrl: null,
        selectors: null,
        reportId: null,
        executedAt: at + 1000
      },
      at
    )
  )

const newest = (db: Database) =>
  db.all(sql`
    select verification_id as id, success, untested, executed_at as executed, first_success_at as first,
      last_success_at as last, last_plain_success_at as plain
    from latest_verifications`)

await forEachEngine(t, 'the newest result counts, and older successes are remembered', async (t, engine) => {
  const { db, ...ids } = await setting(t, engine)
  const first = await post(db, ids, 10, false)
  t.same(await newest(db), [{ id: first, success: 0, untested: 0, executed: 1010, first: null, last: null, plain: null }])
  await post(db, ids, 20, true)
  const wip = await post(db, ids, 30, true, true, 2)
  t.same(await newest(db), [{ id: wip, success: 1, untested: 2, executed: 1030, first: 20, last: 30, plain: 20 }])
  const failed = await post(db, ids, 40, false)
  t.same(await newest(db), [{ id: failed, success: 0, untested: 0, executed: 1040, first: 20, last: 30, plain: 20 }])
  t.match(await latestVerification(db, ids.contractId), { id: failed, provider: 'api', providerVersion: '5', success: 0 })
  t.match(await findVerification(db, ids.contractId, first), { id: first, executedAt: 1010 })
  t.equal(await findVerification(db, ids.contractId + 1, first), undefined)
})

// On SQLite there is one writer, so that numbers never commit out of order.
t.test('a result that arrives late does not pass for the newest', async t => {
  const { db, ...ids } = await setting(t, 'postgres')
  const last = await post(db, ids, 10, false)
  const later = last + 100
  await db.transaction(async tx => {
    await tx.run(sql`
      insert into verifications (id, contract_id, provider_version_id, success, executed_at, created_at)
      values (${later}, ${ids.contractId}, ${ids.providerVersionId}, 0, 1010, 15)`)
    await tx.run(sql`update latest_verifications set verification_id = ${later}`)
  })
  await post(db, ids, 20, true)
  t.match(await newest(db), [{ id: later, success: 0, executed: 1010, first: 20, last: 20, plain: 20 }])
})

await forEachEngine(t, 'when a result is deleted, the one before it counts again', async (t, engine) => {
  const { db, ...ids } = await setting(t, engine)
  const first = await post(db, ids, 10, true)
  const second = await post(db, ids, 20, false)
  const remove = async (id: number) => {
    const found = (await findVerification(db, ids.contractId, id)) as Verification
    await db.transaction(tx => removeVerification(tx, found))
  }
  await remove(second)
  t.match(await newest(db), [{ id: first, success: 1, first: 10, last: 10, plain: 10 }])
  const third = await post(db, ids, 30, true, true)
  await remove(first)
  t.match(await newest(db), [{ id: third, success: 1, first: 30, last: 30, plain: null }])
  await remove(third)
  t.same(await newest(db), [])
  t.equal(await latestVerification(db, ids.contractId), undefined)
})

await forEachEngine(t, 'a result keeps where the provider version stood at that moment', async (t, engine) => {
  const { db, version, ...ids } = await setting(t, engine)
  await db.transaction(async tx => {
    await addToBranch(tx, version, 'main', { now: 1 })
    await addToBranch(tx, version, 'feat', { now: 1 })
    for (const tag of ['prod', 'dev']) await addTag(tx, version.id, tag, 1)
  })
  await post(db, ids, 10, true)
  await db.transaction(tx => addTag(tx, version.id, 'later', 1))
  t.same(await db.all(sql`select provider_branch as branch, provider_tags as tags from verifications`), [
    { branch: 'feat', tags: '["dev","prod"]' }
  ])
})
