import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { base64, count, publish } from '../provider-documents.ts'
import { type Story, tellStory, toBase64 } from '../story.ts'
import { reading, usersApi } from '../users-api.ts'

const name = { name: { type: 'string' } }
const whole = { properties: { ...name, id: { type: 'integer' } }, required: ['name', 'id'] }

const simulate = (story: Story, body: object, provider = 'api') =>
  story.request('POST', `/provider-contracts/provider/${provider}/simulate`, body)
const outcomes = (body: { consumers: Array<{ name: string; outcome: string }> }) =>
  body.consumers.map(each => `${each.name} ${each.outcome}`)

/** Consumers that read the name, or the id, of a user; the provider's document has both. */
async function world(story: Story) {
  await story.environment('test')
  await story.environment('production', true)
  await story.must([201], 'POST', '/pacticipants', { name: 'api', mainBranch: 'main' })
  for (const consumer of ['web', 'shop']) await story.must([201], 'POST', '/pacticipants', { name: consumer, mainBranch: 'main' })
  await publish(story, '1', { branch: 'main', ...usersApi(whole) })
  await story.deployed('api', '1', 'production')
  await story.published('web', '1', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  await story.published('shop', '1', { api: reading('shop', { id: 1 }) }, { branch: 'main' })
}

await forEachEngine(t, 'whoever would break is told with why, and where it is live', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await world(story)
  const before = await count(story)
  const { status, body } = await simulate(story, usersApi({ properties: name, required: ['name'] }))
  t.equal(status, 200)
  t.match(body, {
    answer: 'no',
    summary: { breaks: 1, atRisk: 0, alreadyBroken: 0, unaffected: 1, notCompared: 0 },
    complete: true,
    comparedWith: [{ number: '1', environments: ['production'], mainBranch: true }],
    consumers: [
      {
        name: 'shop',
        outcome: 'breaks',
        versions: [{ number: '1', environments: [], branches: ['main'] }],
        findings: [{ code: 'res.field.gone', severity: 'error', element: 'GET /users/{}#response.200.body/id', text: /id/ }]
      },
      { name: 'web', outcome: 'unaffected', versions: [{ number: '1', environments: ['production'] }], findings: [] }
    ]
  })
  t.same(await count(story), before, 'nothing is stored')

  const id = encodeURIComponent('GET /users/{}#response.200.body/id')
  await story.must([201], 'PUT', `/pacticipants/api/windows/${id}`, { sunset: '2099-01-31' })
  const dated = await simulate(story, usersApi({ properties: name, required: ['name'] }))
  t.match(dated.body.consumers[0].findings, [{ code: 'res.field.gone', window: { state: 'deprecated', sunset: '2099-01-31' } }])
  await story.must([204], 'DELETE', `/pacticipants/api/windows/${id}`)

  const inProduction = await simulate(story, { ...usersApi({ properties: name }), environments: ['production'] })
  t.match(inProduction.body, {
    answer: 'no',
    consumers: [{ name: 'web', outcome: 'breaks', findings: [{ code: 'res.field.optional' }] }]
  })
  t.same(outcomes((await simulate(story, { ...usersApi(whole), environments: ['test'] })).body), [])
})

await forEachEngine(t, 'what is promised and would be gone is told, whoever uses it', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await world(story)
  const gone = { properties: name, required: ['name'] }
  const id = 'GET /users/{}#response.200.body/id'
  const promises = async (document: object, environments?: string[]) => {
    const { body } = await simulate(story, { ...usersApi(document), ...(environments && { environments }) })
    return [body.answer, ...body.promises.map((each: Record<string, string>) => `${each.element} ${each.code} ${each.outcome}`)]
  }
  t.same(await promises(gone, ['production']), ['yes'], 'nobody there uses it, and nothing was promised')
  await story.must([201], 'PUT', `/pacticipants/api/windows/${encodeURIComponent(id)}`, { sunset: '2099-01-31' })
  t.same(await promises(gone, ['production']), ['yes', `${id} window-cut-short warn`])
  t.same(await promises(gone), ['no'], 'a consumer that is head of its branch would miss it')
  const strict = { kind: 'window', rule: 'strict', provider: 'api', environment: 'production', reason: 'dates are promises' }
  await story.must([201], 'PUT', '/policies', strict)
  t.same(await promises(gone, ['production']), ['no', `${id} window-cut-short fail`])
  t.same(await promises(whole), ['yes'])

  await publish(story, '2', { branch: 'main', ...usersApi(whole, { 'x-audience': 'public' }) })
  await story.deployed('api', '2', 'production')
  await story.must([204], 'DELETE', `/pacticipants/api/windows/${encodeURIComponent(id)}`)
  t.match((await promises(gone, ['production'])).join('\n'), /^no\n.*public-/)
})

