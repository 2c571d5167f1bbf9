import t from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { base64, checked, contract, count, names, oas, path, publish } from '../provider-documents.ts'
import { tellStory } from '../story.ts'

await forEachEngine(t, 'a provider publishes its description in the manner of Pact’s client', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const text = oas('Orders', '# kept: 1.0\r\n')
  const { status, body, headers } = await publish(story, '5', {
    branch: 'main',
    tags: ['dev'],
    buildUrl: 'http://ci/5',
    contract: contract(text, { selfVerificationResults: checked })
  })
  t.equal(status, 200)
  t.match(headers, { 'content-type': 'application/hal+json;charset=utf-8' })
  t.match(body, {
    notices: [
      { type: 'debug', text: 'Created api version 5 on branch main with tag dev' },
      { type: 'success', text: /default of api version 5 \(OpenAPI 3\.0\.3, "Orders" 1\) published\.$/ },
      { type: 'info', text: /self-verification passed/ },
      { type: 'debug', text: /View .*\/name\/default$/ }
    ],
    _embedded: { version: { number: '5', _links: { self: { href: /\/pacticipants\/api\/versions\/5$/ } } } },
    _links: { 'pb:pacticipant-version-tags': [{ name: 'dev' }], 'pb:provider-contracts': [{ name: 'default' }] }
  })

  const version = await story.get('/pacticipants/api/versions/5')
  t.match(version.body, {
    buildUrl: 'http://ci/5',
    _embedded: { branches: [{ name: 'main' }], tags: [{ name: 'dev' }] },
    _links: { 'pb:provider-contracts': [{ name: 'default', href: /name\/default$/ }] }
  })
  const one = await story.get(path(version.body._links['pb:provider-contracts'][0].href))
  t.match(one.body, {
    name: 'default',
    specification: 'oas',
    specificationVersion: '3.0.3',
    title: 'Orders',
    documentVersion: '1',
    contentType: 'application/yaml',
    size: text.length,
    sha256: /^[\da-f]{64}$/,
    selfVerification: { success: true, verifier: 'x', verifierVersion: '1', format: 'text', contentType: 'text/plain' },
    _embedded: { version: { number: '5' } }
  })
  const document = await story.get(path(one.body._links['pb:document'].href))
  t.equal(document.text, text)
  t.match(document.headers, { 'content-type': 'application/yaml;charset=utf-8', 'content-disposition': 'attachment' })
  const report = await story.get(path(one.body._links['pb:self-verification-report'].href))
  t.equal(report.text, 'all good')
  t.match(report.headers, { 'content-type': 'application/octet-stream', 'content-security-policy': /sandbox/ })
})

await forEachEngine(t, 'a version may have several documents of several kinds, published at once', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const contracts = [
    contract(oas('Orders'), { name: 'orders' }),
    contract('{"asyncapi":"3.0.0","channels":{},"n":1.0}', { name: 'events', specification: 'oas' }),
    contract('catalogue: 1\nmessages: [{name: Placed}]', { name: 'messages', specification: undefined }),
    contract('swagger: 2.0\npaths: {}')
  ]
  const { status, body } = await publish(story, '1', { contracts })
  t.equal(status, 200)
  t.match(
    body.notices.filter(({ type }: { type: string }) => type === 'warning'),
    [{ text: /sent as "oas", but its content is AsyncAPI/ }]
  )
  const list = (await story.get('/provider-contracts/provider/api/version/1')).body
  t.same(names(list), ['1 default', '1 events', '1 messages', '1 orders'])
  t.match(list._embedded.providerContracts, [
    { specification: 'oas', specificationVersion: '2.0' },
    { specification: 'asyncapi', contentType: 'application/json' },
    { specification: 'catalogue' },
    { specification: 'oas' }
  ])
  const events = await story.get('/provider-contracts/provider/api/version/1/name/events/document')
  t.equal(events.text, '{"asyncapi":"3.0.0","channels":{},"n":1.0}')
  t.match(events.headers, { 'content-type': 'application/json;charset=utf-8' })
})

