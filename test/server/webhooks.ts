import t from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { deliverAll, localReceiver, parameter, receiver } from '../receiver.ts'
import { pactUrl, tellStory } from '../story.ts'

const request = { method: 'POST', url: 'https://ci.example.org/build', headers: { Accept: 'a/b' }, body: { a: 1 } }
const uuid = 'my-own-webhook-0001'

await forEachEngine(t, 'a webhook is created, shown, replaced and removed', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.application('web')
  const asked = {
    description: 'Build api',
    consumer: { name: 'web' },
    provider: { label: 'core' },
    events: [{ name: 'provider_verification_failed' }, { name: 'contract_published' }],
    request: { ...request, username: 'me', password: 'word', headers: { Authorization: 'Bearer x' } },
    teamUuid: 'is ignored'
  }
  const created = await story.must([201], 'POST', '/webhooks', asked)
  const self = new URL(created.body._links.self.href).pathname
  t.equal(created.headers.location, created.body._links.self.href)
  t.match(created.body, {
    description: 'Build api',
    consumer: { name: 'web' },
    provider: { label: 'core' },
    enabled: true,
    events: asked.events,
    request: {
      method: 'POST',
      url: request.url,
      username: 'me',
      password: '**********',
      headers: { Authorization: '**********' }
    },
    signingSecret: /^whsec_/,
    _links: {
      self: { title: 'Build api' },
      'pb:execute': { href: `${created.body._links.self.href}/execute` },
      'pb:consumer': { name: 'web' },
      'pb:providers': { name: 'core', href: /\/pacticipants\/label\/core$/ },
      'pb:webhooks': { href: /\/webhooks$/ }
    }
  })
  t.notOk(created.body._links['pb:pact-webhooks'], 'one side is a label')

  const shown = await story.must([200], 'GET', self)
  t.notOk('signingSecret' in shown.body, 'the signing secret is shown once')
  const { signingSecret: _, ...rest } = created.body
  t.same(shown.body, rest)

  const replaced = await story.must([200], 'PUT', self, { request, enabled: false })
  t.match(replaced.body, { enabled: false, description: 'POST ci.example.org', events: [{ name: 'contract_content_changed' }] })
  t.notOk(replaced.body.consumer, 'a side that is left out is gone')

  t.equal((await story.must([201], 'PUT', `/webhooks/${uuid}`, { request })).body.uuid, uuid, 'a client may choose the uuid')
  t.equal((await story.must([200], 'PUT', `/webhooks/${uuid}`, { request })).status, 200)
  t.match(await story.request('PUT', '/webhooks/short', { request }), { status: 400, body: { errors: { uuid: [String] } } })
  const stored = JSON.stringify(await story.broker.db.all(sql`select * from webhooks`))
  t.notMatch(stored, /Bearer|word|ci\.example\.org\/build/, 'requests are sealed')

  t.match(await story.get('/webhooks'), {
    body: {
      _links: { 'pb:create': {}, 'pb:webhooks': [{ name: 'POST ci.example.org' }, { title: 'any consumer and any provider' }] }
    }
  })
  await story.must([204], 'DELETE', self)
  for (const method of ['GET', 'DELETE']) t.equal((await story.request(method, self)).status, 404)
})

t.test('a webhook belongs to the path it is posted to', async t => {
  const story = await tellStory(t)
  await story.application('web')
  await story.application('api')
  const paths: Array<[path: string, consumer: object | undefined, provider: object | undefined]> = [
    ['/webhooks/provider/api/consumer/web', { name: 'web' }, { name: 'api' }],
    ['/webhooks/provider/api', undefined, { name: 'api' }],
    ['/webhooks/consumer/web', { name: 'web' }, undefined]
  ]
  for (const [path, consumer, provider] of paths) {
    const { body } = await story.must([201], 'POST', path, { request, consumer: { label: 'is not asked' } })
    t.same([body.consumer, body.provider], [consumer, provider], path)
  }
  await story.must([201], 'POST', '/pacts/provider/api/consumer/web/webhooks', { request })
  for (const [path, count] of [...paths.map(([path], i) => [path, i === 0 ? 2 : 1] as const), ['/webhooks', 4] as const]) {
    const { body } = await story.must([200], 'GET', path)
    t.equal(body._links['pb:webhooks'].length, count, path)
    t.match(body._links.self.href, new RegExp(`${path}$`))
  }
  for (const method of ['GET', 'POST']) {
    const answer = await story.request(
      method,
      '/webhooks/provider/nobody/consumer/web',
      method === 'POST' ? { request } : undefined
    )
    t.equal(answer.status, 404, `${method} of an unknown application`)
  }
  const bad = await story.request('POST', '/webhooks/provider/nobody', { request: { ...request, url: 'x' } })
  t.equal(bad.status, 400, 'a bad body comes before a missing application')
  await story.must([204], 'DELETE', '/pacticipants/api')
  t.equal((await story.get('/webhooks')).body._links['pb:webhooks'].length, 1, 'webhooks go with the application they name')
})

