import t, { type Test } from 'tap'
import { decodeToken } from '../../server/domain/metadata-token.ts'
import { type Engine, forEachEngine } from '../engines.ts'
import { placeFacts } from '../facts.ts'
import { tellStory } from '../story.ts'

const url = '/pacts/provider/api/for-verification'
const day = 24 * 60 * 60 * 1000

async function tell(t: Test, engine: Engine = 'sqlite', config = {}) {
  let now = Date.parse('2026-01-01T00:00:00Z')
  const story = await tellStory(t, { engine, config, now: () => now })
  const facts = placeFacts(story.broker.db, () => now, story.broker.config)
  await facts.application('api')
  const ask = async (body: object = {}) => {
    const answer = await story.request('POST', url, body)
    t.equal(answer.status, 200, answer.text)
    return answer.body._embedded.pacts
  }
  // biome-ignore lint/suspicious/noExplicitAny: items of the document
  const said = (pacts: any[]) =>
    pacts.map(({ shortDescription, verificationProperties: { pending, wip }, _links }) =>
      [/\((.*)\)/.exec(_links.self.name)?.[1], shortDescription, pending && 'pending', wip && 'wip'].filter(Boolean).join(', ')
    )
  return { ...story, facts, ask, said, pass: (time: number) => (now += time) }
}

await forEachEngine(t, 'a build gets what its selectors choose, and knows what a failure would mean', async (t, engine) => {
  const { facts, ask, said, pass } = await tell(t, engine)
  await facts.environment('production', true)
  await facts.published('web', '1', { api: 1 }, { branch: 'main' })
  await facts.live('web', '1', 'production', 'deployed')
  pass(1000)
  await facts.branched('api', 'a', 'main')
  await facts.verified('web', '1', 'api', 'a')
  await facts.published('web', '2', { api: 2 }, { branch: 'main' })
  const body = { providerVersionBranch: 'main', consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }] }
  t.same(said(await ask(body)), ['1, deployed to production', '2, latest from main branch, pending'])
  t.same(said(await ask({ ...body, includePendingStatus: false })), ['1, deployed to production', '2, latest from main branch'])
  t.same(said(await ask({ providerVersionBranch: 'main' })), ['1, deployed to production', '2, latest from main branch, pending'])
})

await forEachEngine(t, 'work in progress is offered until a build that chose it succeeds', async (t, engine) => {
  const { facts, ask, said, pass } = await tell(t, engine)
  await facts.branched('api', 'a', 'main')
  pass(day)
  await facts.published('web', '1', { api: 1 }, { branch: 'main' })
  await facts.published('web', '2', { api: 2 }, { branch: 'feat' })
  const body = {
    providerVersionBranch: 'main',
    consumerVersionSelectors: [{ mainBranch: true }],
    includeWipPactsSince: '2026-01-01'
  }
  const both = ['1, latest from main branch, pending', '2, latest from branch feat, pending, wip']
  t.same(said(await ask(body)), both)
  t.same(said(await ask({ ...body, includeWipPactsSince: '2026-01-02' })), both.slice(0, 1))
  t.same(said(await ask({ ...body, providerVersionBranch: undefined })), both.slice(0, 1))
  await facts.verified('web', '2', 'api', 'a', { wip: true })
  t.same(said(await ask(body)), both)
  await facts.verified('web', '2', 'api', 'a')
  t.same(said(await ask(body)), both.slice(0, 1))
  pass(31 * day)
  t.same(said(await ask(body)), both)
})

