import t from 'tap'
import { tellStory } from '../story.ts'

t.test('a policy is set, replaced, listed and removed', async t => {
  const { application, environment, request, get } = await tellStory(t)
  await application('web')
  await application('api')
  await environment('prod')
  const scope = { kind: 'provider-not-deployed', consumer: 'web', provider: 'api', environment: 'prod' }
  const created = await request('PUT', '/policies', {
    ...scope,
    rule: 'allow-until',
    until: '2026-02-28',
    reason: 'not built yet'
  })
  const url = `/policies/${created.body.uuid}`
  t.match(created, {
    status: 201,
    headers: { location: new RegExp(`${url}$`) },
    body: { ...scope, rule: 'allow-until', until: '2026-02-28', reason: 'not built yet', _links: { self: {}, 'pb:policies': {} } }
  })
  const replaced = await request('PUT', '/policies', { ...scope, rule: 'external', reason: 'run by others' })
  t.match(replaced, { status: 200, body: { uuid: created.body.uuid, rule: 'external' } })
  t.notOk('until' in replaced.body)
  const wide = await request('PUT', '/policies', { kind: 'provider-not-deployed', rule: 'stubbed', reason: 'r', provider: null })
  t.equal(wide.status, 201)
  t.notOk('provider' in wide.body)
  t.match(await request('PUT', '/policies', { kind: 'no-content', consumer: 'web', rule: 'unknown', reason: 'r' }), {
    status: 201
  })
  t.equal((await get('/policies')).body._embedded.policies.length, 3)
  t.match(await get(url), { status: 200, body: { rule: 'external' } })
  t.match(await request('DELETE', url), { status: 204 })
  for (const method of ['GET', 'DELETE']) t.match(await request(method, url), { status: 404 })
})

t.test('the last millisecond of the day is the last one on which a policy holds', async t => {
  const { application, request, broker } = await tellStory(t)
  await application('web')
  await request('PUT', '/policies', {
    kind: 'provider-not-deployed',
    consumer: 'web',
    rule: 'allow-until',
    until: '2026-02-28',
    reason: 'r'
  })
  const { listPolicies } = await import('../../server/storage/policies.ts')
  t.match(await listPolicies(broker.db), [{ until: Date.UTC(2026, 2, 1) - 1 }])
})

t.test('a policy that makes no sense is refused by field', async t => {
  const { request } = await tellStory(t)
  const base = { kind: 'provider-not-deployed', rule: 'require', reason: 'r' }
  const cases: Array<[body: object, errors: object]> = [
    [{}, { kind: ['is missing'], rule: ['is missing'], reason: ['is missing'] }],
    [{ ...base, kind: 'other' }, { kind: ['must be one of: provider-not-deployed, no-content'] }],
    [{ ...base, rule: 'warn' }, { rule: [/must be one of: require/] }],
    [{ ...base, kind: 'no-content' }, { rule: ['must be one of: warn, unknown'] }],
    [{ ...base, kind: 'no-content', rule: 'warn', provider: 'api' }, { provider: [/no-content/] }],
    [{ ...base, rule: 'allow-until' }, { until: ['is missing'] }],
    [{ ...base, rule: 'allow-until', until: '2026-02-30' }, { until: [/date/] }],
    [{ ...base, until: '2026-02-01' }, { until: [/allow-until only/] }],
    [{ ...base, reason: ' ' }, { reason: ['cannot be blank'] }],
    [
      { ...base, consumer: 'web', environment: 'prod' },
      { consumer: ['is not known: web'], environment: ['is not known: prod'] }
    ],
    [{ ...base, provider: '\u0000' }, { provider: [/control/] }]
  ]
  for (const [body, errors] of cases) t.match(await request('PUT', '/policies', body), { status: 400, body: { errors } })
})