await forEachEngine(t, 'a version’s document is written once; what is the same changes nothing', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await publish(story, '1', { contract: contract(oas('Orders')) })
  const before = await count(story)
  t.match(await publish(story, '1', { contract: contract(oas('Orders')) }), {
    status: 200,
    body: {
      notices: [{}, {}, { type: 'success', text: /published again, unchanged/ }, { type: 'prompt', text: /nobody checked/ }, {}]
    }
  })
  const refused = await publish(story, '1', { branch: 'other', contract: contract(oas('Orders', '# more')) })
  t.equal(refused.status, 409)
  t.match(refused.headers, { 'content-type': 'application/json;charset=utf-8' })
  t.match(refused.body, {
    errors: { contract: [/api version 1 has already published the provider contract default with other content/] },
    notices: [
      { type: 'error', text: /already published/ },
      { type: 'info', text: 'default differs from line 4 on.' }
    ]
  })
  const several = [contract(oas('New'), { name: 'new' }), contract(oas('Changed'))]
  t.match(await publish(story, '1', { contracts: several }), { status: 409, body: { errors: { contracts: [/at index 1/] } } })
  t.same(await count(story), before, 'all or none')
  t.match((await story.get('/pacticipants/api/versions/1')).body._embedded, { branches: [] })
  await publish(story, '2', { contract: contract(oas('Orders')) })
  t.match(await count(story), { contents: 1, documents: 1, contracts: 2 }, 'what versions share is kept once')
})

await forEachEngine(
  t,
  'where contracts may be modified, other content is a new revision, which nobody checked yet',
  async (t, engine) => {
    const story = await tellStory(t, { engine, config: { allowContractModification: true } })
    await publish(story, '1', { contract: contract(oas('Orders'), { selfVerificationResults: checked }) })
    const { status, body } = await publish(story, '1', { branch: 'b', contract: contract(oas('Changed')) })
    t.equal(status, 200)
    t.match(body.notices, [{}, { type: 'warning', text: /replaced other content/ }, { type: 'prompt' }])
    const one = await story.get('/provider-contracts/provider/api/version/1/name/default')
    t.match(one.body, { title: 'Changed', selfVerification: undefined })
    t.match(await story.broker.db.all(sql`select revision, superseded from provider_contracts order by id`), [
      { revision: 1, superseded: 1 },
      { revision: 2, superseded: 0 }
    ])
    // Back again: the check of the first revision is not that of the third.
    await publish(story, '1', { branch: 'b', contract: contract(oas('Orders')) })
    const third = (await story.get('/provider-contracts/provider/api/version/1/name/default')).body
    t.match(third, { title: 'Orders', selfVerification: undefined })
    t.equal((await story.get('/provider-contracts/provider/api/version/1/name/default/self-verification-report')).status, 404)
  }
)

await forEachEngine(t, 'the newest self-verification counts, and says nothing twice', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const one = async () => (await story.get('/provider-contracts/provider/api/version/1/name/default')).body
  await publish(story, '1', { contract: contract(oas('A')) })
  t.equal((await one()).selfVerification, undefined)
  const failed = await publish(story, '1', { contract: contract(oas('A'), { selfVerificationResults: { success: false } }) })
  t.match(failed.body.notices, [{}, {}, { text: /unchanged/ }, { type: 'warning', text: /self-verification failed/ }])
  t.match((await one()).selfVerification, { success: false })
  const bytes = Buffer.from([0xff, 0x00, 0xfe])
  const raw = { success: true, content: base64(bytes), contentType: 'application/zip' }
  for (let i = 0; i < 3; i++) await publish(story, '1', { contract: contract(oas('A'), { selfVerificationResults: raw }) })
  t.match((await one()).selfVerification, { success: true, contentType: 'application/zip' })
  await publish(story, '1', { contract: contract(oas('A')) })
  t.match((await one()).selfVerification, { success: true }, 'publishing without a result takes none away')
  t.match(await count(story), { checks: 2 })
  const events = await story.broker.db.all<{ kind: string }>(sql`select kind from events`)
  t.equal(events.filter(({ kind }) => kind === 'provider_contract_published').length, 3)
  const report = await story.app.inject('/provider-contracts/provider/api/version/1/name/default/self-verification-report')
  t.same(report.rawPayload, bytes, 'a report is kept whole, whatever it is')
})

