import BetterSqlite from 'better-sqlite3'
import t from 'tap'
import { readConfig } from '../../server/config.ts'
import { opened } from '../../server/opened.ts'
import { migrationsFolder } from '../../server/package.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { openDatabase } from '../../server/storage/open.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine, freshDatabaseUrl } from '../engines.ts'
import { tellStory } from '../story.ts'

const day = 24 * 60 * 60 * 1000

t.test("a Pact Broker's database is refused in words", async t => {
  const file = `${t.testdir()}/pact.db`
  const theirs = new BetterSqlite(file)
  theirs.exec('create table pacticipants (id integer primary key); create table versions (id integer primary key)')
  theirs.close()
  await t.rejects(migrate(`sqlite:${file}`, migrationsFolder), /holds a Pact Broker's tables.*docs\/migrating\.md/)
})

t.test('a statement of PostgreSQL that takes too long is answered with 503', async t => {
  const url = await freshDatabaseUrl(t, 'postgres')
  const db = await openDatabase(url, { migrations: migrationsFolder, statementTimeout: 100 })
  t.teardown(() => db.close())
  await t.rejects(db.get(sql`select pg_sleep(5)`), { name: 'Problem', code: 'busy', status: 503 })
  t.match(await db.get(sql`select 1 as one`), { one: 1 }, 'the next one runs')
})

t.test('who finds no connection of PostgreSQL in time is answered with 503', async t => {
  const url = await freshDatabaseUrl(t, 'postgres')
  const db = await openDatabase(url, { migrations: migrationsFolder, connections: 1, poolTimeout: 100 })
  t.teardown(() => db.close())
  await db.transaction(async () => {
    await t.rejects(db.get(sql`select 1 as one`), { name: 'Problem', code: 'busy' })
  })
  t.match(await db.get(sql`select 1 as one`), { one: 1 })
})

t.test('a start waits for a database that is not there yet only where the settings say so', async t => {
  const config = readConfig({ SOLOIST_DATABASE_URL: 'postgres://127.0.0.1:1/none' })
  await t.rejects(
    opened(config, () => {}),
    /ECONNREFUSED/
  )
})

t.test('diagnostics can be switched off', async t => {
  t.match(await (await tellStory(t)).get('/diagnostic/status/heartbeat'), { status: 200 })
  const { get } = await tellStory(t, { config: { diagnosticEndpoints: false } })
  for (const name of ['heartbeat', 'dependencies']) t.match(await get(`/diagnostic/status/${name}`), { status: 404 }, name)
})

t.test('how long a version is fresh can be set', async t => {
  let now = 0
  const { application, request, tagged, get } = await tellStory(t, { config: { firstTagWithin: 60_000 }, now: () => now })
  await application('web')
  for (const number of ['1', '2']) await request('PUT', `/pacticipants/web/versions/${number}`, {})
  now = 60_000
  await tagged('web', '1', 'feat')
  now = 60_001
  await tagged('web', '2', 'late')
  t.match(await get('/pacticipants/web/branches/feat'), { status: 200 })
  t.match(await get('/pacticipants/web/branches/late'), { status: 404 })
})

await forEachEngine(t, 'the broker can choose where work in progress begins', async (t, engine) => {
  let now = 100 * day
  const { published, branched, request, broker } = await tellStory(t, { engine, now: () => now })
  await branched('api', '1', 'main')
  await published('web', '1', { api: 1 }, { branch: 'old' })
  now += 12 * day
  await published('web', '2', { api: 2 }, { branch: 'new' })
  now += day
  const inProgress = async () => {
    const asked = { providerVersionBranch: 'main', includePendingStatus: true, includeWipPactsSince: '1970-01-01' }
    const { body } = await request('POST', '/pacts/provider/api/for-verification', {
      ...asked,
      consumerVersionSelectors: [{ tag: 'none' }]
    })
    return body._embedded.pacts.length
  }
  t.equal(await inProgress(), 2)
  broker.config.dynamicWipWindow = true
  t.equal(await inProgress(), 2, 'four of five that wait are in it')
  broker.config.maxWipWindowDays = 10
  t.equal(await inProgress(), 1)
})
