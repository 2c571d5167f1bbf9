import t from 'tap'
import { comparer, offered } from '../comparing.ts'
import { forEachEngine } from '../engines.ts'
import { pactOf, tellStory } from '../story.ts'

const start = Date.UTC(2026, 0, 15, 10)

interface Dates {
  deprecated?: boolean
  'x-deprecated-on'?: string
  'x-sunset'?: string
  'x-audience'?: string
}

/** An API with these things, each with what else stands at its operation. */
const api = (things: Record<number, Dates>) => ({
  openapi: '3.0.0',
  info: { title: 'api', version: '1' },
  paths: Object.fromEntries(
    Object.entries(things).map(([thing, dates]) => {
      const schema = { type: 'object', required: ['id'], properties: { id: { type: 'integer', enum: [Number(thing)] } } }
      const responses = { 200: { description: 'one', content: { 'application/json': { schema } } } }
      return [`/things/${thing}`, { get: { ...dates, responses } }]
    })
  )
})

const leaving = { deprecated: true, 'x-deprecated-on': '2026-01-01', 'x-sunset': '2026-02-28' }

async function setting(t: Parameters<typeof tellStory>[0], engine: 'sqlite' | 'postgres' = 'sqlite') {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  const compareAll = comparer(story.broker)
  await story.environment('production', true)
  const told = async (name: string, version: string, more = '') => {
    await story.canIDeploy(name, version, 'production', more)
    await compareAll()
    const { verdict } = await story.canIDeploy(name, version, 'production', more)
    const reasons = verdict.reasons.filter(({ element }: { element?: string }) => element !== undefined)
    return { answer: verdict.answer, alone: verdict.alone, reasons }
  }
  return { ...story, clock, told }
}

await forEachEngine(
  t,
  'an endpoint that is used cannot go, whatever its date; then the team that uses it has to leave',
  async (t, engine) => {
    const { published, deployed, told, clock, must, broker: _, ...story } = await setting(t, engine)
    const whole = { ...story, published, deployed, must } as never
    await must([201], 'POST', '/pacticipants', { name: 'web', owner: 'team-web', contact: '#web' })
    await published('web', '1', { api: 2 })
    await offered(whole, 'api', '1', api({ 1: {}, 2: leaving }), true)
    await deployed('api', '1', 'production')
    await deployed('web', '1', 'production')
    await offered(whole, 'api', '2', api({ 1: {} }), true)
    const inUse = {
      code: 'element-removed-in-use',
      outcome: 'fail',
      element: 'GET /things/2',
      provider: 'api',
      versions: ['1'],
      window: { deprecatedOn: '2026-01-01', sunset: '2026-02-28' },
      consumers: [{ name: 'web', version: '1' }]
    }
    t.match(await told('api', '2'), { answer: 'no', alone: 'no', reasons: [{ ...inUse, owner: { application: 'api' } }] })
    t.equal((await told('api', '2')).reasons.length, 1, 'nothing is told of its fields')
    t.match(await told('api', '2', '&ignore[][pacticipant]=web'), { answer: 'yes' })

    clock.now = Date.UTC(2026, 2, 1)
    const late = { ...inUse, owner: { application: 'web', owner: 'team-web', contact: '#web' } }
    t.match(await told('api', '2'), { answer: 'no', reasons: [late] })
    await must([200, 201], 'PUT', '/policies', { kind: 'after-sunset', rule: 'allow', provider: 'api', reason: 'they were told' })
    t.match((await told('api', '2')).reasons, [{ ...late, outcome: 'warn' }])

    await published('web', '2', { api: 1 })
    await deployed('web', '2', 'production')
    t.same(await told('api', '2'), { answer: 'yes', alone: 'yes', reasons: [] }, 'who moved releases it at once')
  }
)

t.test('what nobody uses, before its last day', async t => {
  const { told, clock, must, deployed, ...story } = await setting(t)
  const whole = { ...story, must } as never
  await offered(whole, 'api', '1', api({ 1: leaving, 2: { ...leaving, 'x-audience': 'public' }, 3: {} }), true)
  await deployed('api', '1', 'production')
  await offered(whole, 'api', '2', api({ 2: leaving, 3: {} }), true)
  await offered(whole, 'api', '3', api({ 1: leaving, 3: {} }), true)
  const cut = (thing: number, outcome: string) => ({ code: 'window-cut-short', outcome, element: `GET /things/${thing}` })
  t.match(await told('api', '2'), { answer: 'yes', reasons: [cut(1, 'warn')] })
  t.match(await told('api', '3'), { answer: 'no', alone: 'unknown', reasons: [cut(2, 'fail')] }, 'others may use it')
  const strict = { kind: 'window', rule: 'strict', provider: 'api', reason: 'dates are promises' }
  await must([400], 'PUT', '/policies', { ...strict, consumer: 'web' })
  await must([201], 'PUT', '/policies', strict)
  t.match(await told('api', '2'), { answer: 'no', reasons: [cut(1, 'fail')] })
  await deployed('api', '2', 'production')
  await offered(whole, 'api', '4', api({ 2: leaving, 3: {}, 4: {} }), true)
  t.same((await told('api', '4')).reasons, [], 'what was gone before is not taken away again')
  clock.now = Date.UTC(2026, 2, 1)
  t.same((await told('api', '3')).reasons, [])
})

