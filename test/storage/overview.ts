import t from 'tap'
import { removeAllIntegrations, removeOneIntegration } from '../../server/actions/remove-integrations.ts'
import { readConfig } from '../../server/config.ts'
import { outgoing } from '../../server/outgoing/send.ts'
import { secretsWith } from '../../server/secrets.ts'
import { answers } from '../../server/storage/answers.ts'
import { dashboardPage, tagsLedByEach } from '../../server/storage/dashboard.ts'
import type { Database } from '../../server/storage/database.ts'
import { integrationsByName, listIntegrations } from '../../server/storage/integrations.ts'
import { countEverything, distributions, interactionsOf, spans } from '../../server/storage/metrics.ts'
import { newestResults, resultWithTag } from '../../server/storage/newest-results.ts'
import { publicationsWithIds } from '../../server/storage/publications.ts'
import { type Sql, sql } from '../../server/storage/sql.ts'
import { forEachEngine, freshDatabase } from '../engines.ts'
import { placeFacts } from '../facts.ts'

const firstPage = { number: 1, size: 30 }

/** `consumer version provider`, in the order given. */
async function named(db: Database, ids: readonly number[]): Promise<string[]> {
  const publications = new Map((await publicationsWithIds(db, ids)).map(each => [each.id, each]))
  return ids.map(id => {
    const { consumer, version, provider } = publications.get(id)!
    return `${consumer} ${version} ${provider}`
  })
}

const texts = async (db: Database, query: Sql) => (await db.all<{ text: string }>(query)).map(({ text }) => text)

forEachEngine(t, 'the dashboard finds what is latest, latest with a tag, or live', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  let now = 1_000_000
  const facts = placeFacts(db, () => ++now)
  await facts.environment('test')
  await facts.published('web', '1', { api: 1 }, { tags: ['dev', 'Dev'] })
  await facts.published('web', '2', { api: 2 }, { tags: ['dev', 'prod'] })
  await facts.published('web', '3', { db: 3 }, { tags: ['dev', 'prod'] })
  await facts.published('web', '4', { api: 4 }, { branch: 'main' })
  await facts.published('web', '4', { api: 5 })
  await facts.published('app', '1', { api: 1 })
  await facts.published('app', '2', { api: 1 })
  await facts.published('app', '3', { api: 1 })
  await facts.live('app', '1', 'test', 'released')
  await facts.live('app', '1', 'test', 'deployed')
  await facts.verified('web', '2', 'api', '9')

  const { ids, total } = await dashboardPage(db, firstPage, 0)
  t.same(await named(db, ids), ['web 2 api', 'app 3 api', 'app 1 api', 'web 4 api', 'web 3 db', 'web 1 api'])
  t.equal(total, 6)
  const second = await dashboardPage(db, { number: 2, size: 4 }, 0)
  t.same(await named(db, second.ids), ['web 3 db', 'web 1 api'])
  t.equal(second.total, 6)
  t.same(await dashboardPage(db, { number: 3, size: 4 }, 0), { ids: [], total: 6 })
  const pair = { consumerId: await facts.applicationId('web'), providerId: await facts.applicationId('api') }
  t.same(await named(db, (await dashboardPage(db, firstPage, 0, pair)).ids), ['web 2 api', 'web 4 api', 'web 1 api'])

  const led = await tagsLedByEach(db, ids)
  const leads = new Map(ids.map(id => [id, led.filter(({ publicationId }) => publicationId === id).map(({ name }) => name)]))
  t.same([...leads.values()], [['dev', 'prod'], [], [], [], ['dev', 'prod'], ['Dev']])
})

