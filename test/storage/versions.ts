import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { recordDeployment, recordUndeployment } from '../../server/actions/record-deployment.ts'
import { recordRelease, recordSupportEnded } from '../../server/actions/record-release.ts'
import type { Page } from '../../server/domain/page.ts'
import { ensureApplication } from '../../server/storage/applications.ts'
import { addToBranch, deleteBranches, findBranch, isOnABranch, listBranches } from '../../server/storage/branches.ts'
import {
  currentDeploymentsOf,
  currentlyDeployedIn,
  deploymentsOf,
  findDeployedVersion
} from '../../server/storage/deployments.ts'
import {
  changeEnvironment,
  createEnvironment,
  deleteEnvironment,
  findEnvironment,
  findEnvironmentByUuid,
  listEnvironments,
  nothingStoredYet
} from '../../server/storage/environments.ts'
import { findMembership, membershipsOf, removeMembership } from '../../server/storage/memberships.ts'
import { deletePolicy, findPolicy, keepPolicy, listPolicies } from '../../server/storage/policies.ts'
import { currentlySupportedIn, findReleasedVersion, releasesOf } from '../../server/storage/releases.ts'
import { addTag, deleteTag, findTag, hasTags, replaceTags } from '../../server/storage/tags.ts'
import { detailsOfVersions } from '../../server/storage/version-details.ts'
import {
  deleteVersion,
  ensureVersion,
  findBranchHead,
  findLatestVersion,
  findVersion,
  listVersions,
  setBuildUrl
} from '../../server/storage/versions.ts'
import { type Engine, forEachEngine, freshDatabase } from '../engines.ts'

/** An application with three versions and an environment. */
async function shop(t: Test, engine: Engine) {
  const db = await freshDatabase(t, engine)
  t.equal(await nothingStoredYet(db), true)
  const fields = { name: 'prod', displayName: 'Prod', production: 1, contacts: null }
  const kept = await db.transaction(async tx => {
    const application = await ensureApplication(tx, 'shop', 1)
    const versions = []
    for (const number of ['1', '2', '3']) versions.push(await ensureVersion(tx, application, number, 1))
    await createEnvironment(tx, randomUUID(), fields, 1)
    return { application, versions }
  })
  t.equal(await nothingStoredYet(db), false)
  const [one, two, three] = kept.versions as [Shop, Shop, Shop]
  return { db, fields, application: kept.application, one, two, three, environment: (await findEnvironment(db, 'prod'))! }
}
type Shop = Awaited<ReturnType<typeof ensureVersion>>

const numbers = (listed: { items: Array<{ number: string }> }) => listed.items.map(({ number }) => number)

await forEachEngine(t, 'versions are found by tag, branch and environment', async (t, engine) => {
  const { db, application, one, two, three, environment } = await shop(t, engine)
  await db.transaction(async tx => {
    await addTag(tx, two.id, 'x', 1)
    await addTag(tx, one.id, 'x', 1)
    for (const version of [three, one]) await addToBranch(tx, version, 'main', { now: 1 })
    await recordDeployment(tx, { version: one, environment, instance: 'a' }, 1)
    await recordRelease(tx, { version: three, environment }, 1)
  })
  const branchId = (await findBranch(db, 'shop', 'main'))!.id
  const wanted = { applicationId: application.id }
  t.same(numbers(await listVersions(db, wanted)), ['3', '2', '1'])
  t.same(numbers(await listVersions(db, { ...wanted, tag: 'x' })), ['2', '1'])
  t.same(numbers(await listVersions(db, { ...wanted, branchId })), ['3', '1'])
  t.same(numbers(await listVersions(db, { ...wanted, environmentId: environment.id })), ['3', '1'])
  const page: Page = { number: 2, size: 2 }
  t.match(await listVersions(db, { ...wanted, page }), { items: [{ number: '1' }], total: 3 })
  t.match(await findLatestVersion(db, application.id), { number: '3' })
  t.match(await findLatestVersion(db, application.id, 'x'), { number: '2' })
  t.match(await findBranchHead(db, branchId), { number: '1' })

  const details = await detailsOfVersions(db, [one.id, two.id, three.id], 9)
  t.match(details(one.id), {
    branches: [{ name: 'main', latest: 1 }],
    tags: [{ name: 'x' }],
    providers: [],
    deployments: [{ environment: 'Prod', instance: 'a', endedAt: null }],
    releases: []
  })
  t.match(details(three.id), { branches: [{ name: 'main', latest: 0 }], releases: [{ environment: 'Prod', endedAt: null }] })
  t.same(details(two.id).branches, [])

  await db.transaction(tx => setBuildUrl(tx, one.id, 'u', 5))
  await db.transaction(tx => setBuildUrl(tx, one.id, 'u', 6))
  t.match(await findVersion(db, 'shop', '1'), { buildUrl: 'u', updatedAt: 5 })
  await db.transaction(tx => deleteVersion(tx, one.id))
  t.equal(await findVersion(db, 'shop', '1'), undefined)
})