await forEachEngine(t, 'what is public is in use until it was announced to go', async (t, engine) => {
  const { told, clock, must, deployed, ...story } = await setting(t, engine)
  const whole = { ...story, must } as never
  const open = { 'x-audience': 'public' }
  await offered(whole, 'api', '1', api({ 1: open, 2: { ...open, deprecated: true }, 3: {} }), true)
  await deployed('api', '1', 'production')
  await offered(whole, 'api', '2', api({ 2: open }), true)
  await offered(whole, 'api', '3', api({ 1: open }), true)
  const cut = (thing: number) => ({
    code: 'window-cut-short',
    outcome: 'fail',
    element: `GET /things/${thing}`,
    sentence: /is public and was given no last day/,
    next: /^Keep it, and announce its last day: soloist deprecate/
  })
  t.match(await told('api', '2'), { answer: 'no', alone: 'unknown', reasons: [cut(1)] }, 'one that is not may go')
  t.match(await told('api', '3'), { answer: 'no', reasons: [cut(2)] }, 'without a last day nothing is over')
  const address = `/pacticipants/api/windows/${encodeURIComponent('GET /things/1')}`
  await must([201], 'PUT', address, { sunset: '2026-02-28' })
  t.match(await told('api', '2'), { answer: 'no', reasons: [{ code: 'window-cut-short', sentence: /until 2026-02-28/ }] })
  clock.now = Date.UTC(2026, 2, 1)
  t.same(await told('api', '2'), { answer: 'yes', alone: 'yes', reasons: [] })
})

await forEachEngine(
  t,
  'who answers for a removal does so for those who use it then, and for fewer of them',
  async (t, engine) => {
    const { must, deployed, published, verified, canIDeploy, environmentId, told, ...story } = await setting(t, engine)
    const whole = { ...story, must } as never
    await offered(whole, 'api', '1', api({ 1: {}, 2: {} }), true)
    await deployed('api', '1', 'production')
    await offered(whole, 'api', '2', api({ 1: {} }), true)
    for (const consumer of ['web', 'app', 'late']) {
      await published(consumer, '1', { api: 2 })
      for (const version of ['1', '2']) await verified(consumer, '1', 'api', version)
    }
    await deployed('web', '1', 'production')
    await deployed('app', '1', 'production')
    t.match(await told('api', '2'), { answer: 'no', reasons: [{ code: 'element-removed-in-use' }] })
    const address = `/pacticipants/api/versions/2/overrides/environment/${environmentId('production')}`
    await must([201], 'POST', address, { by: 'ann', reason: 'they know', until: '2026-01-20' })
    const deployable = async () => {
      await told('api', '2')
      return (await canIDeploy('api', '2', 'production')).summary.deployable
    }
    t.equal(await deployable(), true)
    await published('app', '2', { api: 1 })
    for (const version of ['1', '2']) await verified('app', '2', 'api', version)
    await deployed('app', '2', 'production')
    t.equal(await deployable(), true, 'one has left')
    await deployed('late', '1', 'production')
    t.equal(await deployable(), false, 'another came')
  }
)

await forEachEngine(t, 'who no longer says what it offers is asked whether that was forgotten', async (t, engine) => {
  const { told, must, deployed, branched, canIDeploy, ...story } = await setting(t, engine)
  await offered({ ...story, must } as never, 'api', '1', api({ 1: { 'x-audience': 'public' } }), true)
  await branched('api', '2', 'main')
  const content = async () => {
    const { verdict } = await canIDeploy('api', '2', 'production')
    return verdict.reasons.filter(({ code }: { code: string }) => code === 'no-content')
  }
  const forgotten = {
    sentence: 'api 2 has not published what it offers, as what it replaces has: what is gone is not seen.',
    next: 'soloist publish-provider-contract … --provider api --provider-app-version 2'
  }
  t.notMatch(await content(), [forgotten], 'nothing runs there')
  await deployed('api', '1', 'production')
  t.match((await content()).at(-1), { ...forgotten, outcome: 'warn' })
  await must([201], 'PUT', '/policies', { kind: 'no-content', rule: 'unknown', consumer: 'api', reason: 'we publish' })
  t.match((await content()).at(-1), { ...forgotten, outcome: 'unknown' })
  await offered({ ...story, must } as never, 'api', '2', api({ 1: { 'x-audience': 'public' } }), true)
  t.notMatch(await content(), [forgotten])
})

