import BetterSqlite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { webhookEvents } from '../../server/domain/webhooks/webhook.ts'
import { migrationsFolder } from '../../server/package.ts'
import { migrate } from '../../server/storage/migrate.ts'
import { freshDatabaseUrl } from '../engines.ts'
import { deliverAll, localReceiver, receiver } from '../receiver.ts'
import { tellStory } from '../story.ts'

/** Tables that grow with use; the others are small enough to be read whole. */
const large =
  /\bSCAN (versions|version|tags|tag|branch_versions|member|contracts|contract|publications|publication|verifications|latest_verifications|result|p|log|triggered_webhooks|triggered|due|first|other|newest|webhook_executions|twin|given|artifact|source|held|held_versions|declared_resources|mine|theirs|before|declared|verdict|later|recorded_verdicts|deployed|dated|dated_elements|offer|document_elements)\b/

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
  for (const [version, access] of [
    ['web/versions/2', 'reads'],
    ['api/versions/5', 'owns']
  ]) {
    await story.must([200], 'PUT', `/pacticipants/${version}/resources`, { resources: [{ path: 'db', access }] })
  }
  await story.canIDeploy('web', '2', 'production')
  await story.get(`/environments/${story.environmentId('production')}/resources`)
  const shared = { path: 'db', applications: ['web', 'api'], until: '2099-12-31', reason: 'because' }
  const allowed = await story.must([201], 'PUT', '/sharing-exceptions', shared)
  await story.must([204], 'DELETE', new URL(allowed.body._links.self.href).pathname)
  const policy = { kind: 'equivalence', rule: 'source-fingerprint', reason: 'because' }
  await story.must([201], 'PUT', '/policies', policy)
  for (const version of ['5', '6']) {
    const identity = { artifactDigest: 'sha256:a', sourceFingerprint: 'git:1' }
    await story.must([200, 201], 'PATCH', `/pacticipants/api/versions/${version}`, identity)
  }
  const there = `environment/${story.environmentId('production')}`
  const rollout = await story.must([201], 'POST', `/pacticipants/api/versions/6/rollouts/${there}`, {})
  await story.must([200, 201], 'POST', `/pacticipants/web/versions/2/reservations/${there}`, {})
  await story.get(`/environments/${story.environmentId('production')}/reservations`)
  await story.get(`/environments/${story.environmentId('production')}/rollouts`)
  await story.canIDeploy('web', '2', 'production')
  await story.canIDeploy('api', '6', 'production')
  await story.must([200], 'POST', `/rollouts/${rollout.body.uuid}/finish`, {})
  await story.get('/matrix?q[][pacticipant]=web&q[][pacticipant]=api&latestby=cvpv')
  await story.get('/pacts/provider/api/consumer/web/latest')
  await story.must([200], 'POST', '/pacts/provider/api/for-verification', {
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }, { tag: 'dev', latest: true }],
    includePendingStatus: true,
    providerVersionBranch: 'main'
  })
  await story.get(`/environments/${story.environmentId('production')}/check`)
  await new Promise(resolve => setTimeout(resolve, 400))
  for (const list of ['verdicts', 'autonomy']) await story.get(`/environments/${story.environmentId('production')}/${list}`)
  await story.get('/pacticipants/web/versions/2/verdicts')
  await story.get('/expired-branches')
  await story.get('/pacticipants/label/core')
  await story.must([200], 'POST', '/pacticipants/web/rename', { name: 'shop' })
  await story.must([409], 'POST', '/pacticipants/web/retire')

  for (const path of ['/dashboard', '/dashboard/provider/api/consumer/web', '/integrations', '/relationships', '/pacts/latest']) {
    await story.get(path)
  }
  for (const path of ['latest', 'latest/dev', 'latest-untagged']) {
    await story.get(`/pacts/provider/api/consumer/web/${path}/badge`)
  }
  await story.get('/matrix/provider/api/latest/dev/consumer/web/latest/dev/badge')
  await walkNoTable(t, texts)
  t.ok(texts.size > 30, `${texts.size} statements looked at`)
})

t.test('nor does one about webhooks', async t => {
  const texts = new Set<string>()
  const config = { ...localReceiver, webhookRetrySchedule: [] }
  const story = await tellStory(t, { config, onStatement: text => texts.add(text) })
  const { url } = await receiver(t, () => 500)
  await story.environment('production', true)
  await story.branched('api', '5', 'main')
  await story.deployed('api', '5', 'production')
  const events = webhookEvents.map(name => ({ name }))
  const { body } = await story.must([201], 'POST', '/webhooks', { events, request: { method: 'POST', url } })
  await story.published('web', '1', { api: 1 }, { tags: ['dev'] })
  await story.verified('web', '1', 'api', '5')
  const selectors = [{ tag: 'dev', latest: true }]
  const chosen = await story.must([200], 'POST', '/pacts/provider/api/for-verification', { consumerVersionSelectors: selectors })
  const address = new URL(chosen.body._embedded.pacts[0]._links.self.href).pathname
  const result = { success: true, providerApplicationVersion: '6' }
  await story.must([201], 'POST', `${address}/verification-results`, result)
  await deliverAll(story.broker)
  const [call] = (await story.get('/webhooks/dead-letters')).body._embedded.triggeredWebhooks
  await story.get(`/triggered-webhooks/${call.uuid}/logs`)
  await story.get('/pacts/provider/api/consumer/web/webhooks/status')
  await story.get('/pacts/provider/api/consumer/web/version/1/triggered-webhooks')
  await story.must([200], 'POST', `/triggered-webhooks/${call.uuid}/replay`)
  await story.must([200], 'POST', '/webhooks/dead-letters/replay')
  await story.must([204], 'DELETE', new URL(body._links.self.href).pathname)
  await walkNoTable(t, texts)
})

async function walkNoTable(t: Test, texts: ReadonlySet<string>): Promise<void> {
  const url = await freshDatabaseUrl(t, 'sqlite')
  await migrate(url, migrationsFolder)
  const connection = new BetterSqlite(url.replace('sqlite:', ''), { readonly: true })
  t.teardown(() => connection.close())
  for (const text of texts) {
    const plan = connection.prepare(`explain query plan ${text}`).all(Array(text.split('?').length - 1).fill(null))
    const scans = (plan as Array<{ detail: string }>).map(({ detail }) => detail).filter(detail => large.test(detail))
    t.same(scans, [], text.replace(/\s+/g, ' ').slice(0, 120))
  }
}