t.test('what a webhook cannot be is refused by field', async t => {
  const { request: ask } = await tellStory(t)
  const cases: Array<[body: unknown, field: string, message: RegExp]> = [
    [{}, 'request', /missing/],
    [{ request: { url: request.url } }, 'request.method', /missing/],
    [{ request: { method: 'POST' } }, 'request.url', /missing/],
    [{ request: { ...request, url: 1 } }, 'request.url', /string/],
    [{ request, enabled: 'yes' }, 'enabled', /boolean/],
    [{ request, consumer: { name: 'nobody' } }, 'consumer.name', /existing pacticipant/],
    [{ request, provider: { name: 'a', label: 'b' } }, 'provider.label', /together/],
    [{ request: { ...request, headers: { a: 1 } } }, 'request.headers.a', /string/]
  ]
  for (const [body, field, message] of cases) {
    const answer = await ask('POST', '/webhooks', body)
    t.equal(answer.status, 400, field)
    t.match(answer.body.errors[field]?.[0], message, field)
  }
  t.equal((await ask('POST', '/webhooks', { request, body: null, description: null, consumer: null, events: null })).status, 201)
  t.equal((await ask('POST', '/webhooks', '{}', { 'content-type': 'text/plain' })).status, 415)
})

t.test('the webhooks of a pair go with its integration, the others stay', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1, other: 1 })
  for (const path of ['/webhooks/provider/api/consumer/web', '/webhooks/provider/other/consumer/web', '/webhooks/consumer/web']) {
    await story.must([201], 'POST', path, { request })
  }
  await story.must([204], 'DELETE', '/integrations/provider/api/consumer/web')
  const { body } = await story.get('/webhooks')
  t.match(body._links['pb:webhooks'], [{ title: 'web and other' }, { title: 'web and any provider' }])
  t.equal(body._links['pb:webhooks'].length, 2)
})

await forEachEngine(t, 'odd texts are refused, or kept as they are', async (t, engine) => {
  const { request: ask, must } = await tellStory(t, { engine })
  const at = 'https://ci.example.org'
  const cases: Array<[status: number, body: string]> = [
    [400, `{"request":{"method":"POST","url":"${at}"},"description":"\\u0000"}`],
    [400, `{"request":{"method":"POST","url":"${at}"},"description":"\\ud800"}`],
    [400, `{"request":{"method":"POST","url":"${at}"},"consumer":{"label":"a\\nb"}}`],
    [400, `{"request":{"method":"POST","url":"${at}"},"consumer":{"name":"\\u0000"}}`],
    [400, `{"request":{"method":"POST","url":"${at}/\\ud800"}}`],
    [400, `{"request":{"method":"POST","url":"${at}","headers":{"a":"\\u0000"}}}`],
    [400, `{"request":{"method":"POST","url":"${at}","username":"\\n"}}`],
    [400, '[]'],
    [400, '{"request":[]}'],
    [201, `{"request":{"method":"POST","url":"${at}","headers":{"__proto__":"a","constructor":"b"}}}`]
  ]
  for (const [status, body] of cases) t.equal((await ask('POST', '/webhooks', body)).status, status, body)
  const odd = await must([201], 'POST', '/webhooks', `{"request":{"method":"POST","url":"${at}","body":{"a":"\\u0000\\ud800"}}}`)
  t.same(odd.body.request.body, { a: '\u0000\ud800' })
  for (const path of [
    '/webhooks/%F0%9F%98%80',
    '/webhooks/%C2%80',
    `/webhooks/${'x'.repeat(3000)}`,
    '/triggered-webhooks/%C2%80/logs'
  ]) {
    t.equal((await ask('GET', path)).status, 404, path)
  }
  t.equal((await ask('GET', '/webhooks/dead-letters?page=0')).status, 400)
})

t.test('every address in the documents of webhooks answers', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1 })
  await story.must([201], 'POST', '/webhooks/provider/api/consumer/web', { request, events: [{ name: 'contract_published' }] })
  await story.must([201], 'POST', '/webhooks', { request, consumer: { label: 'front' }, provider: { label: 'core' } })
  await story.published('web', '2', { api: 2 })
  const seen = new Set<string>()
  const waiting = [
    '/webhooks',
    '/pacts/provider/api/consumer/web/webhooks/status',
    `${pactUrl('api', 'web', '2')}/triggered-webhooks`
  ]
  // POST only, or the documents of others.
  const elsewhere = /\/(execute|signing-secret|replay)$|\{|^\/(pacticipants\/|doc)/
  while (waiting.length > 0) {
    const url = waiting.pop() as string
    if (seen.has(url)) continue
    seen.add(url)
    const { status, body, text } = await story.get(url, { accept: 'application/hal+json' })
    t.equal(status, 200, `${url} ${text.slice(0, 200)}`)
    if (/^\/pacts\/(?!.*webhooks)/.test(url)) continue
    for (const [, href] of JSON.stringify(body).matchAll(/"href":"https?:\/\/[^/]+([^"]*)"/g)) {
      if (href !== undefined && !elsewhere.test(href)) waiting.push(href)
    }
  }
  t.ok(seen.size > 7, [...seen].join(' '))
})

