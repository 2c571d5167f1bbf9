import t from 'tap'
import { apiWith, comparer, offered } from '../comparing.ts'
import { forEachEngine } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

const declare = (story: Story, version: string, policies: object[]) =>
  story.must([200, 201], 'PUT', `/pacticipants/${version.replace(' ', '/versions/')}/policies`, { policies })

t.test('policies are declared, replaced and shown, with those that have no effect', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.must([201], 'PUT', '/policies', { kind: 'evidence', rule: 'both', reason: 'r' })
  const url = '/pacticipants/web/versions/1/policies'
  t.match(await story.get(url), { status: 404 })
  const policies = [{ kind: 'shared-persistence', rule: 'block', environment: 'production' }]
  const created = await story.request('PUT', url, { policies })
  t.match(created, { status: 201, headers: { location: new RegExp(`${url}$`) } })
  t.strictSame([created.body.policies, created.body.notices], [policies, []])
  t.match(await declare(story, 'web 1', [{ kind: 'evidence', rule: 'tests' }]), {
    status: 200,
    body: { notices: [{ type: 'warning', text: /^evidence tests has no effect: the broker's policy says both/ }] }
  })
  t.match((await story.get(url)).body, { policies: [{ kind: 'evidence', rule: 'tests' }], notices: [{ type: 'warning' }] })
  t.equal((await story.get(url)).body.policies.length, 1)
})

t.test('what cannot be declared is refused by position', async t => {
  const { request } = await tellStory(t)
  const cases: Array<[policies: unknown, errors: object]> = [
    [undefined, { policies: ['is missing'] }],
    [[{ kind: 'provider-not-deployed', rule: 'external' }], { policies: [/kind must be one of: shared-persistence/] }],
    [[{ kind: 'evidence', rule: 'block' }], { policies: [/rule must be one of: either.*at index 0/] }],
    [[{ kind: 'evidence', rule: 'both', environment: '\u0000' }], { policies: [/control/] }]
  ]
  for (const [policies, errors] of cases) {
    t.match(await request('PUT', '/pacticipants/web/versions/1/policies', { policies }), { status: 400, body: { errors } })
  }
})

forEachEngine(t, 'a version that demands more is judged by more; others are not', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const compareAll = comparer(story.broker)
  await story.environment('production')
  await story.environment('test')
  await story.published('web', '1', { api: 1 })
  await story.published('web', '2', { api: 1 })
  await offered(story, 'api', '1', apiWith([1]), true)
  for (const place of ['production', 'test']) await story.deployed('api', '1', place)
  await declare(story, 'web 2', [{ kind: 'evidence', rule: 'tests', environment: 'production' }])
  const ask = async (version: string, environment: string) => {
    await story.canIDeploy('web', version, environment)
    await compareAll()
    const { verdict, summary } = await story.canIDeploy('web', version, environment)
    return { answer: verdict.answer, codes: verdict.reasons.map(({ code }: { code: string }) => code), ...summary }
  }
  t.match(await ask('1', 'production'), { answer: 'yes', codes: ['compared'], deployable: true })
  t.match(await ask('2', 'production'), { answer: 'unknown', codes: ['never-verified'], deployable: null })
  t.match(await ask('2', 'test'), { answer: 'yes', codes: ['compared'] })
  await declare(story, 'web 2', [{ kind: 'evidence', rule: 'both' }])
  t.match(await ask('2', 'test'), { answer: 'unknown', codes: ['never-verified', 'compared'] })
  await story.verified('web', '2', 'api', '1')
  t.match(await ask('2', 'test'), { answer: 'yes', codes: ['verified', 'compared'] })
  t.match((await story.get(`/environments/${story.environmentId('test')}/check`)).body, { answer: 'yes' })
})

forEachEngine(t, 'and missing contracts and shared stores count for it', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  const store = (version: string) =>
    story.must([200, 201], 'PUT', `/pacticipants/${version}/resources`, { resources: [{ path: 'db', access: 'owns' }] })
  await store('orders/versions/1')
  await store('billing/versions/1')
  await story.deployed('orders', '1', 'production')
  t.match((await story.canIDeploy('billing', '1', 'production')).verdict, { answer: 'yes' })
  await declare(story, 'billing 1', [{ kind: 'no-content', rule: 'unknown' }])
  t.match((await story.canIDeploy('billing', '1', 'production')).verdict, { answer: 'unknown' })
  await declare(story, 'billing 1', [{ kind: 'shared-persistence', rule: 'block' }])
  t.match((await story.canIDeploy('billing', '1', 'production')).verdict, { answer: 'no', alone: 'unknown' })
})
