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

await forEachEngine(t, 'what is recorded anywhere is retired no more', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  const retiredAt = async (name: string) => (await story.get(`/pacticipants/${name}`)).body.retiredAt
  const ways = {
    deployed: () => story.deployed('deployed', '1', 'production'),
    released: () => story.released('released', '1', 'production'),
    tagged: () => story.tagged('tagged', '1', 'production'),
    reinstated: () => story.must([200], 'POST', '/pacticipants/reinstated/reinstate')
  }
  for (const [name, way] of Object.entries(ways)) {
    await story.branched(name, '1', 'main')
    t.equal((await retire(story, name)).status, 200)
    t.match(await retiredAt(name), /^2/)
    await way()
    t.equal(await retiredAt(name), undefined, name)
  }
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
  const { body } = await story.published('web', '2', { api: 2 })
  t.match(
    body.notices.filter(({ type }: { type: string }) => type === 'warning'),
    [{ text: /web is retired.*soloist reinstate --pacticipant web/ }]
  )
})

await forEachEngine(t, 'of a retirement and a deployment at the same moment the deployment holds', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  for (let round = 0; round < 8; round++) {
    await story.branched(`web${round}`, '1', 'main')
    const path = `/pacticipants/web${round}/versions/1/deployed-versions/environment/${story.environmentId('production')}`
    const [deployed, retired] = await Promise.all([story.request('POST', path, {}), retire(story, `web${round}`)])
    t.equal(deployed.status, 201)
    t.ok([200, 409].includes(retired.status))
    t.notOk('retiredAt' in (await story.get(`/pacticipants/web${round}`)).body, 'what is live is not retired')
  }
})
