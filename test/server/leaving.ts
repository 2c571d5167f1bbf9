import t from 'tap'
import { apiWith, comparer, offered } from '../comparing.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const day = 24 * 60 * 60 * 1000

await forEachEngine(
  t,
  'what is live may leave where others are served by what is left, and go back where that fits',
  async (t, engine) => {
    const clock = { now: Date.UTC(2026, 0, 5) }
    const story = await tellStory(t, { engine, now: () => clock.now })
    await story.environment('production')
    const environment = story.environmentId('production')
    await story.published('web', '1', { api: 1 })
    await story.verified('web', '1', 'api', '1')
    await story.deployed('api', '1', 'production')
    await story.deployed('web', '1', 'production')
    const undeploy = async (version: string, query = '') =>
      (await story.must([200], 'GET', `/pacticipants/api/versions/${version}/can-i-undeploy/environment/${environment}${query}`))
        .body

    t.match(await undeploy('1'), {
      answer: 'no',
      consumers: [{ name: 'web', version: '1', answer: 'no', reasons: [{ code: 'provider-not-deployed' }] }]
    })

    await story.branched('api', '2', 'main')
    await story.deployed('api', '2', 'production', 'green')
    t.match(await undeploy('1'), { answer: 'unknown', consumers: [{ reasons: [{ code: 'not-verified-with-live-version' }] }] })
    const { body: list } = await story.must([200], 'GET', `/environments/${environment}/missing`)
    t.match(list.verifications, [{ consumer: 'web', consumerVersions: ['1'], provider: 'api', providerVersion: '2' }])
    t.equal(list.verifications.length, 1)
    t.same((await story.get(`/environments/${environment}/missing?pacticipant=web`)).body.verifications.length, 1)

    await story.verified('web', '1', 'api', '2')
    t.match(await undeploy('1'), { answer: 'yes', consumers: [{ answer: 'yes' }] })
    t.match(await undeploy('1', '?applicationInstance=green'), { answer: 'yes', consumers: [] }, 'it is not in that slot')
    t.same((await story.get(`/environments/${environment}/missing`)).body.verifications, [])
    await story.must([404], 'GET', `/pacticipants/api/versions/9/can-i-undeploy/environment/${environment}`)

    const rollback = async (name: string) =>
      (await story.must([200], 'GET', `/pacticipants/${name}/can-i-rollback/environment/${environment}`)).body
    t.match(await rollback('web'), { answer: 'no', slots: [{ current: '1', target: null }] }, 'nothing before')
    await story.published('web', '2', { api: 2 })
    await story.verified('web', '2', 'api', '1')
    await story.verified('web', '2', 'api', '2')
    await story.deployed('web', '2', 'production')
    t.match(await rollback('web'), { answer: 'yes', slots: [{ current: '2', target: '1', verdict: { answer: 'yes' } }] })

    await story.branched('api', '3', 'main')
    await story.verified('web', '2', 'api', '3')
    await story.verified('web', '1', 'api', '3', false)
    const warned = async () => {
      const { verdict } = await story.canIDeploy('api', '3', 'production')
      return [verdict.answer, ...verdict.reasons.filter((r: { outcome: string }) => r.outcome === 'warn')]
    }
    t.match(await warned(), [
      'yes',
      { code: 'closes-rollback-of', sentence: /web cannot go back to 1/, owner: { application: 'api' } }
    ])
    clock.now += 14 * day + 1
    t.equal((await warned()).length, 1, 'nobody goes back so far')
    t.match(await rollback('web'), { answer: 'no', slots: [{ target: null }] })
  }
)

/** api 2 runs in place of api 1, and web 2 is about to replace web 1, which fits both. */
async function replacedProvider(t: Parameters<typeof tellStory>[0]) {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  for (const version of ['1', '2']) await story.verified('web', '1', 'api', version)
  await story.deployed('api', '1', 'production')
  await story.deployed('web', '1', 'production')
  await story.deployed('api', '2', 'production')
  await story.published('web', '2', { api: 2 })
  return story
}

t.test('a consumer that would no longer fit an earlier provider closes its way back', async t => {
  const story = await replacedProvider(t)
  await story.verified('web', '2', 'api', '2')
  await story.verified('web', '2', 'api', '1', false)
  const { verdict } = await story.canIDeploy('web', '2', 'production')
  t.equal(verdict.answer, 'yes')
  t.match(
    verdict.reasons.find((r: { code: string }) => r.code === 'closes-rollback-of'),
    { sentence: /api cannot go back to 1/ }
  )
})

await forEachEngine(t, 'what no test has shown of an earlier version, a comparison tells', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const compare = comparer(story.broker)
  await story.environment('production')
  await offered(story as never, 'api', '1', apiWith([1, 2]), true)
  await story.published('web', '1', { api: 1 })
  await story.published('web', '2', { api: 2 })
  await story.deployed('api', '1', 'production')
  await story.deployed('web', '1', 'production')
  await story.deployed('web', '2', 'production')
  await offered(story as never, 'api', '2', apiWith([2]), true)
  const codes = async () => {
    for (let made = 1; made > 0; made = await compare()) await story.canIDeploy('api', '2', 'production')
    const { verdict } = await story.canIDeploy('api', '2', 'production')
    return [verdict.answer, ...verdict.reasons.map(({ code }: { code: string }) => code).sort()]
  }
  t.same(await codes(), ['yes', 'closes-rollback-of', 'compared'])
  await story.verified('web', '1', 'api', '2')
  t.same(await codes(), ['unknown', 'never-verified'], 'a result outranks the comparison')
})