await forEachEngine(t, 'the stored document, simulated, breaks nobody', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await world(story)
  await story.published('odd', '1', { api: reading('odd', { never: 1 }) }, { branch: 'topic' })
  const { body } = await simulate(story, usersApi(whole))
  t.match(body, { answer: 'yes', summary: { breaks: 0, alreadyBroken: 0 } })
  await story.must([200], 'PATCH', '/pacticipants/odd', { mainBranch: 'topic' })
  const known = await simulate(story, usersApi(whole))
  t.match(known.body, { answer: 'yes', summary: { breaks: 0, alreadyBroken: 1, unaffected: 2 } })
  t.match(known.body.consumers[0], { name: 'odd', findings: [], alreadyBroken: [{ code: 'res.field.gone' }] })
})

await forEachEngine(t, 'each is judged by the versions that it meets, or by the one that is named', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await world(story)
  // On main the id is gone already; web and its provider in production still have it.
  await publish(story, '2', { branch: 'main', ...usersApi({ properties: name, required: ['name'] }) })
  const next = usersApi({ properties: name, required: ['name'] })
  t.same(outcomes((await simulate(story, next)).body), ['shop already-broken', 'web unaffected'])
  t.same(outcomes((await simulate(story, { ...next, base: '1' })).body), ['shop breaks', 'web unaffected'])
  await story.published('web', '9', { api: reading('web', { id: 1 }) }, { branch: 'topic' })
  t.match((await simulate(story, { ...next, base: '1', branch: 'topic', environments: ['test'] })).body, {
    consumers: [{ name: 'web', outcome: 'breaks', versions: [{ number: '9', branches: ['topic'] }] }]
  })
})

await forEachEngine(t, 'documents of another kind stay as they are', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await world(story)
  const messages = [
    { name: 'UserCreated', schema: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] } }
  ]
  const catalogue = { content: toBase64({ catalogue: 1, messages }), name: 'events' }
  await publish(story, '2', { branch: 'main', contracts: [usersApi(whole).contract, catalogue] })
  const pact = {
    messages: [{ description: 'UserCreated', contents: { id: 1 } }],
    metadata: { pactSpecification: { version: '3.0.0' } }
  }
  await story.published('shop', '2', { api: pact }, { branch: 'main' })
  t.match((await simulate(story, usersApi(whole))).body, { answer: 'yes', consumers: [{}, {}] })
  const changed = [{ ...messages[0], schema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } }]
  const proposed = { contract: { content: toBase64({ catalogue: 1, messages: changed }) } }
  t.match((await simulate(story, proposed)).body, {
    answer: 'no',
    consumers: [{ name: 'shop', findings: [{ code: 'msg.field.type' }] }]
  })
  const added = [
    {
      ...messages[0],
      schema: { ...messages[0]?.schema, required: ['id', 'at'], properties: { id: { type: 'integer' }, at: { type: 'string' } } }
    }
  ]
  const more = { contract: { content: toBase64({ catalogue: 1, messages: added }) } }
  t.match((await simulate(story, { ...more, compatibility: 'FORWARD' })).body, { answer: 'yes' })
  t.match((await simulate(story, { ...more, compatibility: 'BACKWARD' })).body, {
    answer: 'no',
    messages: [{ comparedWith: '2', findings: [{ code: 'msg.compat', element: '#UserCreated@1/at' }] }]
  })
})

await forEachEngine(t, 'a pact that is not stored is held against what is live and on main', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await world(story)
  await publish(story, '2', { branch: 'main', ...usersApi({ properties: name, required: ['name'] }) })
  const ask = (pact: object, rest = {}) =>
    story.request('POST', '/pacts/provider/api/consumer/new/simulate', { content: toBase64(pact), ...rest })
  const typed = { matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } } }
  const { status, body } = await ask(reading('new', { id: 1 }, typed))
  t.equal(status, 200)
  t.match(body, {
    answer: 'no',
    versions: [
      { number: '1', environments: ['production'], mainBranch: false, answer: 'yes' },
      { number: '2', environments: [], mainBranch: true, answer: 'no', findings: [{ code: 'res.field.gone' }] }
    ]
  })
  t.equal((await ask(reading('new', { id: 1 }, typed), { version: '1' })).body.answer, 'yes')
  t.equal((await ask(reading('new', { id: 1 }, typed), { environments: ['production'] })).body.answer, 'yes')
  await story.application('silent')
  const silent = await story.request('POST', '/pacts/provider/silent/consumer/new/simulate', { content: toBase64({}) })
  t.match(silent.body, { answer: 'unknown', notices: [{ text: /nothing/ }], versions: [] })
})

