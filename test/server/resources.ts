import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

const day = 86_400_000
const start = Date.UTC(2030, 0, 1)

/** `owns db, reads cache`. */
function declared(story: Story, name: string, number: string, uses: string) {
  const resources = uses === '' ? [] : uses.split(', ').map(use => ({ access: use.split(' ')[0], path: use.split(' ')[1] }))
  return story.must([200, 201], 'PUT', `/pacticipants/${name}/versions/${number}/resources`, { resources })
}

const sharing = async (story: Story, name: string, number: string, more = '') => {
  const { verdict } = await story.canIDeploy(name, number, 'production', more)
  return {
    answer: verdict.answer,
    alone: verdict.alone,
    // biome-ignore lint/suspicious/noExplicitAny: reasons as they come
    shared: verdict.reasons.filter(({ code }: any) => code === 'shared-persistence')
  }
}

t.test('resources are declared, replaced and shown', async t => {
  const story = await tellStory(t)
  const url = '/pacticipants/web/versions/1/resources'
  t.match(await story.get(url), { status: 404 })
  const resources = [{ path: 'postgres/orders-db', access: 'owns', irreversible: true }]
  t.match(await story.request('PUT', url, { resources }), {
    status: 201,
    headers: { location: new RegExp(`${url}$`) },
    body: { declared: true, resources }
  })
  t.match(await story.request('PUT', url, { resources: [] }), { status: 200, body: { declared: true, resources: [] } })
  await story.branched('web', '2', 'main')
  t.match(await story.get('/pacticipants/web/versions/2/resources'), { status: 200, body: { declared: false, resources: [] } })
  t.match((await story.get('/pacticipants/web/versions/2')).body._links['soloist:resources'].href, /versions\/2\/resources$/)
})

t.test('what cannot be declared is refused by field', async t => {
  const { request } = await tellStory(t)
  const cases: Array<[resources: unknown, errors: object]> = [
    [undefined, { resources: ['is missing'] }],
    [[{ path: 'db', access: 'uses' }], { resources: ['access must be one of: owns, reads, writes (at index 0)'] }],
    [[{ access: 'owns' }], { resources: ['path is missing (at index 0)'] }],
    [[{ path: '/db', access: 'owns' }], { resources: [/path .* slash.*at index 0/] }],
    [
      [
        { path: 'db', access: 'owns' },
        { path: 'db', access: 'reads' }
      ],
      { resources: ['path is there twice: db (at index 1)'] }
    ]
  ]
  for (const [resources, errors] of cases) {
    t.match(await request('PUT', '/pacticipants/web/versions/1/resources', { resources }), { status: 400, body: { errors } })
  }
  t.match(await request('PUT', '/pacticipants/web/versions/%00/resources', { resources: [] }), { status: 422 })
})

forEachEngine(t, 'an environment tells what is shared, what is declared, and who has declared nothing', async (t, engine) => {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await story.application('orders', { owner: 'Team Orders' })
  await declared(story, 'orders', '7', 'owns postgres/orders')
  await declared(story, 'billing', '3', 'reads postgres/orders/invoices, owns redis/billing')
  await story.branched('web', '1', 'main')
  for (const [name, number] of [
    ['orders', '7'],
    ['billing', '3'],
    ['web', '1']
  ] as const) {
    await story.deployed(name, number, 'production')
  }
  const url = `/environments/${story.environmentId('production')}/resources`
  const { body } = await story.must([200], 'GET', url)
  t.match(body, {
    conflicts: [
      {
        path: 'postgres/orders/invoices',
        owners: ['orders'],
        applications: [
          { name: 'billing', path: 'postgres/orders/invoices', access: 'reads', versions: ['3'] },
          { name: 'orders', path: 'postgres/orders', access: 'owns', versions: ['7'] }
        ]
      }
    ],
    applications: [
      { name: 'billing', versions: [{ number: '3', declared: true }] },
      { name: 'orders', owner: 'Team Orders' },
      { name: 'web', versions: [{ number: '1', declared: false, resources: [] }] }
    ],
    undeclared: ['web']
  })
  t.equal(body.conflicts.length, 1)
  t.notOk('exception' in body.conflicts[0])

  const exception = { path: 'postgres/orders', applications: ['orders', 'billing'], until: '2030-01-02', reason: 'moving out' }
  await story.must([201], 'PUT', '/sharing-exceptions', { ...exception, environment: 'production' })
  t.match((await story.get(url)).body.conflicts, [{ exception: { until: '2030-01-02', reason: 'moving out' } }])
  clock.now = start + 2 * day
  t.notOk('exception' in (await story.get(url)).body.conflicts[0], 'it is over')
  t.match(await story.get('/environments/unknown/resources'), { status: 404 })
})

