import t from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { engines } from '../engines.ts'
import { pactOf, pactUrl, type Story, tellStory, toBase64 } from '../story.ts'

const contract = (consumer: string, provider: string, content: object | string, rest: object = {}) => ({
  consumerName: consumer,
  providerName: provider,
  specification: 'pact',
  contentType: 'application/json',
  content: typeof content === 'string' ? Buffer.from(content).toString('base64') : toBase64(content),
  ...rest
})

const publish = ({ request }: Story, number: string, contracts: object[], rest: object = {}) =>
  request('POST', '/contracts/publish', { pacticipantName: 'web', pacticipantVersionNumber: number, contracts, ...rest })

const eventKinds = async ({ broker }: Story) =>
  (await broker.db.all<{ kind: string }>(sql`select kind from events order by id`)).map(({ kind }) => kind)

const stored = async ({ broker }: Story) => {
  const count = (table: 'applications' | 'publications' | 'contents') =>
    broker.db.get<{ n: number }>(
      table === 'applications'
        ? sql`select count(*) as n from applications`
        : table === 'publications'
          ? sql`select count(*) as n from publications`
          : sql`select count(*) as n from contents`
    )
  return [(await count('applications'))?.n, (await count('publications'))?.n, (await count('contents'))?.n]
}

const types = (notices: Array<{ type: string }>) => notices.map(({ type }) => type)

for (const engine of engines) {
  t.test(`a version publishes its contracts, its branch, tags and build at once (${engine})`, async t => {
    const story = await tellStory(t, { engine })
    const contracts = [contract('web', 'api', pactOf('web', 'api', 1)), contract('web', 'db', pactOf('web', 'db', 2))]
    const { status, body, headers } = await publish(story, '7', contracts, {
      branch: 'main',
      tags: ['dev'],
      buildUrl: 'https://ci/7',
      teamUuid: 'is ignored'
    })
    t.equal(status, 200)
    t.match(headers, { 'content-type': 'application/hal+json;charset=utf-8' })
    t.same(types(body.notices), [
      'debug',
      'success',
      'debug',
      'debug',
      'prompt',
      'prompt',
      'prompt',
      'success',
      'debug',
      'debug',
      'prompt',
      'prompt',
      'prompt'
    ])
    t.match(body.logs[0], { level: 'debug', message: /web version 7 on branch main with tag dev/, deprecationWarning: String })
    t.match(body._embedded, {
      pacticipant: { name: 'web', _links: { self: { href: /\/pacticipants\/web$/ } } },
      version: { number: '7', _links: { self: { title: 'Version', name: '7', href: /\/versions\/7$/ } } }
    })
    t.match(body._links, {
      'pb:pacticipant': { name: 'web' },
      'pb:pacticipant-version': { name: '7' },
      'pb:pacticipant-version-tags': [{ name: 'dev', href: /\/versions\/7\/tags\/dev$/ }],
      'pb:contracts': [{ title: 'Pact', name: 'Pact between web (7) and api' }, { name: 'Pact between web (7) and db' }]
    })
    t.match(await story.get('/pacticipants/web/versions/7'), {
      body: { buildUrl: 'https://ci/7', _embedded: { tags: [{ name: 'dev' }], branches: [{ name: 'main' }] } }
    })
    t.same(await eventKinds(story), [
      'contract_published',
      'contract_content_changed',
      'contract_published',
      'contract_content_changed'
    ])
  })

  t.test(`a pact comes back to the digit, with links (${engine})`, async t => {
    const story = await tellStory(t, { engine })
    const text = `{ "interactions": [ {"description":"d", "response": {"body": {"200": 1.0, "1": 12345678901234567890}}} ],\n "_links": 1 }`
    await publish(story, '1', [contract('web', 'api', text)])
    const { text: served, body } = await story.get(pactUrl('api', 'web', '1'))
    t.match(
      served,
      /\{"_id":"[0-9a-f]{40}","description":"d", "response": \{"body": \{"200": 1\.0, "1": 12345678901234567890\}\}\}/
    )
    t.match(body, { createdAt: /\+00:00$/, _links: { self: { name: 'Pact between web (1) and api' } } })
    t.match(body._links, {
      'pb:provider': { name: 'api', href: /\/pacticipants\/api$/ },
      'pb:consumer-version': { name: '1' },
      'pb:pact-version': { name: /^[0-9a-f]{40}$/ },
      'pb:publish-verification-results': { href: /pact-version\/[0-9a-f]{40}\/verification-results$/ },
      'pb:diff': { templated: true, href: /\{pactVersion\}$/ },
      'pb:consumer-webhooks': { href: /\/webhooks\/consumer\/web$/ },
      'pb:matrix-for-consumer-version': { href: /q%5B%5D%5Bpacticipant%5D=web/ }
    })
    t.equal(body._links['pb:consumer-versions'], undefined)
  })

  t.test(`many publishers of one version leave one pact, and all but the first are told (${engine})`, async t => {
    const story = await tellStory(t, { engine })
    const contents = [1, 2, 3, 4, 5, 6]
    const answers = await Promise.all(contents.map(n => publish(story, '1', [contract('web', 'api', pactOf('web', 'api', n))])))
    t.same(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409])
    t.match(await story.broker.db.all(sql`select revision from publications`), [{ revision: 1 }])
  })

  t.test(`many versions with the same new content are published side by side (${engine})`, async t => {
    const story = await tellStory(t, { engine })
    const numbers = ['1', '2', '3', '4', '5', '6', '7', '8']
    const contracts = ['api', 'db', 'mail'].map(provider => contract('web', provider, pactOf('web', provider, 1)))
    const answers = await Promise.all(
      numbers.map((number, i) => publish(story, number, i % 2 === 0 ? contracts : contracts.toReversed()))
    )
    t.same(
      answers.map(({ status }) => status),
      numbers.map(() => 200)
    )
    t.match(await story.broker.db.get(sql`select count(*) as n from contracts`), { n: 3 })
  })
}