t.test('two documents are compared for whoever uses all of the first', async t => {
  const story = await tellStory(t)
  const diff = (before: object, after: object, rest = {}) =>
    story.request('POST', '/provider-contracts/diff', { before, after, ...rest })
  t.match((await diff(usersApi(whole), usersApi(whole))).body, {
    answer: 'yes',
    findings: [],
    added: [],
    removed: [],
    deprecated: []
  })
  const gone = (await diff(usersApi(whole), usersApi({ properties: name, required: ['name'] }))).body
  t.match(gone, {
    answer: 'no',
    findings: [{ code: 'res.field.gone', severity: 'error' }],
    removed: ['GET /users/{}#response.200.body/id']
  })
  const optional = (await diff(usersApi({ properties: { ...name, nick: { type: 'string' } } }), usersApi({ properties: name })))
    .body
  t.match(optional, { answer: 'yes', findings: [{ code: 'res.field.gone', severity: 'warning' }] })
  const needed = { parameters: [{ in: 'query', name: 'page', required: true, schema: { type: 'integer' } }] }
  t.match((await diff(usersApi(whole), usersApi(whole, needed))).body, {
    answer: 'no',
    findings: [{ code: 'req.param.required' }]
  })
  const old = { deprecated: true, 'x-sunset': '2030-01-01' }
  t.match((await diff(usersApi(whole), usersApi(whole, old))).body, {
    answer: 'yes',
    deprecated: [{ element: 'GET /users/{}', sunset: '2030-01-01' }]
  })
  const empty = { contract: { content: toBase64({ openapi: '3.0.3', paths: {} }) } }
  t.match((await diff(usersApi(whole), empty)).body, {
    answer: 'no',
    findings: [{ code: 'op.removed', text: 'GET /users/{id} is no longer in the document.' }]
  })
})

const document = usersApi(whole)
const pact = '/pacts/provider/api/consumer/web/simulate'
const simulation = '/provider-contracts/provider/api/simulate'
const nested = (levels: number) => base64(`{"interactions":${'['.repeat(levels)}${']'.repeat(levels)}}`)
const bomb = `openapi: 3.0.3\npaths: {}\na: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((each, i) => `${each}: &${each} [${Array(9).fill(`*${'abcdefgh'[i]}`).join()}]`).join('\n')}\n`

const refused: Array<[says: string, address: string, body: unknown, status: number, about: RegExp]> = [
  ['a document is needed', simulation, {}, 400, /contract/],
  ['a document must be base64', simulation, { contract: { content: '!' } }, 400, /base64/],
  [
    'a document must be one',
    simulation,
    { contract: { content: base64('a: 1') } },
    400,
    /contract\.content.*no provider contract/
  ],
  ['aliases do not explode', simulation, { contract: { content: base64(bomb) } }, 400, /contract\.content/],
  ['an option must be known', simulation, { ...document, enviroments: ['x'] }, 400, /enviroments/],
  ['an environment must be known', simulation, { ...document, environments: ['prod'] }, 400, /none is named prod/],
  ['a level must be known', simulation, { ...document, compatibility: 'SIDEWAYS' }, 400, /compatibility/],
  ['a base must be known', simulation, { ...document, base: '99' }, 404, /99/],
  ['a base must offer something', simulation, { ...document, base: '5' }, 404, /no provider contract/],
  ['a provider must be known', '/provider-contracts/provider/nobody/simulate', document, 404, /nobody/],
  ['a list is no body', simulation, [], 400, /./],
  ['a pact must be base64', pact, { content: 'ä' }, 400, /base64/],
  ['a pact must be JSON', pact, { content: base64('{') }, 400, /must be a pact/],
  ['a pact is an object', pact, { content: base64('[]') }, 400, /must be a pact/],
  ['a pact is not nested without end', pact, { content: nested(5000) }, 400, /nested/],
  ['a version must be known', pact, { content: base64('{}'), version: 'x' }, 404, /x/],
  ['both documents are needed', '/provider-contracts/diff', { before: document }, 400, /after/],
  [
    'which document is wrong is told',
    '/provider-contracts/diff',
    { before: document, after: { contract: { content: base64('x') } } },
    400,
    /after\.contract\.content/
  ]
]

t.test('what cannot be simulated is refused by name', async t => {
  const story = await tellStory(t)
  await world(story)
  await story.must([200, 201], 'PUT', '/pacticipants/api/versions/5', {})
  for (const [says, address, body, status, about] of refused) {
    const answer = await story.request('POST', address, body)
    t.equal(answer.status, status, `${says}: ${answer.text.slice(0, 200)}`)
    t.match(answer.text, about, says)
  }
  t.equal((await story.request('POST', simulation, JSON.stringify(document), { 'content-type': 'text/plain' })).status, 415)
})
