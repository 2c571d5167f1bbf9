import t from 'tap'
import { forEachEngine } from '../engines.ts'
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

await forEachEngine(t, 'every change of a policy is kept: who, when, why, before and after', async (t, engine) => {
  let now = Date.UTC(2026, 0, 10)
  const config = {
    basicAuthUsername: 'ann',
    basicAuthPassword: 'secret',
    basicAuthReadOnlyUsername: 'bob',
    basicAuthReadOnlyPassword: 'x'
  }
  const { request } = await tellStory(t, { engine, config, now: () => now })
  const as = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString('base64')}` })
  const ann = as('ann:secret')
  const bob = as('bob:x')
  await request('POST', '/pacticipants', { name: 'web' }, ann)
  const policy = { kind: 'provider-not-deployed', consumer: 'web', rule: 'stubbed', reason: 'for now' }
  const { body } = await request('PUT', '/policies', policy, ann)
  const url = `/policies/${body.uuid}`
  t.equal((await request('PUT', '/policies', policy, bob)).status, 401, 'whoever may only read sets none')
  t.equal((await request('DELETE', url, undefined, bob)).status, 401, 'and removes none')
  now += 60_000
  await request('PUT', '/policies', policy, ann)
  await request('PUT', '/policies', { ...policy, rule: 'allow-until', until: '2026-02-28', reason: 'soon' }, ann)
  now += 60_000
  t.equal((await request('DELETE', `${url}?reason=it%20is%20there`, undefined, ann)).status, 204)
  const changes = await request('GET', `${url}/changes`, undefined, bob)
  t.match(changes.body._embedded.changes, [
    {
      change: 'removed',
      by: 'ann',
      reason: 'it is there',
      before: { rule: 'allow-until', consumer: 'web' },
      changedAt: /:02:00/
    },
    {
      change: 'changed',
      by: 'ann',
      reason: 'soon',
      before: policy,
      after: { rule: 'allow-until', until: '2026-02-28', reason: 'soon' },
      changedAt: /:01:00/
    },
    { change: 'created', by: 'ann', reason: 'for now', after: policy, changedAt: /:00:00/ }
  ])
  t.equal(changes.body._embedded.changes.length, 3, 'what changes nothing is no change')
  t.notOk('after' in changes.body._embedded.changes[0])
  t.notOk('before' in changes.body._embedded.changes[2])

  const page = await request('GET', '/policies/changes?size=2', undefined, bob)
  t.match(page.body, { page: { totalElements: 3, totalPages: 2 }, _links: { next: {} } })
  t.equal((await request('GET', '/policies/nowhere/changes', undefined, bob)).status, 404)
})

await forEachEngine(t, 'what goes with an application or an environment is kept as well', async (t, engine) => {
  const { request, get, must, environment, environmentId, published } = await tellStory(t, { engine })
  await published('web', '1', { api: 1 })
  await environment('test')
  const base = { kind: 'provider-not-deployed', rule: 'stubbed', reason: 'r' }
  await must([201], 'PUT', '/policies', { ...base, environment: 'test' })
  await must([201], 'PUT', '/policies', { ...base, provider: 'api' })
  await must([201], 'PUT', '/policies', { ...base, kind: 'no-content', rule: 'warn', consumer: 'web' })
  await must([204], 'DELETE', `/environments/${environmentId('test')}`)
  await must([204], 'DELETE', '/pacticipants/api')
  await must([204], 'DELETE', '/integrations')
  t.same((await get('/policies')).body._embedded.policies, [])
  t.match((await get('/policies/changes')).body._embedded.changes.slice(0, 3), [
    { change: 'removed', by: 'anonymous', reason: 'its application was removed', before: { consumer: 'web' } },
    { change: 'removed', reason: 'api was removed', before: { provider: 'api' } },
    { change: 'removed', reason: 'its environment was removed', before: { environment: 'test' } }
  ])
  t.equal((await request('DELETE', '/policies/unknown')).status, 404)
})