t.test('publishing again what was published changes nothing', async t => {
  const story = await tellStory(t)
  const contracts = [contract('web', 'api', pactOf('web', 'api', 1))]
  await publish(story, '1', contracts)
  const { status, body } = await publish(story, '1', contracts, { branch: 'main' })
  t.equal(status, 200)
  t.match(body.notices[1], { type: 'success', text: /unchanged/ })
  t.match(await story.broker.db.all(sql`select revision from publications`), [{ revision: 1 }])
  t.same(await eventKinds(story), ['contract_published', 'contract_content_changed', 'contract_published'])
})

t.test('publishing content that is known reads and writes no bodies, and stores less than a kilobyte', async t => {
  const statements: string[] = []
  const story = await tellStory(t, { onStatement: text => statements.push(text) })
  const size = async () => {
    const row = await story.broker.db.get<{ n: number }>(sql`
      select page_count * page_size as n from pragma_page_count(), pragma_page_size()`)
    return row?.n as number
  }
  const big = { ...pactOf('web', 'api', 1), metadata: { long: 'x'.repeat(50_000) } }
  await publish(story, '0', [contract('web', 'api', big)])
  const before = await size()
  statements.length = 0
  for (let n = 1; n <= 300; n++) await publish(story, String(n), [contract('web', 'api', big)], { branch: 'main' })
  t.same(
    statements.filter(text => /\bbody\b/.test(text)),
    []
  )
  t.ok((await size()) - before < 300 * 1024, `${((await size()) - before) / 300} bytes a publication`)
})

t.test('other content for the same version is refused, and nothing is stored', async t => {
  const story = await tellStory(t)
  await publish(story, '1', [contract('web', 'api', pactOf('web', 'api', 1))])
  const before = await stored(story)
  const both = [contract('web', 'new', pactOf('web', 'new', 1)), contract('web', 'api', pactOf('web', 'api', 2))]
  const { status, body, headers } = await publish(story, '1', both)
  t.equal(status, 409)
  t.match(headers, { 'content-type': /^application\/json/ })
  t.same(types(body.notices), ['error', 'info'])
  t.match(body.notices[1].text, /- request 1\n\+ request 2/)
  t.match(body.errors, { contracts: [/web version 1 has already published/] })
  t.same(await stored(story), before)

  const put = await story.request('PUT', pactUrl('api', 'web', '1'), pactOf('web', 'api', 2))
  t.match(put, { status: 409, body: { error: /other content/ } })
  t.same(await stored(story), before)
})

