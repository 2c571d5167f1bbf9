import t, { type Test } from 'tap'
import { cleanUp } from '../../server/actions/clean-up.ts'
import { ruleSet } from '../../server/domain/recorded/inputs.ts'
import { sql } from '../../server/storage/sql.ts'
import { type Engine, forEachEngine } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

const day = 86_400_000
const start = Date.UTC(2026, 0, 5, 9)

async function tell(t: Test, engine: Engine) {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.verified('web', '1', 'api', '1')
  await story.deployed('api', '1', 'production')
  const there = `/environments/${story.environmentId('production')}/verdicts`
  return { ...story, clock, recorded: (query = '') => recordedAt(story, there + query) }
}

/** What is listed, once as many are as expected to be: recording is beside the answers. */
async function recordedAt({ must }: Pick<Story, 'must'>, url: string) {
  await new Promise(resolve => setTimeout(resolve, 400))
  return (await must([200], 'GET', url)).body
}

await forEachEngine(t, 'a verdict is recorded whenever what it rests on has changed', async (t, engine) => {
  const story = await tell(t, engine)
  const { canIDeploy, recorded } = story
  await canIDeploy('web', '1', 'production')
  await canIDeploy('web', '1', 'production')
  t.equal((await recorded())._embedded.verdicts.length, 1)
  await story.application('other')
  await canIDeploy('web', '1', 'production')
  t.equal((await recorded())._embedded.verdicts.length, 1, 'something else changed')

  await story.verified('web', '1', 'api', '1', false)
  await canIDeploy('web', '1', 'production')
  await canIDeploy('web', '1', 'production', '&ignore[]=api')
  await story.get('/matrix?q[][pacticipant]=web&q[][version]=1&q[][pacticipant]=api&q[][version]=1&environment=production')
  await canIDeploy('web', '1', 'production', '&applicationInstance=blue')
  const { _embedded, page } = await recorded()
  t.equal(page.totalElements, 3)
  t.match(_embedded.verdicts, [
    { applicationInstance: 'blue', answer: 'no' },
    {
      pacticipant: 'web',
      version: '1',
      environment: 'production',
      answer: 'no',
      alone: 'no',
      blockedBy: ['api'],
      waitsFor: [],
      reasonCodes: ['verification-failed'],
      createdAt: '2026-01-05T09:00:00+00:00'
    },
    { answer: 'yes', alone: 'yes', blockedBy: [], reasonCodes: ['verified'] }
  ])
  t.equal((await recorded('?size=1&page=2'))._embedded.verdicts[0].uuid, _embedded.verdicts[1].uuid)
  const ofVersion = await story.get('/pacticipants/web/versions/1/verdicts')
  t.same(ofVersion.body._embedded.verdicts, _embedded.verdicts)
  t.equal((await story.get('/pacticipants/web/versions/7/verdicts')).status, 404)
  t.match(await story.get('/verdicts/none'), { status: 404, body: { error: /none/ } })
})

await forEachEngine(t, 'a recorded verdict is judged anew from what was kept of it alone', async (t, engine) => {
  const story = await tell(t, engine)
  await story.must([201], 'PUT', '/policies', {
    kind: 'provider-not-deployed',
    rule: 'allow-until',
    until: '2026-01-06',
    consumer: 'web',
    reason: 'soon'
  })
  await story.published('web', '2', { api: 2, late: 1 })
  await story.canIDeploy('web', '2', 'production')
  const [{ uuid }] = (await story.recorded())._embedded.verdicts
  const given = (await story.get(`/verdicts/${uuid}`)).body
  t.match(given, {
    answer: 'unknown',
    alone: 'unknown',
    waitsFor: ['api'],
    verdict: { reasons: [{ code: 'never-verified', evidence: /^http.*\/pacts\/provider\/api/ }, { code: 'ignored' }] }
  })
  story.clock.now += 30 * day
  await story.verified('web', '2', 'api', '1')
  await story.must([200], 'POST', '/pacticipants/web/rename', { name: 'shop' })
  await story.must([204], 'DELETE', '/pacticipants/shop/versions/2')
  const replay = (await story.get(`/verdicts/${uuid}/replay`)).body
  t.match(replay, { same: true, ruleSet: { given: ruleSet, today: ruleSet }, today: { answer: 'unknown' } })
  t.same(replay.today, given.verdict)
  t.match((await story.get(`/verdicts/${uuid}`)).body, { pacticipant: 'shop', version: '2' }, 'it outlives its version')
})

await forEachEngine(t, 'what verdicts name stays while their version does, and they themselves for a time', async (t, engine) => {
  const story = await tell(t, engine)
  await story.published('web', '6', { api: 1 })
  await story.canIDeploy('web', '6', 'production')
  await story.recorded()
  for (const number of ['2', '3', '4', '5']) {
    await story.must([201], 'PUT', `/pacticipants/api/versions/${number}`, {})
    await story.deployed('api', number, 'production')
  }
  const { broker, clock } = story
  const clean = () => cleanUp(broker, { dryRun: false, dueAt: clock.now + 1 })
  const numbers = async (name: string) =>
    (await story.get(`/pacticipants/${name}/versions`)).body._embedded.versions.map(
      (version: { number: string }) => version.number
    )
  clock.now += 100 * day
  await clean()
  t.same(await numbers('api'), ['5', '4', '3', '1'], 'a verdict on web 6, the newest, rests on api 1')
  await story.must([204], 'DELETE', '/pacticipants/web/versions/6')
  await clean()
  t.same(await numbers('api'), ['5', '4', '3'])
  t.equal((await story.recorded()).page.totalElements, 1)
  clock.now += 301 * day
  t.match(await clean(), { verdicts: 1 })
  t.equal((await story.recorded()).page.totalElements, 0)
})

t.test('what is noted is written when the server ends, and what was answered before is not noted again', async t => {
  const story = await tell(t, 'sqlite')
  for (let i = 0; i < 3; i++) await story.canIDeploy('web', '1', 'production')
  await story.app.close()
  const rows = await story.broker.db.all(sql`select uuid from recorded_verdicts`)
  t.equal(rows.length, 1)
})