await forEachEngine(t, 'what cannot be taken back closes the way back to what it replaces', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  const declares = (version: string, irreversible: boolean) =>
    story.must([200, 201], 'PUT', `/pacticipants/orders/versions/${version}/resources`, {
      resources: [{ path: 'postgres/orders', access: 'owns', irreversible }]
    })
  await declares('1', false)
  await declares('2', true)
  await declares('3', true)
  const closed = async (version: string) => {
    const { verdict } = await story.canIDeploy('orders', version, 'production')
    return verdict.reasons.filter(({ code }: { code: string }) => code === 'closes-rollback-of')
  }
  t.same(await closed('2'), [], 'nothing runs yet')
  await story.deployed('orders', '1', 'production')
  t.match(await closed('2'), [
    {
      outcome: 'warn',
      sentence: 'Once orders 2 is there, it cannot go back to 1: what it does to postgres/orders cannot be taken back.',
      owner: { application: 'orders' },
      next: /Be ready to go forward instead of back to 1/
    }
  ])
  await story.deployed('orders', '2', 'production')
  const back = `/pacticipants/orders/can-i-rollback/environment/${story.environmentId('production')}`
  t.match((await story.get(back)).body, {
    answer: 'no',
    slots: [{ current: '2', target: '1', changedForGood: ['postgres/orders'], verdict: { answer: 'yes' } }]
  })
  t.same(await closed('3'), [], 'the version before has done it already')
  await story.deployed('orders', '3', 'production')
  const { body } = await story.get(back)
  t.match(body, { answer: 'yes', slots: [{ target: '2' }] })
  t.notOk('changedForGood' in body.slots[0])
})

t.test('a contract with oneself that fails closes the way back, too', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('orders', '1', { orders: 1 })
  await story.published('orders', '2', { orders: 2 })
  await story.verified('orders', '1', 'orders', '1')
  await story.deployed('orders', '1', 'production')
  await story.verified('orders', '1', 'orders', '2', false)
  const { verdict } = await story.canIDeploy('orders', '2', 'production')
  t.match(
    verdict.reasons.find(({ code }: { code: string }) => code === 'closes-rollback-of'),
    { sentence: 'Once orders 2 is there, it cannot go back to 1: a contract of the two does not hold.' }
  )
})

t.test('how far back a rollback goes is a setting', async t => {
  const clock = { now: Date.UTC(2026, 0, 5) }
  const story = await tellStory(t, { config: { rollbackHorizonDays: 1 }, now: () => clock.now })
  await story.environment('production')
  for (const version of ['1', '2']) {
    await story.branched('api', version, 'main')
    await story.deployed('api', version, 'production')
  }
  const path = `/pacticipants/api/can-i-rollback/environment/${story.environmentId('production')}`
  clock.now += day
  t.match((await story.get(path)).body, { answer: 'yes', slots: [{ target: '1' }] })
  clock.now += 1
  t.match((await story.get(path)).body, { answer: 'no', slots: [{ target: null }] })
})

t.test('what moves along goes back to something else', async t => {
  const story = await replacedProvider(t)
  await story.verified('web', '2', 'api', '3')
  await story.verified('web', '2', 'api', '1', false)
  const question = 'q[][pacticipant]=web&q[][version]=2&q[][pacticipant]=api&q[][version]=3&environment=production'
  const { verdict } = (await story.must([200], 'GET', `/matrix?${question}&latestby=cvp`)).body
  const codes = ({ reasons }: { reasons: Array<{ code: string }> }) => reasons.map(({ code }) => code)
  t.match(verdict, { answer: 'yes', together: true })
  t.notOk(codes(verdict).includes('closes-rollback-of'))
  t.ok(verdict.each.some((each: { reasons: Array<{ code: string }> }) => codes(each).includes('closes-rollback-of')))
})

t.test('the support of a release may end like a deployment', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.verified('web', '1', 'api', '1')
  await story.released('api', '1', 'production')
  await story.deployed('web', '1', 'production')
  const path = `/pacticipants/api/versions/1/can-i-end-support/environment/${story.environmentId('production')}`
  t.match((await story.get(path)).body, { answer: 'no' })
  await story.must([201], 'PUT', '/policies', {
    kind: 'provider-not-deployed',
    rule: 'stubbed',
    provider: 'api',
    reason: 'a stub answers'
  })
  t.match((await story.get(path)).body, { answer: 'yes', consumers: [{ reasons: [{ code: 'ignored' }] }] })
})

await forEachEngine(
  t,
  'what was proved of a version that leaves serves nobody, by tests and by comparison',
  async (t, engine) => {
    const story = await tellStory(t, { engine })
    await story.environment('production')
    await offered(story as never, 'api', '1', apiWith([1, 2]), true)
    await story.published('web', '1', { api: 1 })
    await story.published('app', '1', { api: 2 })
    await story.verified('web', '1', 'api', '1')
    for (const name of ['api', 'web', 'app']) await story.deployed(name, '1', 'production')
    await comparer(story.broker)()
    const address = `/pacticipants/api/versions/1/can-i-undeploy/environment/${story.environmentId('production')}`
    const { answer, consumers } = (await story.must([200], 'GET', address)).body
    t.equal(answer, 'no')
    t.same(
      consumers.map(({ name, answer, reasons }: { name: string; answer: string; reasons: Array<{ code: string }> }) => [
        name,
        answer,
        ...reasons.map(({ code }) => code)
      ]),
      ['app', 'web'].map(name => [name, 'no', 'provider-not-deployed'])
    )
  }
)