await forEachEngine(t, 'a provider that knows tags only is served by them', async (t, engine) => {
  const { facts, ask, said, pass } = await tell(t, engine, { firstTagIsBranch: false })
  await facts.tagged('api', 'a', 'main')
  await facts.tagged('api', 'b', 'feat')
  pass(day)
  await facts.published('web', '1', { api: 1 }, { tags: ['main'] })
  await facts.published('web', '2', { api: 2 }, { tags: ['feat'] })
  const body = {
    providerVersionTags: ['main'],
    consumerVersionSelectors: [{ tag: 'main', latest: true }],
    includeWipPactsSince: '2026-01-01'
  }
  t.same(said(await ask(body)), ['1, latest with tag main, pending', '2, latest with tag feat, pending, wip'])
  await facts.verified('web', '1', 'api', 'b')
  await facts.verified('web', '2', 'api', 'b')
  t.same(said(await ask(body)), ['1, latest with tag main, pending', '2, latest with tag feat, pending, wip'])
  await facts.verified('web', '1', 'api', 'a')
  await facts.verified('web', '2', 'api', 'a')
  t.same(said(await ask(body)), ['1, latest with tag main'])
  t.same(said(await ask({ ...body, providerVersionTags: ['fresh'] })), ['1, latest with tag main'])
})

t.test('an item is as strict readers want it', async t => {
  const { facts, request } = await tell(t)
  await facts.published('web shop', '1/2', { api: 1 }, { branch: 'main' })
  await facts.published('web shop', '3', { api: 2 }, { branch: 'feat' })
  const body = {
    providerVersionBranch: 'main',
    consumerVersionSelectors: [{ mainBranch: true }],
    includeWipPactsSince: '2020-01-01'
  }
  const { body: document, headers } = await request('POST', url, body)
  t.equal(headers['content-type'], 'application/hal+json;charset=utf-8')
  t.match(document._links.self.href, /\/pacts\/provider\/api\/for-verification$/)
  const [chosen, wip] = document._embedded.pacts
  for (const item of [chosen, wip]) {
    t.same(Object.keys(item).sort(), ['_links', 'shortDescription', 'verificationProperties'])
    t.type(item.shortDescription, 'string')
    t.same(Object.keys(item._links), ['self'])
    t.equal(item.verificationProperties.pending, true)
    t.ok(item.verificationProperties.notices.length > 1)
    for (const notice of item.verificationProperties.notices) t.match(notice, { when: String, text: String })
  }
  t.notOk('wip' in chosen.verificationProperties)
  t.equal(wip.verificationProperties.wip, true)
  t.equal(chosen._links.self.name, 'Pact between web shop (1/2) and api')
  t.match(chosen._links.self.href, /\/pacts\/provider\/api\/consumer\/web%20shop\/pact-version\/[0-9a-f]+\/metadata\/[\w-]+$/)
  const tokenOf = (item: typeof chosen) => decodeToken(item._links.self.href.split('/').at(-1))
  t.same(tokenOf(chosen), {
    consumerVersions: [],
    selectors: [{ branch: 'main', latest: true, consumerVersion: '1/2' }],
    pending: true
  })
  t.same(tokenOf(wip), { consumerVersions: [], selectors: [], wip: true })
})

t.test('pending is left out where it was not asked for', async t => {
  const { facts, ask } = await tell(t)
  await facts.published('web', '1', { api: 1 })
  const [item] = await ask({ includePendingStatus: false })
  t.notOk('pending' in item.verificationProperties)
  t.equal(item.verificationProperties.notices.length, 1)
})

t.test('an address stays short, however many versions with one content were chosen', async t => {
  const { facts, ask } = await tell(t)
  for (let i = 0; i < 150; i++) await facts.published('web', `a rather long version number ${i}`, { api: 1 }, { tags: ['prod'] })
  const [item] = await ask({ consumerVersionSelectors: [{ tag: 'prod' }] })
  const token = item._links.self.href.split('/').at(-1)
  t.ok(token.length <= 2000)
  t.match(decodeToken(token).selectors[0], { tag: 'prod' })
})

