import t from 'tap'
import type { Version } from '../../server/domain/version.ts'
import type { Database } from '../../server/storage/database.ts'
import { findEnvironment } from '../../server/storage/environments.ts'
import { circumstancesOf } from '../../server/storage/matrix/circumstances.ts'
import { findResources, keepResources, resourcesIn } from '../../server/storage/resources.ts'
import {
  deleteException,
  exceptionsIn,
  findException,
  keepException,
  listExceptions
} from '../../server/storage/sharing-exceptions.ts'
import { findVersion } from '../../server/storage/versions.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'
import { placeFacts } from '../facts.ts'

const orders = [{ path: 'db', access: 'owns' as const, irreversible: false }]
const reading = [{ path: 'db/orders', access: 'reads' as const, irreversible: true }]

async function version(db: Database, name: string, number: string) {
  await placeFacts(db).tagged(name, number, 'there')
  return (await findVersion(db, name, number)) as Version
}

async function environmentId(db: Database, name: string): Promise<number> {
  await placeFacts(db).environment(name)
  return (await findEnvironment(db, name))?.id as number
}

forEachEngine(t, 'what a version declares is kept, replaced, and gone with it', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const { id } = await version(db, 'web', '1')
  t.equal(await findResources(db, id), undefined)
  await db.transaction(tx => keepResources(tx, id, orders, 1))
  t.same(await findResources(db, id), orders)
  await db.transaction(tx => keepResources(tx, id, [], 2))
  t.same(await findResources(db, id), [])
})

forEachEngine(t, 'of an environment, what is live there', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db, () => 5)
  const environment = await environmentId(db, 'production')
  const before = await version(db, 'web', '1')
  const now = await version(db, 'web', '2')
  const other = await version(db, 'orders', '7')
  await version(db, 'api', '1')
  for (const [{ id }, resources] of [
    [before, reading],
    [now, []],
    [other, orders]
  ] as const) {
    await db.transaction(tx => keepResources(tx, id, resources, 1))
  }
  await facts.live('web', '1', 'production', 'deployed')
  await facts.live('web', '2', 'production', 'deployed')
  await facts.live('orders', '7', 'production', 'released')
  await facts.live('api', '1', 'production', 'deployed', 'blue')
  t.match(await resourcesIn(db, environment, 5), [
    { application: 'api', version: '1', team: null, resources: undefined },
    { application: 'orders', version: '7', resources: orders },
    { application: 'web', version: '2', resources: [] }
  ])
  const asked = { environment, instance: undefined, now: 5, horizon: 0 }
  t.match((await circumstancesOf(db, [before.id], asked)).get(before.id)?.resources, {
    declared: reading,
    others: [{ application: 'orders', version: '7', resources: orders }],
    exceptions: []
  })
  t.match((await circumstancesOf(db, [before.id], asked)).get(before.id)?.replaced, [{ number: '2', resources: [] }])
  t.match((await circumstancesOf(db, [now.id], asked)).get(now.id)?.resources, { declared: [], others: [] })
  const elsewhere = { ...asked, instance: 'blue' }
  t.same((await circumstancesOf(db, [before.id], elsewhere)).get(before.id)?.replaced, [])
})

forEachEngine(t, 'exceptions are one for each environment, path and applications', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const environment = await environmentId(db, 'production')
  const elsewhere = await environmentId(db, 'test')
  const web = await version(db, 'web', '1')
  const { applicationId: orders } = await version(db, 'orders', '7')
  const { applicationId: api } = await version(db, 'api', '1')
  const exception = { path: 'db', until: 100, reason: 'moving out', applicationIds: [orders, web.applicationId] }
  const keep = (uuid: string, rest: object, now: number) =>
    db.transaction(async tx => (await keepException(tx, { ...exception, uuid, environmentId: environment, ...rest }, now)).uuid)
  t.equal(await keep('one', {}, 1), 'one')
  t.equal(
    await keep('two', { applicationIds: [web.applicationId, orders, orders], until: 200 }, 2),
    'one',
    'whatever their order'
  )
  t.equal(await keep('three', { environmentId: null }, 3), 'three')
  t.equal(await keep('four', { applicationIds: [web.applicationId, orders, api], environmentId: elsewhere }, 4), 'four')
  t.match(await findException(db, 'one'), {
    environment: 'production',
    path: 'db',
    applications: ['orders', 'web'],
    until: 200,
    createdAt: 1,
    updatedAt: 2
  })
  t.same(
    (await exceptionsIn(db, environment)).map(({ uuid }) => uuid),
    ['one', 'three']
  )
  t.equal((await listExceptions(db)).length, 3)

  await db.transaction(tx => keepResources(tx, web.id, reading, 1))
  const found = (await circumstancesOf(db, [web.id], { environment, instance: undefined, now: 5, horizon: 0 })).get(
    web.id
  )?.resources
  t.same(found?.exceptions.map(({ until }) => until).sort(), [100, 200])
  t.match(found?.exceptions, [
    { path: 'db', applications: ['web', 'orders'] },
    { path: 'db', applications: ['web', 'orders'] }
  ])

  t.equal(await db.transaction(tx => deleteException(tx, 'one')), true)
  t.equal(await db.transaction(tx => deleteException(tx, 'one')), false)
  t.equal(await findException(db, 'one'), undefined)
})