await forEachEngine(
  t,
  'the latest are found by branch and main branch, and those that are live by environment',
  async (t, engine) => {
    const story = await tellStory(t, { engine })
    await story.environment('production')
    const of = async (rest: string) => {
      const { status, body } = await story.get(`/provider-contracts/provider/api/${rest}`)
      return status === 200 ? names(body) : body.error
    }
    await publish(story, '1', { branch: 'main', contract: contract(oas('A')) })
    await publish(story, '2', { branch: 'main', contracts: [contract(oas('A')), contract(oas('B'), { name: 'b' })] })
    await publish(story, '3', { branch: 'feat/x', contract: contract(oas('C')) })
    await story.branched('api', '4', 'main')
    t.same(await of('latest'), ['3 default'])
    t.same(await of('branch/latest'), ['2 b', '2 default'])
    t.same(await of('branch/feat%2Fx/latest'), ['3 default'])
    t.match(await of('branch/none/latest'), /has no branch none/)
    const environment = `environment/${story.environmentId('production')}`
    t.same(await of(environment), [])
    await story.deployed('api', '1', 'production', 'blue')
    await story.deployed('api', '1', 'production', 'green')
    await story.released('api', '3', 'production')
    await story.deployed('api', '4', 'production')
    t.same(await of(environment), ['3 default', '1 default'])
    t.match(await of('environment/unknown'), /No environment has the UUID unknown/)
    t.match(await of('version/9'), /No version 9 of api/)
    t.same(await of('version/4'), [])
    await story.branched('other', '1', 'dev')
    t.match((await story.get('/provider-contracts/provider/other/latest')).body.error, /No version of other has published/)
    t.match((await story.get('/provider-contracts/provider/other/branch/latest')).body.error, /other has no main branch/)
    t.equal((await story.get('/provider-contracts/provider/nobody/latest')).status, 404)
  }
)

await forEachEngine(t, 'a provider contract can be removed, and goes with its version', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await publish(story, '1', {
    contracts: [contract(oas('A'), { selfVerificationResults: checked }), contract(oas('B'), { name: 'b' })]
  })
  const url = '/provider-contracts/provider/api/version/1/name/default'
  t.equal((await story.request('DELETE', url)).status, 204)
  t.match(await story.get(url), { status: 404, body: { error: /has no provider contract named default\. Known: b/ } })
  t.equal((await story.request('DELETE', url)).status, 404)
  t.equal((await publish(story, '1', { contract: contract(oas('Other')) })).status, 200)
  t.equal((await story.request('DELETE', '/pacticipants/api/versions/1')).status, 204)
  t.match(await count(story), { contracts: 0, checks: 0 })
})

await forEachEngine(t, 'many publishers of one version leave one document, and all but the first are told', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const answers = await Promise.all([1, 2, 3, 4, 5].map(n => publish(story, '1', { contract: contract(oas(`T${n}`)) })))
  t.same(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409])
  const alike = await Promise.all([1, 2, 3, 4, 5].map(() => publish(story, '2', { contract: contract(oas('Same')) })))
  t.same(
    alike.map(({ status }) => status),
    [200, 200, 200, 200, 200]
  )
  t.match(await story.broker.db.all(sql`select revision from provider_contracts`), [{ revision: 1 }, { revision: 1 }])
})

