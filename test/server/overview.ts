import t from 'tap'
import { tellStory } from '../story.ts'

const names = (items: Array<{ consumer: { name: string; version: { number: string } }; provider: { name: string } }>) =>
  items.map(({ consumer, provider }) => `${consumer.name} ${consumer.version.number} ${provider.name}`)

t.test('the dashboard shows what is latest, latest with a tag, or live, last activity first', async t => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const story = await tellStory(t, { now: () => (now += 60_000) })
  await story.environment('production', true)
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.published('web', '2', { api: 2 }, { branch: 'main', tags: ['dev', 'prod'] })
  await story.published('web', '3', { api: 3 }, { branch: 'main', tags: ['dev'] })
  await story.published('web', '4', { api: 4 }, { branch: 'main' })
  await story.published('web', '5', { api: 5 }, { branch: 'feat/x' })
  await story.published('app', '1', { api: 1 }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  await story.branched('api', '7', 'main')
  await story.tagged('api', '7', 'prod')
  await story.verified('web', '2', 'api', '7')
  const { status, body, headers } = await story.get('/dashboard', { accept: 'application/hal+json' })
  t.equal(status, 200)
  t.match(headers, { 'content-type': 'application/hal+json;charset=utf-8' })
  t.same(names(body.items), ['web 2 api', 'app 1 api', 'web 5 api', 'web 3 api', 'web 1 api'])
  t.same(body.page, { number: 1, size: 30, totalElements: 5, totalPages: 1 })
  const [two, app, five, three, one] = body.items
  t.same(Object.keys(two).sort(), [
    '_links',
    'consumer',
    'latestVerificationResult',
    'latestVerificationResultTags',
    'latestWebhookExecution',
    'pact',
    'pactTags',
    'provider',
    'verificationStatus',
    'webhookStatus'
  ])
  t.match(two, {
    consumer: { version: { number: '2', branch: 'main', headBranchNames: [], _links: { self: { href: /versions\/2$/ } } } },
    provider: { name: 'api', version: { number: '7', branch: 'main', headBranchNames: ['main'] } },
    pact: { createdAt: /^2026-01-01T/, _links: { self: { href: /\/pacts\/provider\/api\/consumer\/web\/version\/2$/ } } },
    pactTags: [{ name: 'prod', latest: true, _links: { self: { href: /\/versions\/2\/tags\/prod$/ } } }],
    latestVerificationResult: { success: true, _links: { self: { href: /pact-version\/\w+\/verification-results\/1$/ } } },
    latestVerificationResultTags: [{ name: 'prod', latest: true }],
    verificationStatus: 'success',
    webhookStatus: 'none',
    latestWebhookExecution: null,
    _links: { 'pb:webhook-status': { href: /\/pacts\/provider\/api\/consumer\/web\/webhooks\/status$/ } }
  })
  t.match(app, { provider: { version: null }, latestVerificationResult: null, verificationStatus: 'never', pactTags: [] })
  t.match(five, { consumer: { version: { branch: 'feat/x', headBranchNames: ['feat/x'] } }, verificationStatus: 'stale' })
  t.match(three.pactTags, [{ name: 'dev' }])
  t.match(one, { verificationStatus: 'stale' })
  const { pathname } = new URL(two.latestVerificationResult._links.self.href)
  t.equal((await story.get(pathname)).status, 200)
})

t.test('the dashboard comes in pages, for a pair, and as text', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1, db: 1 }, { branch: 'main', tags: ['dev', 'prod'] })
  await story.published('app', '1', { api: 1 }, { branch: 'main' })
  const { body } = await story.get('/dashboard?size=2')
  t.equal(body.items.length, 2)
  t.match(body, {
    page: { number: 1, size: 2, totalElements: 3, totalPages: 2 },
    _links: { next: { href: /\/dashboard\?size=2&page=2$/ } }
  })
  t.match((await story.get('/dashboard?page=2&size=2')).body, { items: { length: 1 }, _links: { previous: {} } })
  t.match((await story.get('/dashboard?page=9')).body, { items: [], page: { size: 30, totalElements: 3, totalPages: 1 } })
  t.match(await story.get('/dashboard?size=0'), { status: 400, body: { errors: { size: [/greater/] } } })
  const pair = await story.get('/dashboard/provider/db/consumer/web')
  t.same(names(pair.body.items), ['web 1 db'])
  t.same(
    pair.body.items[0].pactTags.map(({ name }: { name: string }) => name),
    ['dev', 'prod']
  )
  t.same((await story.get('/dashboard/provider/web/consumer/db')).body.items, [])
  t.match(await story.get('/dashboard/provider/none/consumer/web'), { status: 404, body: { error: /none/ } })
  const text = await story.get('/dashboard/provider/db/consumer/web', { accept: 'text/plain' })
  t.match(text.headers, { 'content-type': 'text/plain;charset=utf-8' })
  t.match(text.text, /^CONSUMER \| C_VERSION \| C_TAGS {4}\| PROVIDER[^\n]*\n[-|]+\nweb {6}\| 1 {9}\| dev, prod \| db/)
  t.match((await story.get('/dashboard', { accept: '*/*' })).headers, { 'content-type': /hal\+json/ })
})

t.test('the statements behind the dashboard do not become more with what is on it', async t => {
  let statements = 0
  const story = await tellStory(t, { onStatement: () => statements++ })
  const countNow = async () => {
    statements = 0
    await story.get('/dashboard')
    return statements
  }
  await story.published('web', '1', { api: 1 }, { tags: ['dev'] })
  const few = await countNow()
  for (let i = 0; i < 20; i++) await story.published(`web${i}`, '1', { api: 1, db: 1 }, { branch: 'main', tags: ['a', 'b'] })
  t.equal(await countNow(), few)
  t.ok(few <= 5, `${few} statements`)
})