await forEachEngine(t, 'an update that does not know the secrets keeps them', async (t, engine) => {
  const story = await tellStory(t, { engine, config: localReceiver })
  const { url, calls } = await receiver(t)
  const definition = {
    request: { method: 'POST', url, headers: { 'X-Api-Key': 'k', Accept: 'a/b' }, username: 'me', password: 'word' }
  }
  await story.must([201], 'PUT', `/webhooks/${uuid}`, definition)
  const { body } = await story.get(`/webhooks/${uuid}`)
  await story.must([200], 'PUT', `/webhooks/${uuid}`, { ...body, description: 'renamed' })
  await story.must([200], 'POST', `/webhooks/${uuid}/execute`, {})
  const authorization = `Basic ${Buffer.from('me:word').toString('base64')}`
  t.match(calls[0]?.headers, { authorization, 'x-api-key': 'k', accept: 'a/b' })
})

await forEachEngine(t, 'a webhook is tried at once, with the latest pact that fits', async (t, engine) => {
  const story = await tellStory(t, { engine, config: localReceiver })
  const { url, calls } = await receiver(t, call => (call.path === '/down' ? 503 : 200))
  const body = { pact: parameter('pactUrl'), consumer: parameter('consumerName'), event: parameter('eventName') }
  const definition = {
    request: { method: 'POST', url: `${url}/x?c=${parameter('consumerName')}`, body, headers: { Authorization: 'Bearer x' } }
  }
  const unsaved = await story.must([200], 'POST', '/webhooks/execute', definition)
  t.match(calls[0]?.body, { pact: /pact-version/, consumer: /.+/, event: 'test' }, 'with made-up values where there is no pact')
  t.match(unsaved.body, {
    success: true,
    request: { url: /^\/x\?c=/, headers: { Authorization: '[REDACTED]' }, body: { event: 'test' } },
    response: { status: 200, body: 'seen' },
    logs: /response status 200/,
    _links: { 'try-again': { href: /\/webhooks\/execute$/ } }
  })

  await story.published('web', '1', { api: 1 })
  await story.must([201], 'PUT', `/webhooks/${uuid}`, { ...definition, consumer: { name: 'web' } })
  const tried = await story.must([200], 'POST', `/webhooks/${uuid}/execute`)
  t.match(calls[1]?.body, { consumer: 'web', event: 'test' })
  t.equal((await story.get(new URL(calls[1]?.body.pact).pathname)).status, 200, 'the address of the pact answers')
  t.match(tried.body, { success: true, _links: { webhook: { href: new RegExp(`/webhooks/${uuid}$`) } } })
  t.match(calls[1]?.headers, { 'webhook-signature': /^v1,/, 'webhook-attempt': '1' })

  const failed = await story.must([200], 'POST', '/webhooks/execute', { request: { method: 'POST', url: `${url}/down` } })
  t.match(failed.body, { success: false, response: { status: 503 } })
  await deliverAll(story.broker)
  t.equal(calls.length, 3, 'nothing of it is repeated')
  t.equal((await story.request('POST', `/webhooks/${'x'.repeat(20)}/execute`, {})).status, 404)
  t.equal((await story.request('POST', '/webhooks/execute', {})).status, 400)
})

t.test('where any host may be called, responses are hidden', async t => {
  const story = await tellStory(t, { config: { ...localReceiver, webhookHosts: [] } })
  const { url } = await receiver(t)
  const { body } = await story.must([200], 'POST', '/webhooks/execute', { request: { method: 'POST', url } })
  t.match(body, { success: true, message: /hidden/, logs: /hidden/ })
  t.notOk('response' in body)
  t.notMatch(body.logs, /seen/)
})

t.test('what the broker must not speak to is not called', async t => {
  const story = await tellStory(t, { config: { webhookSchemes: ['http'] } })
  const { url, calls } = await receiver(t)
  const { body } = await story.must([200], 'POST', '/webhooks/execute', { request: { method: 'POST', url } })
  t.match(body, { success: false, logs: /SOLOIST_WEBHOOK_ALLOW_ADDRESSES/ })
  t.same(calls, [])
})
