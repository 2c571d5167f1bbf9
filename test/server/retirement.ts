import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

const retire = (story: Story, name: string) => story.request('POST', `/pacticipants/${name}/retire`)
const toVerify = async (story: Story, body: object) =>
  (await story.must([200], 'POST', '/pacts/provider/api/for-verification', body)).body._embedded.pacts.length

await forEachEngine(t, 'an application that is live anywhere is not retired', async (t, engine) => {
  const clock = { now: Date.UTC(2030, 0, 1) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await story.environment('test')
  await story.branched('web', '1', 'main')
  const { body } = await story.deployed('web', '1', 'production', 'blue')
  await story.released('web', '1', 'test', { supportedUntil: '2030-01-02' })
  const where =
    'web cannot be retired, it is live: 1 is deployed to production (instance blue), 1 is released in test. End that first.'
  t.match(await retire(story, 'web'), { status: 409, body: { error: where } })
  t.notOk('retiredAt' in (await story.get('/pacticipants/web')).body)
  await story.must([200], 'PATCH', `/deployed-versions/${body.uuid}`, { currentlyDeployed: false })
  t.match(await retire(story, 'web'), { status: 409, body: { error: /it is live: 1 is released in test\./ } })
  clock.now = Date.UTC(2030, 0, 3)
  t.match(await retire(story, 'web'), { status: 200, body: { name: 'web', retiredAt: '2030-01-03T00:00:00+00:00' } })
  clock.now += 1000
  t.match(await retire(story, 'web'), { status: 200, body: { retiredAt: '2030-01-03T00:00:00+00:00' } }, 'once is enough')
  t.match(await retire(story, 'nobody'), { status: 404 })
})

await forEachEngine(t, 'a retired application is recorded nowhere until it is reinstated', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  await story.branched('web', '1', 'main')
  t.equal((await retire(story, 'web')).status, 200)
  const id = story.environmentId('production')
  const deploy = () => story.request('POST', `/pacticipants/web/versions/1/deployed-versions/environment/${id}`, {})
  const release = () => story.request('POST', `/pacticipants/web/versions/1/released-versions/environment/${id}`, {})
  const refused = { status: 409, body: { error: /web is retired.*soloist reinstate --pacticipant web/ } }
  t.match(await deploy(), refused)
  t.match(await release(), refused)
  t.match(await story.request('PUT', '/pacticipants/web/versions/1/tags/production', {}), refused)
  const back = await story.request('POST', '/pacticipants/web/reinstate')
  t.equal(back.status, 200)
  t.notOk('retiredAt' in back.body)
  t.match(await deploy(), { status: 201 })
  t.match(await release(), { status: 201 })
})

t.test('a version that needs a retired provider is never told yes', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.verified('web', '1', 'api', '1')
  t.equal((await retire(story, 'api')).status, 200)
  t.match(await story.canIDeploy('web', '1', 'production'), {
    summary: { deployable: null },
    verdict: {
      answer: 'unknown',
      reasons: [
        {
          code: 'provider-not-deployed',
          sentence: 'api is retired, and web 1 needs it.',
          next: /has no contract with api, or: soloist reinstate/
        }
      ]
    }
  })
})

t.test('dropping the contract with a retired provider is nothing to warn of', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { api: 1, old: 1 })
  await story.published('web', '2', { api: 1 })
  await story.verified('web', '1', 'api', '1')
  await story.deployed('api', '1', 'production')
  await story.deployed('web', '1', 'production')
  const codes = async () =>
    (await story.canIDeploy('web', '2', 'production')).verdict.reasons.map(({ code }: { code: string }) => code)
  t.same(await codes(), ['verified', 'contract-dropped'])
  await retire(story, 'old')
  t.same(await codes(), ['verified'])
})

await forEachEngine(t, 'contracts of a retired consumer are not proposed for verification', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'] })
  await story.branched('api', '1', 'main')
  const questions = [
    {},
    { consumerVersionSelectors: [{ branch: 'main' }] },
    { consumerVersionSelectors: [{ tag: 'dev', latest: true }] },
    { consumerVersionSelectors: [{ tag: 'dev' }] },
    { consumerVersionSelectors: [{ latest: true }] },
    { consumerVersionSelectors: [{ consumer: 'web', branch: 'none', fallbackBranch: 'main' }] },
    { consumerVersionSelectors: [{ branch: 'none' }], includeWipPactsSince: '2020-01-01', providerVersionBranch: 'main' }
  ]
  for (const question of questions) t.equal(await toVerify(story, question), 1, JSON.stringify(question))
  t.match((await story.get('/matrix?q[][pacticipant]=api&q[][version]=1&latestby=cvp&mainBranch=true&latest=true')).body, {
    summary: { deployable: null }
  })
  await retire(story, 'web')
  for (const question of questions) t.equal(await toVerify(story, question), 0, JSON.stringify(question))
  t.match((await story.get('/matrix?q[][pacticipant]=api&q[][version]=1&latestby=cvp&mainBranch=true&latest=true')).body, {
    summary: { deployable: true }
  })
  t.match((await story.get('/matrix?q[][pacticipant]=api&q[][version]=1&latestby=cvp&latest=true')).body.matrix, [])
  t.equal((await story.get('/pacticipants')).body.pacticipants.length, 2, 'it is listed still')
  await story.published('web', '2', { api: 2 })
})

await forEachEngine(t, 'of a retirement and a deployment at the same moment one is refused', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  for (let round = 0; round < 8; round++) {
    await story.branched(`web${round}`, '1', 'main')
    const path = `/pacticipants/web${round}/versions/1/deployed-versions/environment/${story.environmentId('production')}`
    const [deployed, retired] = await Promise.all([story.request('POST', path, {}), retire(story, `web${round}`)])
    t.same([deployed.status, retired.status].sort(), deployed.status === 201 ? [201, 409] : [200, 409])
  }
})