t.test('names of any characters make the round trip', async t => {
  const story = await tellStory(t)
  const [provider, number, name] = ["o'r b/Größe", 'feat/1.json', '店?#(1)']
  await publish(story, number, { contract: contract(oas('A'), { name }) }, encodeURIComponent(provider))
  const version = await story.get(`/pacticipants/${encodeURIComponent(provider)}/versions/${encodeURIComponent(number)}`)
  const one = await story.get(path(version.body._links['pb:provider-contracts'][0].href))
  t.match(one.body, { name })
  for (const link of Object.values(one.body._links as Record<string, { href: string }>)) {
    t.equal((await story.get(path(link.href))).status, 200, link.href)
  }
})

t.test('a long document is read aside, and a broken one told with its line', async t => {
  const story = await tellStory(t)
  const long = oas('Long', Array.from({ length: 20_000 }, (_, i) => `x-${i}: {a: 1}`).join('\n'))
  t.equal((await publish(story, '1', { contract: contract(long) })).status, 200)
  const { status, body } = await publish(story, '2', { contract: contract(`${long}\nx-7: again`) })
  t.equal(status, 400)
  t.match(body, {
    errors: { 'contract.content': ['cannot be read: line 20004, column 1: the key "x-7" is there twice'] },
    notices: [{ type: 'error', text: /^contract\.content cannot be read: line 20004/ }]
  })
})

t.test('a name that looks like a known one is refused, with the way out', async t => {
  const story = await tellStory(t)
  await story.application('order-service')
  const { status, body } = await publish(story, '1', { contract: contract(oas('A')) }, 'Orders')
  t.match({ status, body }, { status: 409, body: { notices: [{ type: 'error', text: /looks like order-service/ }] } })
  t.match(await count(story), { applications: 1, contents: 0 })
})

t.test('where names may be written in any case, a provider and its version are the stored ones', async t => {
  const story = await tellStory(t, { config: { caseSensitiveNames: false, checkForSimilarNames: false } })
  await publish(story, '1-RC', { contract: contract(oas('A')) }, 'Orders')
  t.match(await publish(story, '1-rc', { contract: contract(oas('A')) }, 'orders'), {
    status: 200,
    body: { notices: [{ text: /Updated Orders version 1-RC/ }, {}, { text: /unchanged/ }, {}, {}] }
  })
  t.equal((await story.get('/provider-contracts/provider/ORDERS/version/1-rc/name/default')).status, 200)
  t.match(await count(story), { applications: 1, contracts: 1 })
  const publications = [{ pacticipantName: 'ORDERS', pacticipantVersionNumber: '1-rc', branch: 'main', contracts: [] }]
  t.equal((await story.request('POST', '/contracts/publish-together', { publications })).status, 200)
  t.match((await story.get('/pacticipants/Orders/versions')).body._embedded.versions, [
    { number: '1-RC', _embedded: { branches: [{ name: 'main' }] } }
  ])
})

t.test('where versions are ordered by number, one that is none is refused', async t => {
  const story = await tellStory(t, { config: { orderVersionsByDate: false } })
  t.match(await publish(story, 'abc', { contract: contract(oas('A')) }), {
    status: 400,
    body: { errors: [/orders versions by number/] }
  })
  for (const number of ['2.0.0', '1.0.0']) await publish(story, number, { contract: contract(oas(`v${number}`)) })
  t.same(names((await story.get('/provider-contracts/provider/api/latest')).body), ['2.0.0 default'])
})

t.test('what spoils no more than itself is told when a document comes for the first time', async t => {
  const story = await tellStory(t)
  const text = 'openapi: 3.0\ninfo: {title: A, version: "1"}\npaths: {}\ncomponents:\n  schemas: {A: {type: int}}'
  const first = await publish(story, '1', { contract: contract(text) })
  t.equal(first.status, 200)
  t.match(
    first.body.notices.filter(({ type }: { type: string }) => type === 'warning'),
    [{ text: /^ {2}line 5, at \/components\/schemas\/A\/type: must be one of / }]
  )
  const again = await publish(story, '2', { contract: contract(text) })
  t.notOk(again.body.notices.some(({ type }: { type: string }) => type === 'warning'))
  t.match((await story.get('/provider-contracts/provider/api/version/1/name/default')).body, { specificationVersion: '3.0' })
})