t.test('the older form, GET, answers the same and says that it is old', async t => {
  const { facts, get } = await tell(t)
  await facts.published('web', '1', { api: 1 }, { tags: ['dev'] })
  await facts.published('web', '2', { api: 2 })
  const query = 'consumer_version_selectors[][tag]=dev&consumer_version_selectors[][latest]=true&provider_version_tags[]=main'
  const { status, body } = await get(`${url}?${query}&include_pending_status=true`)
  t.equal(status, 200)
  t.equal(body._embedded.pacts.length, 1)
  const [item] = body._embedded.pacts
  t.match(item, { shortDescription: 'latest with tag dev', verificationProperties: { pending: true } })
  t.match(item.verificationProperties.notices[0], { when: 'before_verification', text: /older? form|old form/ })
  t.match(await get(url), { status: 200, body: { _links: { self: { href: /for-verification$/ } } } })
})

const refusals: Array<[says: string, body: unknown, status: number, expected: object]> = [
  [
    'a selector that selects nothing',
    { consumerVersionSelectors: [{}] },
    400,
    { errors: { consumerVersionSelectors: [/at index 0/] } }
  ],
  [
    'an environment that does not exist',
    { consumerVersionSelectors: [{ latest: true }, { environment: 'moon' }] },
    400,
    { errors: { consumerVersionSelectors: [/moon.*\(at index 1\)/] } }
  ],
  ['a list instead of an object', [], 400, { errors: { body: ['must be a hash'] } }],
  ['no JSON', '{', 400, { error: String }]
]

for (const [says, body, status, expected] of refusals) {
  await forEachEngine(t, `${says} is refused, also for a provider that nobody knows`, async (t, engine) => {
    const { request } = await tell(t, engine)
    t.match(await request('POST', url, body), { status, body: expected })
    t.match(await request('POST', '/pacts/provider/nobody/for-verification', body), { status, body: expected })
  })
}

await forEachEngine(t, 'what cannot be a name is no provider', async (t, engine) => {
  const { request, get } = await tell(t, engine)
  t.match(await request('POST', '/pacts/provider/nobody/for-verification', {}), { status: 404, body: { error: /nobody/ } })
  t.match(await request('POST', '/pacts/provider/a%C2%85b/for-verification', {}), { status: 404 })
  t.match(await get('/pacts/provider/nobody/for-verification'), { status: 404 })
})

t.test('the question is asked in JSON', async t => {
  const { request } = await tell(t)
  t.match(await request('POST', url, '{}', { 'content-type': 'text/plain' }), { status: 415 })
  t.match(await request('POST', url), { status: 415 })
  t.match(await request('PUT', url, {}), { status: 405 })
})

t.test('the question and its answer are described', async t => {
  const { get } = await tell(t)
  const { body } = await get('/openapi.json')
  const path = body.paths['/pacts/provider/{provider}/for-verification']
  t.ok(path.post.requestBody.content['application/json'].schema.properties.consumerVersionSelectors)
  t.ok(path.get.parameters.some(({ name }: { name: string }) => name === 'provider'))
})

await forEachEngine(t, 'the number of statements does not depend on how many consumers there are', async (t, engine) => {
  const statements: string[] = []
  const story = await tellStory(t, { engine, onStatement: text => statements.push(text) })
  const facts = placeFacts(story.broker.db)
  const body = {
    providerVersionBranch: 'main',
    includeWipPactsSince: '2020-01-01',
    consumerVersionSelectors: [
      { mainBranch: true },
      { tag: 'a', latest: true },
      { tag: 'b' },
      { latest: true },
      { deployed: true }
    ]
  }
  const count = async () => {
    statements.length = 0
    t.equal((await story.request('POST', url, body)).status, 200)
    return statements.length
  }
  for (let i = 0; i < 3; i++) await facts.published(`web ${i}`, '1', { api: i }, { branch: i % 2 ? 'main' : 'feat', tags: ['a'] })
  const few = await count()
  for (let i = 3; i < 30; i++)
    await facts.published(`web ${i}`, '1', { api: i }, { branch: i % 2 ? 'main' : 'feat', tags: ['a'] })
  t.equal(await count(), few)
  t.ok(few <= 13, `${few} statements`)
})
