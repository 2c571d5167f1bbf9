import BetterSqlite from 'better-sqlite3'
import t from 'tap'
import { migrationsFolder } from '../../server/package.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { freshDatabaseUrl } from '../engines.ts'
import { tellStory } from '../story.ts'

/** Tables that grow with use; the others are small enough to be read whole. */
const large =
  /\bSCAN (versions|version|tags|tag|branch_versions|member|contracts|contract|publications|publication|verifications|latest_verifications|result|p|log)\b/

t.test('no statement of a pipeline or an overview walks through a whole table, however small the database is', async t => {
  const texts = new Set<string>()
  const story = await tellStory(t, { onStatement: text => texts.add(text) })
  await story.environment('production', true)
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'], buildUrl: 'http://ci/1' })
  await story.published('web', '2', { api: 2, other: 1 }, { branch: 'main' })
  await story.branched('api', '5', 'main')
  await story.verified('web', '2', 'api', '5')
  await story.deployed('api', '5', 'production')
  await story.deployed('web', '1', 'production')
  await story.released('api', '5', 'production')
  await story.canIDeploy('web', '2', 'production')
  await story.get('/matrix?q[][pacticipant]=web&q[][pacticipant]=api&latestby=cvpv')
  await story.get('/pacts/provider/api/consumer/web/latest')
  await story.must([200], 'POST', '/pacts/provider/api/for-verification', {
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }, { tag: 'dev', latest: true }],
    includePendingStatus: true,
    providerVersionBranch: 'main'
  })

  for (const path of ['/dashboard', '/dashboard/provider/api/consumer/web', '/integrations', '/relationships', '/pacts/latest']) {
    await story.get(path)
  }
  for (const path of ['latest', 'latest/dev', 'latest-untagged']) {
    await story.get(`/pacts/provider/api/consumer/web/${path}/badge`)
  }
  await story.get('/matrix/provider/api/latest/dev/consumer/web/latest/dev/badge')

  const url = await freshDatabaseUrl(t, 'sqlite')
  await migrate(url, migrationsFolder)
  const connection = new BetterSqlite(url.replace('sqlite:', ''), { readonly: true })
  t.teardown(() => connection.close())
  for (const text of texts) {
    const plan = connection.prepare(`explain query plan ${text}`).all(Array(text.split('?').length - 1).fill(null))
    const scans = (plan as Array<{ detail: string }>).map(({ detail }) => detail).filter(detail => large.test(detail))
    t.same(scans, [], text.replace(/\s+/g, ' ').slice(0, 120))
  }
  t.ok(texts.size > 30, `${texts.size} statements looked at`)
})
