import t from 'tap'
import { currentNames, formerNamesOf, renamings, unknownNames } from '../../server/storage/application-names.ts'
import { ensureApplication, ensureApplications, findApplication } from '../../server/storage/applications.ts'
import { deleteExpired, expiredBranches } from '../../server/storage/expired-branches.ts'
import { livePairingsIn, liveVersionsIn } from '../../server/storage/matrix/live-pairings.ts'
import { renameApplication } from '../../server/storage/rename.ts'
import { liveStaysOf, reinstate, retire } from '../../server/storage/retirement.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'
import { placeFacts } from '../facts.ts'

await forEachEngine(t, 'an application is found by every name it had', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const { id } = await db.transaction(tx => ensureApplication(tx, 'a', 1))
  await db.transaction(tx => ensureApplication(tx, 'z', 1))
  const rename = (name: string, at: number) => db.transaction(tx => renameApplication(tx, id, name, at))
  t.same([await rename('b', 2), await rename('c', 3), await rename('z', 4)], [true, true, false])
  t.match(await findApplication(db, 'a'), { id, name: 'c', displayName: 'C', updatedAt: 3 })
  t.same(await formerNamesOf(db, id), ['a', 'b'])
  t.same([...(await currentNames(db, ['a', 'c', 'z', 'x', 'nul\0']))].sort(), [
    ['a', 'c'],
    ['c', 'c'],
    ['z', 'z']
  ])
  t.same([...(await renamings(db, ['c', 'z']))].sort(), [
    ['a', 'c'],
    ['b', 'c']
  ])
  t.same(await unknownNames(db, ['a', 'x', 'nul\0']), ['x', 'nul\0'])
  const ensured = await db.transaction(tx => ensureApplications(tx, ['a', 'new', 'c'], 5))
  t.same([...ensured].map(([asked, { name }]) => [asked, name]).sort(), [
    ['a', 'c'],
    ['c', 'c'],
    ['new', 'new']
  ])
  t.equal(await db.transaction(tx => renameApplication(tx, 999, 'y', 1)), false, 'there is no such application')
})

await forEachEngine(t, 'an application is retired once, and reinstated once', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const { id } = await db.transaction(tx => ensureApplication(tx, 'a', 1))
  await db.transaction(tx => retire(tx, id, 2))
  await db.transaction(tx => retire(tx, id, 3))
  t.match(await findApplication(db, 'a'), { retiredAt: 2, updatedAt: 2 })
  await db.transaction(tx => reinstate(tx, id, 4))
  await db.transaction(tx => reinstate(tx, id, 5))
  t.match(await findApplication(db, 'a'), { retiredAt: null, updatedAt: 4 })
})

await forEachEngine(t, 'what is live at a moment is found, with every pairing', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.environment('prod')
  await facts.published('web', '1', { api: 1, mail: 2 })
  await facts.published('web', '2', { api: 1 })
  await facts.published('api', '7', {})
  await facts.live('web', '1', 'prod', 'deployed')
  await facts.live('web', '1', 'prod', 'released')
  await facts.live('api', '7', 'prod', 'released')
  await db.transaction(tx => tx.run(sql`update live set supported_until = 10 where kind = 'released'`))
  const { id } = (await db.get<{ id: number }>(sql`select id from environments`))!
  const pairings = async (at: number) =>
    (await livePairingsIn(db, id, at, false)).map(
      ({ consumer, provider }) => `${consumer.name} ${consumer.version.number} ${provider.name} ${provider.version?.number}`
    )
  t.same(await pairings(10), ['web 1 api 7', 'web 1 mail undefined'])
  t.same(await pairings(11), ['web 1 api undefined', 'web 1 mail undefined'])
  t.match(await liveVersionsIn(db, id, 10), [
    { application: 'api', version: '7' },
    { application: 'web', version: '1' }
  ])
  t.match(await liveVersionsIn(db, id, 11), [{ application: 'web' }])
  t.match(await liveStaysOf(db, await facts.applicationId('api'), 10), [{ version: '7', environment: 'prod', kind: 'released' }])
  t.same(await liveStaysOf(db, await facts.applicationId('api'), 11), [])
})

await forEachEngine(t, 'a branch that got a version meanwhile does not expire', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const clock = { now: 1 }
  const facts = placeFacts(db, () => clock.now)
  for (const branch of ['main', 'one', 'two']) await facts.published('web', branch, {}, { branch })
  const expiry = { now: 200_000, before: 100_000 }
  const expired = await expiredBranches(db, expiry)
  t.same(
    expired.map(({ application, name }) => `${application} ${name}`),
    ['web one', 'web two']
  )
  const applicationId = await facts.applicationId('web')
  t.equal((await expiredBranches(db, expiry, { applicationId })).length, 2)
  t.same(await expiredBranches(db, expiry, { applicationId: applicationId + 1 }), [])
  t.same(
    (await expiredBranches(db, expiry, { among: expired.slice(1).map(({ id }) => id) })).map(({ name }) => name),
    ['two']
  )
  clock.now = 150_000
  await facts.published('web', '2', {}, { branch: 'two' })
  const removed = await db.transaction(tx => deleteExpired(tx, expired, expiry))
  t.same(
    removed.map(({ name }) => name),
    ['one']
  )
})