forEachEngine(t, 'the newest result is that of the content, else of the pair or the tag', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  await facts.published('web', '1', { api: 1, db: 1 }, { tags: ['dev'] })
  await facts.published('web', '2', { api: 2, db: 2 }, { tags: ['dev'] })
  await facts.published('web', '3', { api: 3, db: 3 }, { tags: ['x'] })
  await facts.published('web', '4', { api: 4, db: 4 }, { tags: ['dev'] })
  await facts.verified('web', '1', 'api', '7')
  await facts.verified('web', '3', 'api', '7', { success: false })
  await facts.tagged('api', '7', 'prod')
  await facts.tagged('api', '8', 'prod')
  await facts.tagged('api', '7', 'test')
  const publications = await db.all<{ id: number; number: string; provider: string }>(sql`
    select publication.id, version.number, provider.name as provider from publications publication
    join versions version on version.id = publication.version_id
    join applications provider on provider.id = publication.provider_id`)
  const idOf = (number: string, provider = 'api') =>
    publications.find(each => each.number === number && each.provider === provider)?.id as number
  const ids = publications.map(({ id }) => id)

  const results = await newestResults(db, ids)
  t.match(results.get(idOf('1')), { success: true, complete: true, pending: false, providerVersion: '7' })
  t.match(results.get(idOf('3')), { success: false })
  t.match(results.get(idOf('4')), { success: false, contractId: results.get(idOf('3'))?.contractId as number })
  t.equal(results.get(idOf('4', 'db')), undefined)
  t.match((await newestResults(db, [idOf('4')], 'dev')).get(idOf('4')), { success: true })
  t.equal((await newestResults(db, [idOf('4')], 'none')).size, 0)

  const contractId = await facts.contractId('web', 'api', 1)
  t.match(await resultWithTag(db, contractId, 'test'), { success: true, contractId })
  t.equal(await resultWithTag(db, contractId, 'prod'), undefined, 'the newest version with the tag has not verified it')
})

forEachEngine(t, 'integrations are listed by time of change or by name', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  let now = 0
  const facts = placeFacts(db, () => (now += 1000))
  await facts.published('b', '1', { A_pi: 1 })
  await facts.published('a', '1', { A_pi: 1, b: 1 })
  const words = (items: Array<{ consumer: { name: string }; provider: { name: string } }>) =>
    items.map(({ consumer, provider }) => `${consumer.name} ${provider.name}`)
  t.same(words((await listIntegrations(db)).items), ['a b', 'a A_pi', 'b A_pi'])
  t.same(words((await listIntegrations(db, { q: 'a_P' })).items), ['a A_pi', 'b A_pi'])
  t.match(await listIntegrations(db, { q: 'B', page: { number: 1, size: 1 } }), {
    items: [{ consumer: { name: 'a' } }],
    total: 2
  })
  t.same(words(await integrationsByName(db)), ['a A_pi', 'a b', 'b A_pi'])
  const consumer = await facts.applicationId('a')
  await db.transaction(tx => tx.run(sql`delete from publications where consumer_id = ${consumer}`))
  t.same(words(await integrationsByName(db, { published: true })), ['b A_pi'])
})