t.test('who begins to use what is deprecated, or uses what should be gone, is warned', async t => {
  const { told, clock, published, deployed, ...story } = await setting(t)
  const whole = story as never
  await offered(whole, 'api', '1', api({ 1: {}, 2: leaving, 3: { deprecated: true } }), true)
  t.match((await told('api', '1')).reasons, [
    {
      code: 'window-open-ended',
      outcome: 'warn',
      element: 'GET /things/3',
      next: "soloist deprecate --provider api --element 'GET /things/3' --sunset YYYY-MM-DD"
    }
  ])
  await deployed('api', '1', 'production')
  await published('web', '1', { api: 1 })
  t.same((await told('web', '1')).reasons, [])
  await deployed('web', '1', 'production')
  await published('web', '2', {
    api: { ...pactOf('web', 'api', 2), interactions: [1, 2].flatMap(n => pactOf('web', 'api', n).interactions) }
  })
  t.match((await told('web', '2')).reasons, [
    {
      code: 'deprecated-newly-used',
      outcome: 'warn',
      element: 'GET /things/2',
      provider: 'api',
      versions: ['1'],
      owner: { application: 'web' }
    }
  ])
  await deployed('web', '2', 'production')
  await published('web', '3', { api: 2 })
  t.same((await told('web', '3')).reasons, [], 'it did before')
  clock.now = Date.UTC(2026, 2, 1)
  t.match((await told('web', '3')).reasons, [{ code: 'past-sunset-in-use', outcome: 'warn', window: { sunset: '2026-02-28' } }])
})

t.test('a message version that begins without its predecessor beside it, within the time of that', async t => {
  const { told, clock, deployed, ...story } = await setting(t)
  const sends = (versions: Array<[string, object]>) => ({
    catalogue: 1,
    messages: versions.map(([version, dates]) => ({
      name: 'Placed',
      channel: 'orders',
      version,
      ...dates,
      schema: { type: 'object' }
    }))
  })
  const dates = { deprecated: true, deprecatedOn: '2026-01-01', sunset: '2026-02-28' }
  await offered(story as never, 'shop', '1', sends([['1', dates]]), true)
  await deployed('shop', '1', 'production')
  await offered(story as never, 'shop', '2', sends([['2', {}]]), true)
  t.match(await told('shop', '2'), {
    answer: 'no',
    alone: 'unknown',
    reasons: [
      {
        code: 'message-version-dropped',
        sentence: 'shop 2 begins orders#Placed@2 and no longer sends orders#Placed@1 beside it; its last day is 2026-02-28.',
        next: 'Keep orders#Placed@1 beside orders#Placed@2 until its last day is over.'
      }
    ]
  })
  clock.now = Date.UTC(2026, 2, 1)
  t.match(await told('shop', '2'), { answer: 'yes', reasons: [] })
})

t.test('consumer and provider that go together: the new version of the consumer counts, not the old one', async t => {
  const { told: _, published, deployed, ...story } = await setting(t)
  await published('web', '1', { api: 2 })
  await published('web', '2', { api: 1 })
  await offered(story as never, 'api', '1', api({ 1: {}, 2: {} }), true)
  await deployed('api', '1', 'production')
  await deployed('web', '1', 'production')
  await offered(story as never, 'api', '2', api({ 1: {} }), true)
  const compareAll = comparer(story.broker)
  const ask = async (web: string) => {
    const url = `/matrix?q[][pacticipant]=api&q[][version]=2&q[][pacticipant]=web&q[][version]=${web}&environment=production&latestby=cvp`
    await story.get(url)
    await compareAll()
    const { verdict } = (await story.get(url)).body
    return [verdict, ...verdict.each].map(({ reasons }) =>
      reasons.filter((r: { element?: string }) => r.element).map((r: { code: string }) => r.code)
    )
  }
  t.same(await ask('2'), [[], ['element-removed-in-use'], []])
  t.same(await ask('1'), [['element-removed-in-use'], ['element-removed-in-use'], []])
})