await forEachEngine(t, 'a head that leaves its branch is followed by the member with the highest order', async (t, engine) => {
  const { db, application, one, two, three } = await shop(t, engine)
  await db.transaction(async tx => {
    for (const version of [three, one, two]) await addToBranch(tx, version, 'main', { now: version.id })
    await addToBranch(tx, one, 'Other', { now: 99 })
  })
  const branchId = (await findBranch(db, 'shop', 'main'))!.id
  const remove = async (id: number) => db.transaction(async tx => removeMembership(tx, (await findMembership(tx, branchId, id))!))
  await remove(two.id)
  t.match(await findBranchHead(db, branchId), { number: '3' })
  t.match(await findMembership(db, branchId, three.id), { createdAt: three.id }, 'its time stays')
  await remove(one.id)
  t.match(await findBranchHead(db, branchId), { number: '3' })
  await remove(three.id)
  t.equal(await findBranchHead(db, branchId), undefined)
  t.equal((await membershipsOf(db, one.id)).length, 1)

  const names = async (q: string) => (await listBranches(db, application.id, { q })).items.map(({ name }) => name)
  t.same(await names(''), ['Other', 'main'])
  t.same(await names('oth'), ['Other'])
  t.match(await listBranches(db, application.id, { page: { number: 2, size: 1 } }), { items: [{ name: 'main' }], total: 2 })
  await db.transaction(async tx => deleteBranches(tx, [(await findBranch(tx, 'shop', 'Other'))!.id]))
  t.equal(await isOnABranch(db, one.id), false)
  t.match(await findVersion(db, 'shop', '1'), { number: '1' })
})

await forEachEngine(t, 'tags that stay keep their time when others are replaced', async (t, engine) => {
  const { db, one } = await shop(t, engine)
  await db.transaction(tx => replaceTags(tx, one.id, ['a', 'b', 'a'], 1))
  await db.transaction(tx => replaceTags(tx, one.id, ['b', 'c'], 2))
  t.equal(await findTag(db, one.id, 'a'), undefined)
  t.same(await findTag(db, one.id, 'b'), { name: 'b', createdAt: 1 })
  t.equal(await db.transaction(tx => deleteTag(tx, one.id, 'c')), true)
  t.equal(await db.transaction(tx => deleteTag(tx, one.id, 'c')), false)
  await db.transaction(tx => replaceTags(tx, one.id, [], 3))
  t.equal(await hasTags(db, one.id), false)
})

await forEachEngine(t, 'environments are kept once by name', async (t, engine) => {
  const { db, fields, environment } = await shop(t, engine)
  t.equal(await db.transaction(tx => createEnvironment(tx, randomUUID(), fields, 2)), false)
  await db.transaction(tx => changeEnvironment(tx, environment.id, fields, 2))
  t.match(await findEnvironmentByUuid(db, environment.uuid), { updatedAt: 1 })
  await db.transaction(tx => changeEnvironment(tx, environment.id, { ...fields, contacts: '[]', displayName: 'b' }, 3))
  await db.transaction(tx => createEnvironment(tx, randomUUID(), { ...fields, name: 'x', displayName: 'A' }, 2))
  t.match(await listEnvironments(db), [{ name: 'x' }, { name: 'prod', contacts: '[]', updatedAt: 3 }])
  t.match(await listEnvironments(db, 'x'), [{ displayName: 'A' }])
  t.equal(await db.transaction(tx => deleteEnvironment(tx, environment.uuid)), true)
  t.equal(await db.transaction(tx => deleteEnvironment(tx, environment.uuid)), false)
})

