import t, { type Test } from 'tap'
import { cleanUp } from '../../server/actions/clean-up.ts'
import type { Config } from '../../server/config.ts'
import { sql } from '../../server/storage/sql.ts'
import { type Engine, forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const day = 24 * 60 * 60 * 1000

async function tell(t: Test, engine: Engine, config: Partial<Config> = {}) {
  let now = Date.UTC(2026, 0, 1)
  const story = await tellStory(t, { engine, config, now: () => now })
  const { broker, get } = story
  return {
    ...story,
    later: (days: number) => {
      now += days * day
    },
    clean: (dryRun = false) => cleanUp(broker, { dryRun, dueAt: now + 1 }),
    numbersOf: async (name: string) => {
      const { body } = await get(`/pacticipants/${name}/versions`)
      return body._embedded.versions.map((version: { number: string }) => version.number)
    },
    count: async (table: 'contracts' | 'contents' | 'interactions' | 'verifications' | 'publications') => {
      const counts = {
        contracts: sql`select count(*) as n from contracts`,
        contents: sql`select count(*) as n from contents`,
        interactions: sql`select count(*) as n from interactions`,
        verifications: sql`select count(*) as n from verifications`,
        publications: sql`select count(*) as n from publications`
      }
      return (await broker.db.get<{ n: number }>(counts[table]))?.n
    }
  }
}

await forEachEngine(t, 'old versions that decide nothing go, with their contracts and content', async (t, engine) => {
  const { published, verified, tagged, environment, deployed, later, clean, numbersOf, count, canIDeploy } = await tell(t, engine)
  await environment('prod')
  for (const number of ['1', '2', '3', '4', '5']) await published('web', number, { api: Number(number) }, { branch: 'main' })
  await tagged('web', '2', 'keep')
  await verified('web', '3', 'api', '1')
  await deployed('web', '3', 'prod')
  await deployed('api', '1', 'prod')
  later(100)
  const dry = await clean(true)
  t.match(dry, { dryRun: true, versions: { toDelete: 2, toKeep: 4 } })
  t.equal((await numbersOf('web')).length, 5, 'a dry run removes nothing')
  t.match(await clean(), { versions: { toDelete: 2, toKeep: 4 }, contracts: 2 })
  t.same(await numbersOf('web'), ['5', '3', '2'], 'the head, what is live and what is tagged stay')
  t.same([await count('contracts'), await count('interactions')], [3, 3])
  t.match(await canIDeploy('web', '3', 'prod'), { summary: { deployable: true } })
  t.match(await clean(), { versions: { toDelete: 0 }, contracts: 0 }, 'a second run finds nothing')
})

await forEachEngine(t, 'whatever is selected, what a rollback needs stays', async (t, engine) => {
  const config = { cleanKeepVersionSelectors: [{ max_age: 0 }] }
  const { published, environment, deployed, released, later, clean, numbersOf } = await tell(t, engine, config)
  await environment('prod')
  for (const number of ['1', '2', '3', '4', '5', '6']) await published('web', number, { api: 1 })
  for (const number of ['1', '2', '3', '4']) await deployed('web', number, 'prod')
  await released('web', '5', 'prod')
  later(10)
  await clean()
  t.same(await numbersOf('web'), ['5', '4', '3', '2', '1'], 'all that was live within 14 days')
  later(20)
  await clean()
  t.same(await numbersOf('web'), ['5', '4', '3', '2'], 'the last three of the slot, and what is supported')
})

await forEachEngine(t, 'no more versions go than is allowed, the oldest first', async (t, engine) => {
  const { published, later, clean, numbersOf } = await tell(t, engine, { cleanDeletionLimit: 2 })
  for (const number of ['1', '2', '3', '4']) await published('web', number, { api: 1 })
  later(100)
  t.match(await clean(), { versions: { toDelete: 2 } })
  t.same(await numbersOf('web'), ['4', '3'])
})

await forEachEngine(t, 'stale branches go, and with the next run their versions', async (t, engine) => {
  const { published, later, clean, numbersOf, get } = await tell(t, engine)
  await published('web', '1', { api: 1 }, { branch: 'feat' })
  await published('web', '2', { api: 1 }, { branch: 'main' })
  later(100)
  t.match(await clean(), { branches: 1, versions: { toDelete: 0 } })
  t.match(await get('/pacticipants/web/branches/feat'), { status: 404 })
  t.match(await get('/pacticipants/web/branches/main'), { status: 200 })
  t.match(await clean(), { versions: { toDelete: 1 } })
  t.same(await numbersOf('web'), ['2'])
})

await forEachEngine(t, 'a branch of which something is live stays', async (t, engine) => {
  const { published, environment, deployed, later, clean } = await tell(t, engine)
  await environment('prod')
  await published('web', '1', { api: 1 }, { branch: 'feat' })
  await deployed('web', '1', 'prod')
  later(1000)
  t.match(await clean(), { branches: 0, versions: { toDelete: 0 } })
})

await forEachEngine(t, 'branches that never expire stay', async (t, engine) => {
  const { published, later, clean } = await tell(t, engine, { branchExpiryDays: 0 })
  await published('web', '1', { api: 1 }, { branch: 'feat' })
  later(1000)
  t.match(await clean(), { branches: 0, versions: { toDelete: 0 } })
})

await forEachEngine(t, 'revisions and results that newer ones replaced go', async (t, engine) => {
  const config = { allowContractModification: true }
  const { published, verified, later, clean, count, get } = await tell(t, engine, config)
  await published('web', '1', { api: 1 }, { branch: 'main' })
  await verified('web', '1', 'api', '1', false)
  await verified('web', '1', 'api', '1', true)
  await published('web', '1', { api: 2 })
  await verified('web', '1', 'api', '1', false)
  await verified('web', '1', 'api', '1', true)
  later(10)
  t.match(await clean(), { publications: 1, results: 0, contracts: 1 })
  later(30)
  t.match(await clean(), { results: 1 })
  t.same([await count('publications'), await count('verifications'), await count('contracts')], [1, 1, 1])
  const pact = await get('/pacts/provider/api/consumer/web/version/1')
  t.match(pact, { status: 200 })
  t.match(await get(new URL(pact.body._links['pb:latest-verification-results']?.href ?? 'http://b/').pathname), { status: 200 })
})

await forEachEngine(t, 'of several replicas one cleans', async (t, engine) => {
  const { broker, published, later } = await tell(t, engine)
  await published('web', '1', { api: 1 })
  later(1)
  const dueAt = broker.now()
  const runs = await Promise.all([1, 2, 3].map(() => cleanUp(broker, { dryRun: false, dueAt })))
  t.equal(runs.filter(run => run !== undefined).length, 1, 'for one minute of the time-table, one run')
  later(1)
  t.ok(await cleanUp(broker, { dryRun: false, dueAt: broker.now() }))
  await broker.db.transaction(tx => tx.run(sql`update kept_values set value = 'running' where name = 'cleaning'`))
  t.notOk(await cleanUp(broker, { dryRun: false, dueAt: broker.now() + 1 }), 'while one runs, no other')
  later(1)
  t.ok(await cleanUp(broker, { dryRun: false, dueAt: broker.now() }), 'one that died is given up')
})