forEachEngine(t, 'sharing warns; by policy what a version adds blocks, what was there does not', async (t, engine) => {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await declared(story, 'orders', '7', 'owns db')
  await story.deployed('orders', '7', 'production')
  await declared(story, 'billing', '1', '')
  await declared(story, 'billing', '2', 'reads db/invoices')
  await declared(story, 'billing', '3', 'reads db/invoices, writes db/customers')
  await story.deployed('billing', '1', 'production')

  const warned = await sharing(story, 'billing', '2')
  t.match(warned, {
    answer: 'yes',
    alone: 'yes',
    shared: [
      {
        outcome: 'warn',
        owner: { application: 'billing' },
        sentence: 'billing 2 reads db/invoices, and orders 7 owns db.',
        resources: [
          { application: 'billing', path: 'db/invoices', access: 'reads' },
          { application: 'orders', path: 'db', access: 'owns' }
        ],
        next: 'Ask orders over its interface instead of sharing db/invoices; or for a time: soloist allow-sharing --environment production --path db/invoices --applications billing --applications orders --until … --reason …'
      }
    ]
  })

  const policy = { kind: 'shared-persistence', environment: 'production', rule: 'block', reason: 'one store, one service' }
  await story.must([201], 'PUT', '/policies', policy)
  const blocked = await story.canIDeploy('billing', '2', 'production')
  t.match(blocked, { summary: { deployable: false }, verdict: { answer: 'no', alone: 'unknown' } })
  await story.must([201], 'PUT', '/policies', { ...policy, consumer: 'billing', rule: 'warn' })
  t.match(await sharing(story, 'billing', '2'), { answer: 'yes' }, 'the policy for the application comes first')
  await story.must([200], 'PUT', '/policies', { ...policy, consumer: 'billing' })

  await story.deployed('billing', '2', 'production')
  t.match(await sharing(story, 'billing', '2'), {
    answer: 'yes',
    shared: [{ outcome: 'warn', sentence: /; so does what it replaces\.$/ }]
  })
  t.match(await sharing(story, 'billing', '3'), {
    answer: 'no',
    shared: [
      { outcome: 'fail', sentence: /writes db\/customers/ },
      { outcome: 'warn', sentence: /reads db\/invoices/ }
    ]
  })
  t.match(await sharing(story, 'billing', '2', '&applicationInstance=blue'), { answer: 'no' }, 'nothing runs in that slot')

  const exception = { path: 'db/customers', applications: ['orders', 'billing'], until: '2030-01-01', reason: 'moving out' }
  const { body } = await story.must([201], 'PUT', '/sharing-exceptions', exception)
  t.match(await sharing(story, 'billing', '3'), { answer: 'yes', shared: [{ sentence: /db\/invoices/ }] })
  clock.now = start + day
  t.match(await sharing(story, 'billing', '3'), { answer: 'no' }, 'the exception is over')
  clock.now = start
  t.match(await sharing(story, 'billing', '3'), { answer: 'yes' })
  await story.must([204], 'DELETE', new URL(body._links.self.href).pathname)
  t.match(await sharing(story, 'billing', '3'), { answer: 'no' })
})

t.test('versions that go together are judged by what they will use', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await declared(story, 'orders', '7', 'owns db')
  await declared(story, 'orders', '8', 'owns orders-db')
  await declared(story, 'billing', '1', 'reads db')
  await declared(story, 'billing', '2', 'writes orders-db')
  await story.deployed('orders', '7', 'production')
  const ask = async (billing: string) => {
    const selectors = `q[][pacticipant]=orders&q[][version]=8&q[][pacticipant]=billing&q[][version]=${billing}`
    const { body } = await story.must([200], 'GET', `/matrix?${selectors}&environment=production&latestby=cvp`)
    // biome-ignore lint/suspicious/noExplicitAny: reasons as they come
    const shared = (verdict: any) => verdict.reasons.filter(({ code }: any) => code === 'shared-persistence').length
    return { together: shared(body.verdict), each: body.verdict.each.map(shared) }
  }
  t.same(await ask('1'), { together: 0, each: [0, 1] })
  t.same(await ask('2'), { together: 2, each: [0, 0] })
})