forEachEngine(t, 'an integration goes with what only it needed', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db)
  const config = readConfig({})
  const secrets = secretsWith(['a key that only the tests of this project know'])
  const broker = { db, now: Date.now, config, send: outgoing(config), secrets }
  await facts.environment('test')
  await facts.published('web', '1', { api: 1 }, { branch: 'main' })
  await facts.published('web', '2', { api: 2, db: 2 }, { branch: 'main' })
  await facts.published('web', '3', { api: 3 }, { branch: 'main', tags: ['dev'] })
  await facts.branched('web', '4', 'main')
  await facts.branched('web', '5', 'main')
  await facts.live('web', '4', 'test', 'deployed')
  await facts.published('app', '1', { api: 1 })
  await facts.verified('web', '2', 'api', '7')
  await facts.verified('web', '2', 'db', '1')
  await facts.verified('app', '1', 'api', '8')
  await facts.live('api', '9', 'test', 'deployed')
  await removeOneIntegration(broker, { consumer: 'web', provider: 'api' }, 'ann')

  const versions = sql`
    select application.name || ' ' || version.number as text from versions version
    join applications application on application.id = version.application_id order by version.id`
  t.same(await texts(db, versions), ['web 2', 'web 4', 'app 1', 'db 1', 'api 8', 'api 9'], 'what is live stays')
  const contracts = sql`
    select consumer.name || ' ' || provider.name as text from contracts contract
    join applications consumer on consumer.id = contract.consumer_id
    join applications provider on provider.id = contract.provider_id order by 1`
  t.same(await texts(db, contracts), ['app api', 'web db'])
  const head = sql`
    select version.number as text from branch_versions member join versions version on version.id = member.version_id
    order by member.id desc limit 1`
  t.same(await texts(db, head), ['4'], 'the branch that lost its head has the newest of those that are left')
  t.same(await counted(db), { publications: 2, verifications: 2, latest_verifications: 2, tags: 0, integrations: 2 })

  await removeOneIntegration(broker, { consumer: 'app', provider: 'api' }, 'ann')
  t.same(await texts(db, sql`select name as text from applications order by name`), ['db', 'web'], 'also what was live of them')
  await t.rejects(removeOneIntegration(broker, { consumer: 'db', provider: 'web' }, 'ann'), /no integration/)
  await t.rejects(removeOneIntegration(broker, { consumer: 'app', provider: 'web' }, 'ann'), /'app'/)

  await facts.published('self', '1', { self: 1 })
  await removeOneIntegration(broker, { consumer: 'self', provider: 'self' }, 'ann')
  t.equal(await facts.applicationId('self'), undefined)

  await removeAllIntegrations(broker, 'ann')
  t.same(await texts(db, sql`select name as text from applications union all select number from versions`), [])
  t.same(await texts(db, sql`select name as text from environments`), ['test'])
})

async function counted(db: Database) {
  const count = (table: Sql) => sql`(select count(*) from ${table})`
  return db.get(sql`
    select ${count(sql`publications`)} as publications, ${count(sql`verifications`)} as verifications,
      ${count(sql`latest_verifications`)} as latest_verifications, ${count(sql`tags`)} as tags,
      ${count(sql`integrations`)} as integrations`)
}

forEachEngine(t, 'everything is counted', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  const facts = placeFacts(db, () => 5000)
  await facts.published('web', '1', { api: 1, db: 1 }, { tags: ['a', 'b'] })
  await facts.published('web', '2', { api: 2 }, { branch: 'main', tags: ['a'] })
  await facts.verified('web', '1', 'api', '1')
  await facts.verified('web', '1', 'api', '1', { success: false })
  t.match(await countEverything(db), {
    applications: 3,
    integrations: 2,
    publications: 3,
    contracts: 3,
    results: 2,
    successes: 1,
    distinctResults: 1,
    versions: 3,
    tags: 3,
    tagNames: 2,
    tagNamesOfApplications: 2,
    branchedByUser: 1,
    deployed: 0
  })
  t.same(await spans(db), { publications: { first: 5000, last: 5000 }, results: { first: 5000, last: 5000 } })
  t.same(await distributions(db), {
    publications: [
      { size: 1, count: 1 },
      { size: 2, count: 1 }
    ],
    results: [{ size: 2, count: 1 }]
  })
  t.same(await interactionsOf(db, [await facts.contractId('web', 'db', 1)]), [{ envelope: 'x', interactions: 0 }])
})

forEachEngine(t, 'a database that does not answer in time, or at all, is noticed', async (t, engine) => {
  const db = await freshDatabase(t, engine)
  t.equal(await answers(db), undefined)
  t.match(await answers({ ...db, get: () => new Promise(() => {}) }, 10), { message: /10 ms/ })
  t.match(await answers({ ...db, get: async () => Promise.reject(new Error('gone')) }), { message: 'gone' })
})