t.test('an empty broker has empty overviews', async t => {
  const { get } = await tellStory(t)
  t.match((await get('/dashboard')).body, { items: [], page: { totalElements: 0 } })
  t.match((await get('/integrations', { accept: 'application/hal+json' })).body._embedded, { integrations: [] })
  t.equal((await get('/relationships')).text, '')
})

t.test('integrations are listed with what there is about each, the last changed first', async t => {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const story = await tellStory(t, { now: () => (now += 120_000) })
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.published('a "b"\\', '1', { 'c/d': 1 }, { branch: 'main' })
  await story.published('App', '1', { api: 1 }, { branch: 'main' })
  await story.verified('web', '1', 'api', '1')
  const asJson = { accept: 'application/hal+json' }
  const { body } = await story.get('/integrations', asJson)
  t.same(
    body._embedded.integrations.map(({ consumer }: { consumer: { name: string } }) => consumer.name),
    ['web', 'App', 'a "b"\\']
  )
  t.match(body._links.self.href, /\/integrations$/)
  const { 'pb:delete_integration': remove, ...links } = body._embedded.integrations[2]._links
  t.match(remove.href, /^http.*\/integrations\/provider\/c%2Fd\/consumer\/a%20%22b%22%5C$/)
  for (const [relation, { href }] of Object.entries(links as Record<string, { href: string }>)) {
    t.match(href, /^http/, `${relation} is absolute`)
    t.equal((await story.get(new URL(href).pathname)).status, 200, relation)
  }
  t.equal((await story.get('/integrations?q=AP', asJson)).body._embedded.integrations.length, 2)
  t.equal((await story.get('/integrations?q=%25', asJson)).body._embedded.integrations.length, 0)
  t.match((await story.get('/integrations?page=1&size=2&q=ap', asJson)).body, { page: { totalElements: 2, totalPages: 1 } })
  t.match((await story.get('/integrations?page=1&size=1&q=ap', asJson)).body._links.next.href, /q=ap&size=1&page=2/)

  for (const accept of ['*/*', 'text/vnd.graphviz', '']) {
    const { headers, text } = await story.get('/integrations', { accept })
    t.match(headers, { 'content-type': 'text/vnd.graphviz;charset=utf-8' })
    t.match(text, /^digraph \{\n[^\n]*\n {2}"web" -> "api"\n {2}"App" -> "api"\n {2}"a \\"b\\"\\\\" -> "c\/d"\n\}\n$/)
  }
  t.equal((await story.get('/integrations', { accept: 'image/png' })).status, 406)
})

t.test('an integration is deleted with what nobody else needs', async t => {
  const { request, get, ...story } = await tellStory(t)
  await story.published('web', '1', { api: 1, db: 1 }, { branch: 'main' })
  await story.verified('web', '1', 'api', '1')
  const url = '/integrations/provider/api/consumer/web'
  t.match(await request('DELETE', url), { status: 204, text: '' })
  t.match(await request('DELETE', url), { status: 404, body: { error: /api/ } }, 'api is gone as well')
  t.equal((await get('/pacticipants/api')).status, 404)
  t.equal((await get('/pacticipants/web')).status, 200)
  t.equal((await get('/pacts/provider/db/consumer/web/version/1')).status, 200)
  t.match(await request('DELETE', '/integrations/provider/web/consumer/db'), { status: 404, body: { error: /no integration/ } })
  t.match(await request('DELETE', '/integrations'), { status: 204 })
  t.same((await get('/pacticipants')).body._embedded.pacticipants, [])
})

t.test('the network of an application, and all of it, are tables', async t => {
  const { get, ...story } = await tellStory(t)
  await story.published('web', '1', { api: 1, 'b,"c"': 1 })
  await story.published('api', '1', { db: 1 })
  await story.published('lone', '1', { wolf: 1 })
  await story.application('x.csv')
  const ids = Object.fromEntries(
    (await get('/relationships')).text.split('\n').map(line => [line.split(',')[1], line.split(',')[0]])
  )
  const { text, headers } = await get('/groups/db')
  t.match(headers, { 'content-type': 'text/csv;charset=utf-8' })
  const [api, db, web, odd] = [ids.api, ids.db, ids.web, ids['"b']]
  const rows = [
    `${api},api,1,1,0,1,${db},0`,
    `${db},db,1,1,0,2,0,0`,
    `${web},web,1,1,0,3,${api},${odd}`,
    `${odd},"b,""c""",1,1,0,4,0,0`
  ]
  t.equal(text, `${rows.join('\n')}\n`)
  t.equal((await get('/groups/db.csv')).text, text)
  t.equal((await get('/groups/web.csv', { accept: 'text/html' })).text, text)
  t.equal((await get('/groups/db?maxPacticipants=2')).text, `${api},api,1,1,0,1,${db}\n${db},db,1,1,0,2,0\n`)
  t.match((await get('/groups/x.csv')).text, /^\d+,x\.csv,1,1,0,1\n$/)
  t.match(await get('/groups/db?maxPacticipants=0'), { status: 400, body: { errors: { maxPacticipants: [/greater/] } } })
  t.match(await get('/groups/none.csv'), { status: 404, body: { error: /'none'/ } })
  t.equal((await get('/relationships.csv')).text.split('\n').length, 7)
})