await forEachEngine(t, 'what was done to exceptions is told among the changes of policies', async (t, engine) => {
  const { must, get, published, environment, environmentId } = await tellStory(t, { engine })
  await published('web', '1', { api: 1 })
  await environment('test')
  const asked = { path: 'db', applications: ['web', 'api'], environment: 'test', until: '2030-01-01', reason: 'moving out' }
  const { body } = await must([201], 'PUT', '/sharing-exceptions', asked)
  await must([200], 'PUT', '/sharing-exceptions', asked)
  await must([200], 'PUT', '/sharing-exceptions', { ...asked, until: '2030-06-01', reason: 'not yet' })
  await must([204], 'DELETE', `/sharing-exceptions/${body.uuid}?reason=moved`)
  await must([201], 'PUT', '/sharing-exceptions', asked)
  await must([204], 'DELETE', `/environments/${environmentId('test')}`)
  const { changes } = (await get('/policies/changes')).body._embedded
  const seen = { ...asked, applications: ['api', 'web'], kind: 'sharing-exception', rule: 'allow-until' }
  const told = changes.map(({ change, reason }: { change: string; reason: string }) => `${change}: ${reason}`)
  t.same(told, [
    'removed: its environment was removed',
    'created: moving out',
    'removed: moved',
    'changed: not yet',
    'created: moving out'
  ])
  t.match(changes[3], {
    policy: body.uuid,
    by: 'anonymous',
    before: seen,
    after: { ...seen, until: '2030-06-01', reason: 'not yet' },
    _links: { 'soloist:sharing-exception': { href: new RegExp(`/sharing-exceptions/${body.uuid}$`) } }
  })
})

t.test('an exception that makes no sense is refused by field', async t => {
  const { request, application, get } = await tellStory(t, { now: () => start })
  await application('web')
  await application('api')
  const base = { path: 'db', applications: ['web', 'api'], until: '2030-01-01', reason: 'r' }
  const cases: Array<[body: object, errors: object]> = [
    [{}, { path: ['is missing'], applications: ['is missing'], until: ['is missing'], reason: ['is missing'] }],
    [{ ...base, path: 'db/*' }, { path: [/leave out/] }],
    [{ ...base, applications: ['web'] }, { applications: ['must be two or more'] }],
    [{ ...base, applications: ['web', 'web'] }, { applications: ['must be two or more'] }],
    [{ ...base, applications: ['web', 'shop'] }, { applications: ['has one that is not known: shop'] }],
    [{ ...base, environment: 'prod' }, { environment: ['is not known: prod'] }],
    [{ ...base, until: 'soon' }, { until: [/like 2026-01-31/] }],
    [{ ...base, until: '2029-12-31' }, { until: ['is over already'] }],
    [{ ...base, reason: ' ' }, { reason: ['cannot be blank'] }]
  ]
  for (const [body, errors] of cases)
    t.match(await request('PUT', '/sharing-exceptions', body), { status: 400, body: { errors } })
  t.match(await request('PUT', '/sharing-exceptions', base), { status: 201, body: { counts: true } })
  t.match(await request('PUT', '/sharing-exceptions', { ...base, until: '2030-02-01' }), { status: 200 })
  const { body } = await get('/sharing-exceptions')
  t.match(body._embedded.sharingExceptions, [{ path: 'db', applications: ['api', 'web'], until: '2030-02-01', reason: 'r' }])
  for (const method of ['GET', 'DELETE']) t.match(await request(method, '/sharing-exceptions/unknown'), { status: 404 })
})

t.test('who owns a store that two others share is named', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await declared(story, 'orders', '7', 'owns db')
  await declared(story, 'billing', '1', 'reads db/invoices')
  await declared(story, 'reports', '1', 'writes db/invoices')
  for (const name of ['orders', 'billing']) await story.deployed(name, name === 'orders' ? '7' : '1', 'production')
  const { shared } = await sharing(story, 'reports', '1')
  t.match(shared, [
    { sentence: 'reports 1 writes db/invoices, and billing 1 reads db/invoices; orders owns it.' },
    { sentence: 'reports 1 writes db/invoices, and orders 7 owns db.' }
  ])
  await declared(story, 'orders', '7', 'reads other')
  t.match((await sharing(story, 'reports', '1')).shared, [{ sentence: /; nobody declares to own it\.$/ }])
})