t.test('where contracts may be modified, other content is a new revision with a warning', async t => {
  const story = await tellStory(t, { config: { allowContractModification: true } })
  await publish(story, '1', [contract('web', 'api', pactOf('web', 'api', 1))])
  const { status, body } = await publish(story, '1', [contract('web', 'api', pactOf('web', 'api', 2))], { branch: 'b' })
  t.equal(status, 200)
  t.equal(body.notices[1].type, 'warning')
  t.match((await story.get(pactUrl('api', 'web', '1'))).body.interactions, [{ description: 'request 2' }])
  t.match(await story.broker.db.all(sql`select revision, superseded from publications order by id`), [
    { revision: 1, superseded: 1 },
    { revision: 2, superseded: 0 }
  ])
  const put = await story.request('PUT', pactUrl('api', 'web', '1'), pactOf('web', 'api', 3))
  t.equal(put.status, 200)
})

t.test('parts of a pact can be merged, unless they conflict', async t => {
  const story = await tellStory(t)
  const [one, two] = [pactOf('web', 'api', 1), pactOf('web', 'api', 2)]
  const merge = (content: object) => publish(story, '1', [contract('web', 'api', content, { onConflict: 'merge' })])
  t.match((await merge(one)).body.notices[2], { type: 'success', text: /published\./ })
  t.match((await merge(two)).body.notices[2], { type: 'success', text: /merged/ })
  const { body } = await story.get(pactUrl('api', 'web', '1'))
  t.match(body.interactions, [{ description: 'request 1' }, { description: 'request 2' }])
  // The sha is that of the merged content, not of the part that came last.
  const whole = { ...one, interactions: [...two.interactions, ...one.interactions] }
  const alike = await story.request('PUT', pactUrl('api', 'web', '2'), whole)
  t.equal(alike.body._links['pb:pact-version'].name, body._links['pb:pact-version'].name)

  const conflicting = { ...one, interactions: [{ ...one.interactions[0], request: { method: 'PUT', path: '/' } }] }
  const refused = await merge(conflicting)
  t.equal(refused.status, 409)
  t.match(refused.body.notices, [{ type: 'error', text: /cannot be merged/ }, { type: 'info' }])
  const json = { 'content-type': 'application/json' }
  const patched = await story.request('PATCH', pactUrl('api', 'web', '1'), conflicting, json)
  t.match(patched, { status: 409, text: '' })
  t.equal((await story.request('PATCH', pactUrl('api', 'web', '1'), pactOf('web', 'api', 3), json)).status, 200)
  t.equal((await story.request('PATCH', pactUrl('api', 'web', '9'), one, json)).status, 201)
})

t.test('a pact can be put, fetched and deleted, also under its other addresses', async t => {
  const story = await tellStory(t)
  const url = pactUrl('api', 'web', '1')
  const put = await story.request('PUT', url, pactOf('web', 'api', 1))
  t.match(put, { status: 201, body: { consumer: { name: 'web' }, _links: { self: { href: /version\/1$/ } } } })
  t.equal((await story.request('PUT', url, pactOf('web', 'api', 1))).status, 200)
  for (const alias of [url, url.replace('/version/', '/versions/'), url.replace('/pacts/', '/pact/')]) {
    t.equal((await story.get(alias)).status, 200, alias)
  }
  t.match(await story.get(url, { accept: 'application/json' }), { headers: { 'content-type': 'application/json;charset=utf-8' } })
  t.match(await story.get(url, { accept: '*/*' }), { headers: { 'content-type': 'application/hal+json;charset=utf-8' } })

  await story.request('PUT', pactUrl('api', 'web', '2'), pactOf('web', 'api', 1))
  t.match(await story.request('DELETE', url), {
    status: 200,
    body: { _links: { 'pb:latest-pact-version': { href: /latest$/ } } }
  })
  t.equal((await story.get(url)).status, 404)
  t.equal((await story.request('DELETE', url)).status, 404)
  const last = await story.request('DELETE', pactUrl('api', 'web', '2'))
  t.same(Object.keys(last.body._links), ['index'])
})