await forEachEngine(t, 'deployments and releases are kept, and what is live of them', async (t, engine) => {
  const { db, application, one, two, environment } = await shop(t, engine)
  const deploy = (version: Shop, instance = '') =>
    db.transaction(async tx => (await recordDeployment(tx, { version, environment, instance }, 5)).uuid)
  const first = await deploy(one)
  t.equal(await deploy(one), first)
  const second = await deploy(two)
  const blue = await deploy(one, 'blue')
  t.match(await findDeployedVersion(db, first), {
    application: 'shop',
    version: '1',
    environmentUuid: environment.uuid,
    endedAt: 5
  })
  t.match(await deploymentsOf(db, one.id, environment.id), [{ uuid: blue }, { uuid: first }])
  t.match(await currentlyDeployedIn(db, environment.id), [{ uuid: blue }, { uuid: second }])
  t.match(await currentlyDeployedIn(db, environment.id, { application: 'shop', instance: '' }), [{ uuid: second }])
  t.same(await currentlyDeployedIn(db, environment.id, { application: 'other' }), [])
  t.match(await currentDeploymentsOf(db, application.id), [
    { uuid: second },
    { uuid: blue, environment: 'Prod', instance: 'blue' }
  ])
  await db.transaction(tx => recordUndeployment(tx, first, 6))
  t.match(await findDeployedVersion(db, first), { endedAt: 5 }, 'what ended before is left alone')
  await db.transaction(tx => recordUndeployment(tx, blue, 6))
  t.match(await currentlyDeployedIn(db, environment.id), [{ uuid: second }])

  const release = () => db.transaction(tx => recordRelease(tx, { version: one, environment }, 7))
  const { uuid } = await release()
  t.same(await release(), { uuid, isNew: false, begins: false })
  t.match(await currentlySupportedIn(db, environment.id, 9, { application: 'shop', version: '1' }), [{ uuid }])
  await db.transaction(tx => recordSupportEnded(tx, uuid, 8))
  t.same(await currentlySupportedIn(db, environment.id, 9), [])
  t.match(await findReleasedVersion(db, uuid, 9), { endedAt: 8 })
  t.same(await release(), { uuid, isNew: false, begins: true })
  t.match(await releasesOf(db, one.id, environment.id, 9), [{ endedAt: null }])
  t.equal((await currentlySupportedIn(db, environment.id, 9)).length, 1)
})

await forEachEngine(t, 'one policy is kept for each kind and scope', async (t, engine) => {
  const { db, application, environment } = await shop(t, engine)
  const policy = { kind: 'no-content', rule: 'warn', until: null, reason: 'r' }
  const scope = { consumerId: application.id, providerId: null, environmentId: null }
  const keep = (more: Partial<typeof scope> | { environmentId: number }, rule: string, now = 1) =>
    db.transaction(tx => keepPolicy(tx, { ...policy, rule, uuid: randomUUID(), ...scope, ...more }, now))
  const { uuid } = await keep({}, 'warn')
  t.match(await keep({}, 'unknown', 2), { uuid, rule: 'warn', until: null, reason: 'r' }, 'what was there comes back')
  t.match(await keep({}, 'unknown', 3), { uuid, rule: 'unknown' })
  t.not((await keep({ environmentId: environment.id }, 'warn')).uuid, uuid)
  const kept = { rule: 'unknown', consumer: 'shop', provider: null, environment: null, createdAt: 1, updatedAt: 2 }
  t.match(await findPolicy(db, uuid), kept, 'what changes nothing touches nothing')
  t.match(await listPolicies(db), [{ uuid }, { environment: 'prod' }])
  t.equal(await db.transaction(tx => deletePolicy(tx, uuid)), true)
  t.equal(await db.transaction(tx => deletePolicy(tx, uuid)), false)
})
