import t from 'tap'
import {
  changeApplication,
  deleteApplication,
  ensureApplication,
  ensureApplications,
  findApplication,
  latestNumbersOf,
  listApplicationNames,
  listApplications,
  setMainBranch
} from '../../server/storage/applications.ts'
import { ensureVersion } from '../../server/storage/versions.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'

await forEachEngine(t, 'an application changes only where it is told something new', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const { id } = await db.transaction(tx => ensureApplication(tx, 'web', 1))
  await db.transaction(tx => changeApplication(tx, id, { mainBranch: 'main', repositoryUrl: 'u' }, 2))
  t.match(await findApplication(db, 'web'), { mainBranch: 'main', repositoryUrl: 'u', displayName: 'Web', updatedAt: 2 })
  await db.transaction(tx => changeApplication(tx, id, { mainBranch: 'main' }, 3))
  await db.transaction(tx => changeApplication(tx, id, {}, 3))
  t.match(await findApplication(db, 'web'), { updatedAt: 2 })
  await db.transaction(tx =>
    changeApplication(tx, id, { mainBranch: null, displayName: 'W', repositoryName: 'n', repositoryNamespace: 's' }, 4)
  )
  t.match(await findApplication(db, 'web'), {
    mainBranch: null,
    repositoryUrl: 'u',
    displayName: 'W',
    repositoryName: 'n',
    updatedAt: 4
  })
  await db.transaction(tx => setMainBranch(tx, id, 'develop', 5))
  await db.transaction(tx => setMainBranch(tx, id, 'main', 6))
  t.match(await findApplication(db, 'web'), { mainBranch: 'develop', updatedAt: 5 })
})

await forEachEngine(t, 'applications are listed whatever the case of their names, in pages, and removed', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  await db.transaction(tx => ensureApplications(tx, ['b', 'A', 'Ä', 'a!b'], 1))
  const names = async (asked: Parameters<typeof listApplications>[1]) =>
    (await listApplications(db, asked)).items.map(({ name }) => name)
  t.same(await names({}), ['A', 'a!b', 'b', 'Ä'])
  t.same(await names({ q: 'ä' }), ['Ä'])
  t.same(await names({ q: '!' }), ['a!b'])
  t.match(await listApplications(db, { q: 'a', page: { number: 2, size: 1 } }), { items: [{ name: 'a!b' }], total: 2 })
  t.equal((await listApplicationNames(db)).length, 4)
  t.equal(await db.transaction(tx => deleteApplication(tx, 'b')), true)
  t.equal(await db.transaction(tx => deleteApplication(tx, 'b')), false)
})

await forEachEngine(t, 'the latest version of each application is found at once', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const ids = await db.transaction(async tx => {
    const known = [...(await ensureApplications(tx, ['a', 'b', 'c'], 1)).values()].sort((x, y) => (x.name < y.name ? -1 : 1))
    for (const number of ['2', '1']) await ensureVersion(tx, known[0]!, number, 1)
    await ensureVersion(tx, known[1]!, '9', 1)
    return known.map(({ id }) => id)
  })
  t.same([...(await latestNumbersOf(db, ids)).entries()].sort(), [
    [ids[0], '1'],
    [ids[1], '9']
  ])
  t.equal((await latestNumbersOf(db, [])).size, 0)
})