t.test('content that is no pact is kept as it is, also a list', async t => {
  const story = await tellStory(t)
  const put = await story.request('PUT', pactUrl('api', 'web', '1'), '[1.0, {"a":1}]')
  t.match(put, { status: 201, text: '[1.0, {"a":1}]' })
  t.match(await story.request('PUT', pactUrl('api', 'web', '2'), '{"any":"thing"}'), { status: 201, body: { any: 'thing' } })
})

t.test('names of any characters make the round trip', async t => {
  const story = await tellStory(t)
  const [consumer, provider, number] = ["w'e b/Größe", '店?#(1)', 'feat/1.json']
  await story.published(consumer, number, { [provider]: 1 })
  const { status, body } = await story.get(pactUrl(provider, consumer, number))
  t.equal(status, 200)
  const { pathname } = new URL(body._links.self.href)
  t.equal((await story.get(pathname)).status, 200)
  const latest = await story.get(new URL(body._links['pb:latest-pact-version'].href).pathname)
  t.equal(latest.headers['x-pact-consumer-version'], number)
})

t.test('content counts as changed by the tags of the version, not by its branch', async t => {
  const story = await tellStory(t)
  const changes = async (...args: Parameters<Story['published']>) => {
    const { body } = await story.published(...args)
    return /contract_content_changed/.test(JSON.stringify(body.notices))
  }
  t.equal(await changes('web', '1', { api: 1 }, { branch: 'main' }), true)
  t.equal(await changes('web', '2', { api: 1 }, { branch: 'feat' }), false)
  t.equal(await changes('web', '3', { api: 2 }, { tags: ['dev'] }), true)
  t.equal(await changes('web', '4', { api: 2 }, { tags: ['dev'] }), false)
  t.equal(await changes('web', '5', { api: 2 }, { tags: ['dev', 'prod'] }), true)
  t.equal(await changes('web', '6', { api: 1 }), false)
  t.equal(await changes('web', '6', { api: 1 }), false)
})

t.test('a name that looks like a known one is refused, with the way out', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { 'order-service': 1 })
  const put = await story.request('PUT', pactUrl('Orders', 'web', '1'), pactOf('web', 'Orders', 1))
  t.match(put, { status: 409, headers: { 'content-type': /^text\/plain/ }, text: /looks like order-service/ })
  const refused = await publish(story, '1', [contract('web', 'Orders', pactOf('web', 'Orders', 1))])
  t.match(refused, { status: 409, body: { notices: [{ type: 'error', text: /POST \/pacticipants/ }] } })
  t.same(await stored(story), [2, 1, 1])
  await story.application('Orders')
  t.equal((await publish(story, '1', [contract('web', 'Orders', pactOf('web', 'Orders', 1))])).status, 200)
})

const good = contract('web', 'api', pactOf('web', 'api', 1))
const deep = `{"interactions":${'['.repeat(60)}${']'.repeat(60)}}`
const refused: Array<[says: string, body: object | string, errors: object]> = [
  [
    'nothing at all',
    {},
    { pacticipantName: ['is missing'], pacticipantVersionNumber: ['is missing'], contracts: ['is missing'] }
  ],
  ['a list', [], { body: ['must be a hash'] }],
  ['a blank version', { pacticipantVersionNumber: ' ' }, { pacticipantVersionNumber: ['cannot be blank'] }],
  ['a name that is a number', { pacticipantName: 1 }, { pacticipantName: ['must be a string'] }],
  ['contracts that are no list', { contracts: {} }, { contracts: ['must be an array'] }],
  ['a blank tag', { tags: ['dev', ''] }, { tags: ['cannot be blank (at index 1)'] }],
  ['tags that are no list', { tags: 'dev' }, { tags: ['must be an array'] }],
  ['a branch with a line break', { branch: 'a\nb' }, { branch: ['cannot contain multiple lines'] }],
  ['a build address with NUL', { buildUrl: 'http://ci/\u0000' }, { buildUrl: ['cannot contain control characters'] }],
  [
    'a version of 256 characters',
    { pacticipantVersionNumber: 'a'.repeat(256) },
    { pacticipantVersionNumber: [/longer than 255/] }
  ],
  ['an empty contract', { contracts: [{}] }, { contracts: [/consumerName is missing \(at index 0\)/] }],
  [
    'another specification',
    { contracts: [good, { ...good, specification: 'oas' }] },
    { contracts: ['specification must be one of: pact (at index 1)'] }
  ],
  [
    'another answer to a conflict',
    { contracts: [{ ...good, onConflict: 'x' }] },
    { contracts: [/onConflict must be one of: overwrite, merge/] }
  ],
  [
    'content that is not base64',
    { contracts: [{ ...good, content: '{}' }] },
    { contracts: ['content must be valid base64 (at index 0)'] }
  ],
  ['content that is not UTF-8', { contracts: [{ ...good, content: '/w==' }] }, { contracts: [/UTF-8 \(at index 0\)/] }],
  ['content that is not JSON', { contracts: [contract('web', 'api', '{"a":')] }, { contracts: [/content must be valid JSON/] }],
  ['content that is a list', { contracts: [contract('web', 'api', '[]')] }, { contracts: [/must be a JSON object/] }],
  ['content nested too deep', { contracts: [contract('web', 'api', deep)] }, { contracts: [/deeper than 50/] }],
  [
    'names that differ from the content',
    { contracts: [contract('web', 'api', pactOf('x', 'y', 1))] },
    { contracts: [/consumer name/, /provider name/] }
  ],
  [
    'a consumer that is not the publisher',
    { contracts: [contract('x', 'api', pactOf('x', 'api', 1))] },
    { contracts: [/pacticipantName/] }
  ],
  [
    'two contents for one provider',
    { contracts: [good, contract('web', 'api', pactOf('web', 'api', 2))] },
    { contracts: [/twice.*index 1/] }
  ]
]

