import t from 'tap'
import { ensureApplication } from '../../server/storage/applications.ts'
import { ensureContract, internParts } from '../../server/storage/contracts.ts'
import type { Transaction } from '../../server/storage/database.ts'
import { currentlyDeployedIn, findDeployedVersion } from '../../server/storage/deployments.ts'
import { createEnvironment, findEnvironment } from '../../server/storage/environments.ts'
import { countAll } from '../../server/storage/imports/counts.ts'
import { keepDeployment, keepRelease } from '../../server/storage/imports/deployments.ts'
import {
  addMember,
  createVersion,
  ensureBranch,
  headsOf,
  makeHead,
  placedVersions,
  placeVersion
} from '../../server/storage/imports/placing.ts'
import { copiedThings, ensureImport, rememberCopied } from '../../server/storage/imports/record.ts'
import { keepResult, numberResultsAfter, placeAt } from '../../server/storage/imports/results.ts'
import { sql } from '../../server/storage/sql.ts'
import { addTag } from '../../server/storage/tags.ts'
import { addVerification, latestVerification } from '../../server/storage/verifications.ts'
import { findLatestVersion } from '../../server/storage/versions.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

async function world(tx: Transaction) {
  const { id: applicationId } = await ensureApplication(tx, 'web', 1)
  const version = (number: string, createdAt: number) =>
    createVersion(tx, { applicationId, number, buildUrl: null, createdAt, updatedAt: createdAt })
  const [one, two] = [await version('1', 10), await version('2', 20)]
  await createEnvironment(tx, 'e-1', { name: 'prod', displayName: 'Prod', production: 1, contacts: null }, 1)
  const environment = await findEnvironment(tx, 'prod')
  return { applicationId, one, two, version, environmentId: environment?.id as number }
}

await forEachEngine(t, 'versions and members are put where the source has them', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await db.transaction(async tx => {
    const { applicationId, one, two, version } = await world(tx)
    t.equal(await version('1', 99), one, 'a known version is found')
    await addTag(tx, one, 'dev', 15)
    await addTag(tx, two, 'dev', 25)
    t.equal((await findLatestVersion(tx, applicationId, 'dev'))?.number, '2')
    await placeVersion(tx, one, two)
    await placeVersion(tx, two, one)
    t.same(
      (await placedVersions(tx, applicationId)).map(({ number }) => number),
      ['2', '1']
    )
    t.equal((await findLatestVersion(tx, applicationId, 'dev'))?.number, '1', 'tags have moved with them')

    const branchId = await ensureBranch(tx, { applicationId, name: 'main', createdAt: 5, updatedAt: 6 })
    t.equal(await ensureBranch(tx, { applicationId, name: 'main', createdAt: 9, updatedAt: 9 }), branchId)
    t.equal(await addMember(tx, { branchId, versionId: two, createdAt: 30 }), true)
    t.equal(await addMember(tx, { branchId, versionId: one, createdAt: 31 }), true)
    t.equal(await addMember(tx, { branchId, versionId: one, createdAt: 32 }), false)
    t.equal((await headsOf(tx, [branchId])).get(branchId), one)
    await makeHead(tx, branchId, two)
    t.equal((await headsOf(tx, [branchId])).get(branchId), two)
    t.same(await placeAt(tx, two, 29), { branch: null, tags: ['dev'] })
    t.same(await placeAt(tx, two, 30), { branch: 'main', tags: ['dev'] }, 'it has kept its date')
    t.equal((await countAll(tx)).memberships, 2)
  })
})

await forEachEngine(t, 'a deployment that is copied takes its slot only from what was deployed before it', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await db.transaction(async tx => {
    const { applicationId, one, two, environmentId } = await world(tx)
    const shared = { applicationId, environmentId, instance: '' }
    const keep = (uuid: string, versionId: number, createdAt: number, endedAt: number | null = null) =>
      keepDeployment(tx, { ...shared, uuid, versionId, createdAt, updatedAt: endedAt ?? createdAt, endedAt })
    const live = async () => (await currentlyDeployedIn(tx, environmentId)).map(({ uuid }) => uuid)
    await keep('over', one, 100, 150)
    t.same(await live(), [])
    await keep('first', one, 200)
    t.same(await live(), ['first'])
    await keep('second', two, 300)
    t.same(await live(), ['second'])
    t.equal((await findDeployedVersion(tx, 'first'))?.endedAt, 300)
    await keep('late', one, 250)
    t.same(await live(), ['second'], 'what was deployed later stays')
    t.equal((await findDeployedVersion(tx, 'late'))?.endedAt, 300)
    await keep('second', two, 300, 400)
    t.same(await live(), [], 'a known one has ended meanwhile')

    const release = { uuid: 'r', applicationId, environmentId, versionId: one, createdAt: 10, updatedAt: 12 }
    const supported = () =>
      tx.all(sql`
        select released.uuid, released.updated_at as "updatedAt", live.since
        from live join released_versions released on released.id = live.released_version_id where released.ended_at is null`)
    await keepRelease(tx, { ...release, endedAt: null })
    t.same(await supported(), [{ uuid: 'r', updatedAt: 12, since: 10 }])
    await keepRelease(tx, { ...release, endedAt: 20 })
    t.same(await supported(), [])
    await keepRelease(tx, { ...release, endedAt: null })
    t.same(await supported(), [{ uuid: 'r', updatedAt: 12, since: 10 }])
  })
})

await forEachEngine(t, 'results keep their numbers, and new ones come after them', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const parts = await internParts(db, { envelope: '{}', interactions: [], messages: false }, 1)
  const { contractId, providerVersionId } = await db.transaction(async tx => {
    const { applicationId, one } = await world(tx)
    const contractId = await ensureContract(tx, { consumerId: applicationId, providerId: applicationId, sha: 'x' }, parts, 1)
    return { contractId, providerVersionId: one }
  })
  const result = (success: boolean, executedAt: number) => ({
    contractId,
    providerVersionId,
    success,
    untested: 0,
    wip: false,
    pending: null,
    buildUrl: null,
    selectors: null,
    reportId: null,
    executedAt
  })
  await numberResultsAfter(db, 500)
  await db.transaction(async tx => {
    t.equal(await keepResult(tx, 500, result(true, 50)), 500)
    t.equal(await keepResult(tx, 7, result(false, 40)), 7)
    t.match(await latestVerification(tx, contractId), { id: 500, success: 1 }, 'the higher number is the newer result')
    t.equal(await keepResult(tx, 7, result(false, 60)), 501, 'a number that is taken')
    t.equal(await addVerification(tx, result(true, 70), 70), 502, 'one that is posted here')
  })
  await numberResultsAfter(db, 3)
  await db.transaction(async tx => t.equal(await addVerification(tx, result(true, 80), 80), 503))
})

await forEachEngine(t, 'what was copied is remembered by kind and key', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await db.transaction(async tx => {
    const { id } = await ensureImport(tx, 'http://there', 1)
    t.match(await ensureImport(tx, 'http://there', 2), { id, startedAt: 1, completedAt: null })
    await rememberCopied(
      tx,
      id,
      'version',
      Array.from({ length: 70 }, (_, i) => ({ key: `k${i}`, targetId: i, seen: 'a' }))
    )
    await rememberCopied(tx, id, 'version', [{ key: 'k3', targetId: 3, seen: 'b' }])
    const known = await copiedThings(tx, id, 'version', ['k3', 'k69', 'none'])
    t.same([...known.keys()].sort(), ['k3', 'k69'])
    t.equal(known.get('k3')?.seen, 'b')
    t.equal((await copiedThings(tx, id, 'contract', ['k3'])).size, 0)
  })
})