t.test('a request that cannot be understood is refused by field, and nothing is stored', async t => {
  const story = await tellStory(t)
  const whole = { pacticipantName: 'web', pacticipantVersionNumber: '1', contracts: [good] }
  for (const [says, change, errors] of refused) {
    const body = Array.isArray(change) || Object.keys(change).length === 0 ? change : { ...whole, ...(change as object) }
    t.match(await story.request('POST', '/contracts/publish', body), { status: 400, body: { errors } }, says)
  }
  t.match(await story.request('POST', '/contracts/publish', '{"a":'), { status: 400, body: { error: /not valid JSON/ } })
  const text = { 'content-type': 'text/plain' }
  t.equal((await story.request('POST', '/contracts/publish', 'x', text)).status, 415)
  const patch = { 'content-type': 'application/merge-patch+json' }
  t.equal((await story.request('POST', '/contracts/publish', whole, patch)).status, 415)
  t.same(await stored(story), [0, 0, 0])
})

const refusedPuts: Array<[says: string, url: string, body: string, answer: object]> = [
  ['not JSON', pactUrl('api', 'web', '1'), '{', { error: /not valid JSON/ }],
  ['a number', pactUrl('api', 'web', '1'), '1', { error: /object or array/ }],
  ['nested too deep', pactUrl('api', 'web', '1'), deep, { error: /deeper than 50/ }],
  [
    'names that differ',
    pactUrl('api', 'web', '1'),
    JSON.stringify(pactOf('x', 'y', 1)),
    { errors: { 'consumer.name': [/x/], 'provider.name': [/y/] } }
  ],
  ['a blank version', pactUrl('api', 'web', ' '), '{}', { errors: { consumer_version_number: ['cannot be blank'] } }],
  ['an over-long name', pactUrl('a'.repeat(256), 'web', '1'), '{}', { errors: { 'provider.name': [/longer/] } }]
]

t.test('a pact that cannot be kept is refused, and nothing is stored', async t => {
  const story = await tellStory(t)
  for (const [says, url, body, answer] of refusedPuts)
    t.match(await story.request('PUT', url, body), { status: 400, body: answer }, says)
  const json = { 'content-type': 'application/json' }
  t.equal((await story.request('PUT', pactUrl('api', 'web', '1'), '', json)).status, 400)
  t.equal((await story.request('PUT', pactUrl('api', 'w\u0000', '1'), '{}')).status, 422)
  t.same(await stored(story), [0, 0, 0])
})

t.test('a version may publish that it has no contracts', async t => {
  const story = await tellStory(t)
  t.equal((await publish(story, '1', [], { branch: 'main' })).status, 200)
  t.equal((await story.get('/pacticipants/web/versions/1')).status, 200)
})
