import t from 'tap'
import { encodeToken } from '../../server/domain/metadata-token.ts'
import { sql } from '../../server/storage/sql.ts'
import { engines } from '../engines.ts'
import { pactUrl, type Story, tellStory } from '../story.ts'

async function resultsUrl(story: Story, number = '1', provider = 'api') {
  const { body } = await story.get(pactUrl(provider, 'web', number))
  return new URL(body._links['pb:publish-verification-results'].href).pathname
}

const log = ({ broker }: Story) =>
  broker.db.all<Record<string, unknown>>(sql`
    select success, untested, wip, pending, selectors, provider_branch as branch, provider_tags as tags from verifications order by id`)

for (const engine of engines) {
  t.test(`a result is kept as it was sent, and can be read by its number (${engine})`, async t => {
    const story = await tellStory(t, { engine })
    await story.published('web', '1', { api: 1 })
    await story.branched('api', '5', 'main')
    await story.tagged('api', '5', 'dev')
    const sent = `{"success":true,"providerApplicationVersion":"5","buildUrl":"https://ci/5","testResults":{"tests":[ {"n":1.0} ]},
      "verifiedBy":{"implementation":"Pact-Rust","version":"1.4.8","clientLanguage":{"name":"pact-js","version":"17","testFramework":"vitest"}}}`
    const posted = await story.request('POST', await resultsUrl(story), sent)
    t.equal(posted.status, 201)
    t.match(posted.headers.location, /\/pact-version\/[0-9a-f]{40}\/verification-results\/1$/)
    const { body, text } = await story.get(new URL(String(posted.headers.location)).pathname)
    t.match(body, {
      providerName: 'api',
      providerApplicationVersion: '5',
      success: true,
      verificationDate: /^\d{4}-.*\+00:00$/,
      buildUrl: 'https://ci/5',
      verifiedBy: {
        implementation: 'Pact-Rust',
        version: '1.4.8',
        client_implementation: 'pact-js',
        client_test_framework: 'vitest',
        client_version: '17'
      },
      _links: {
        self: { name: 'Verification result 1 for Pact between web (1) and api' },
        'pb:pact-version': { href: /\/metadata\// }
      }
    })
    t.match(text, '"testResults":{"tests":[ {"n":1.0} ]}')
    t.same(await log(story), [
      { success: 1, untested: 0, wip: 0, pending: null, selectors: null, branch: 'main', tags: '["dev"]' }
    ])
    t.match(await story.broker.db.all(sql`select kind from events order by id desc limit 2`), [
      { kind: 'provider_verification_succeeded' },
      { kind: 'provider_verification_published' }
    ])
  })

  t.test(`the result posted last counts, until it is deleted (${engine})`, async t => {
    const story = await tellStory(t, { engine })
    await story.published('web', '1', { api: 1 })
    const url = await resultsUrl(story)
    await story.verified('web', '1', 'api', '5', true)
    await story.verified('web', '1', 'api', '5', false)
    t.match(await story.get(`${url}/latest`), { status: 200, body: { success: false } })
    t.equal((await story.request('DELETE', `${url}/2`)).status, 204)
    t.match(await story.get(`${url}/latest`), { status: 200, body: { success: true } })
    t.equal((await story.get(`${url}/2`)).status, 404)
    t.match(await story.broker.db.all(sql`select success, verification_id as id from latest_verifications`), [
      { success: 1, id: 1 }
    ])
  })
}

t.test('results belong to the content: a later version with the same content is verified already', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1 }, { tags: ['dev'] })
  await story.verified('web', '1', 'api', '5')
  await story.published('web', '2', { api: 1 })
  const pair = '/pacts/provider/api/consumer/web'
  for (const path of ['/version/2', '/latest', '/latest/dev']) {
    t.match(await story.get(`${pair}${path}/verification-results/latest`), { status: 200, body: { success: true } }, path)
  }
  t.equal((await story.get(`${pair}/version/3/verification-results/latest`)).status, 404)
})

t.test('what the address says about the selection is kept with the result', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1 })
  const { body } = await story.get(pactUrl('api', 'web', '1'))
  const content = new URL(body._links['pb:pact-version'].href).pathname
  const post = (token: string) =>
    story.must([201], 'POST', `${content}/metadata/${token}/verification-results`, {
      success: true,
      providerApplicationVersion: '5'
    })
  await post(encodeToken({ consumerVersions: [], selectors: [], wip: true }))
  await post(`${encodeToken({ consumerVersions: ['1'], selectors: [{ tag: 'dev', latest: true }], pending: true })}==`)
  await post('bad')
  t.match(await log(story), [
    { wip: 1, pending: null, selectors: null },
    { wip: 0, pending: 1, selectors: '[{"tag":"dev","latest":true}]' },
    { wip: 0, pending: null, selectors: null }
  ])
})

t.test('a pact that was selected passes on how', async t => {
  const story = await tellStory(t, { engine: 'postgres' })
  await story.published('web', '1', { api: 1 })
  await story.published('web', '2', { api: 1 })
  const { body } = await story.get(pactUrl('api', 'web', '1'))
  const content = new URL(body._links['pb:pact-version'].href).pathname
  const token = encodeToken({ consumerVersions: ['1'], selectors: [], pending: false })
  const tokened = await story.get(`${content}/metadata/${token}`)
  t.match(tokened.body._links, {
    self: { name: 'Pact between web (1) and api' },
    'pb:consumer-versions': [{ name: '1' }],
    'pb:publish-verification-results': { href: new RegExp(`/metadata/${token}/verification-results$`) }
  })
  const made = encodeToken({ consumerVersions: ['\u0000'], selectors: [] })
  t.equal((await story.get(`${content}/metadata/${made}`)).status, 200)
  const plain = await story.get(`${content}/metadata/nonsense`)
  t.match(plain.body._links, {
    self: { name: 'Pact between web (2) and api' },
    'pb:publish-verification-results': { href: /pact-version\/[0-9a-f]+\/verification-results$/ }
  })
  const latest = await story.get('/pacts/provider/api/consumer/web/latest')
  t.match(latest.body._links['pb:publish-verification-results'].href, /\/metadata\/[\w-]+\/verification-results$/)
})

t.test('interactions that a list of tests leaves out are counted', async t => {
  const story = await tellStory(t)
  const interactions = [{ _id: 'a', description: 'a' }, { _id: 'b', description: 'b' }, { description: 'c' }]
  await story.published('web', '1', { api: { interactions } })
  const results = [{ interactionId: 'a', success: true }]
  for (const testResults of [undefined, [], results, { tests: results }, [{ other: 1 }], null, 'text', [null]]) {
    await story.verified('web', '1', 'api', '5', true, { testResults })
  }
  t.same(
    (await log(story)).map(({ untested }) => untested),
    [0, 0, 2, 2, 0, 0, 0, 0]
  )
  const { body } = await story.get(pactUrl('api', 'web', '1'))
  const all = body.interactions.map(({ _id }: { _id: string }) => ({ interactionId: _id, success: true }))
  await story.verified('web', '1', 'api', '5', true, { testResults: all })
  t.match((await log(story)).at(-1), { untested: 0 })
})

t.test('the providers of a version are summed up', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1, db: 1, mail: 1 })
  await story.verified('web', '1', 'api', '5')
  await story.verified('web', '1', 'db', '5', false)
  const url = '/verification-results/consumer/web/version/1/latest'
  t.match(await story.get(url), {
    status: 200,
    body: {
      success: false,
      providerSummary: { successful: ['api'], failed: ['db'], unknown: ['mail'] },
      _embedded: { verificationResults: [{ providerName: 'api' }, { providerName: 'db' }] }
    }
  })
  await story.verified('web', '1', 'db', '6')
  await story.verified('web', '1', 'mail', '5')
  t.match(await story.get(url), { body: { success: true } })
  t.equal((await story.get('/verification-results/consumer/web/version/2/latest')).status, 404)
})

t.test('the extended form adds the tags, and says of which this is the latest', async t => {
  const story = await tellStory(t)
  const accept = { accept: 'application/vnd.pactbrokerextended.v1+json' }
  await story.published('web', '1', { api: 1 }, { tags: ['dev', 'prod'] })
  await story.published('web', '2', { api: 1 }, { tags: ['dev'] })
  const pact = await story.get(pactUrl('api', 'web', '1'), accept)
  t.match(pact.headers, { 'content-type': `${accept.accept};charset=utf-8` })
  t.match(pact.body, { contract: { consumer: { name: 'web' } }, _embedded: { tags: [{ name: 'prod', latest: true }] } })
  t.equal(pact.body._embedded.tags.length, 1)
  await story.tagged('api', '5', 'dev')
  await story.tagged('api', '5', 'prod')
  await story.tagged('api', '6', 'dev')
  await story.verified('web', '1', 'api', '5')
  const result = await story.get(`${await resultsUrl(story)}/1`, accept)
  t.match(result.body._embedded.tags, [
    { name: 'dev', latest: false },
    { name: 'prod', latest: true }
  ])
})

const refused: Array<[says: string, body: object, errors: object]> = [
  ['nothing', {}, { success: ['is missing'], providerApplicationVersion: ['is missing'] }],
  ['success as a text', { success: 'true', providerApplicationVersion: '5' }, { success: ['must be boolean'] }],
  [
    'a version as a number',
    { success: true, providerApplicationVersion: 5 },
    { providerApplicationVersion: ['must be a string'] }
  ],
  ['a blank version', { success: true, providerApplicationVersion: ' ' }, { providerApplicationVersion: ['cannot be blank'] }],
  [
    'a build address that is none',
    { success: true, providerApplicationVersion: '5', buildUrl: 'not an address' },
    { buildUrl: ['must be a valid URI'] }
  ],
  [
    'a date that is none',
    { success: true, providerApplicationVersion: '5', verificationDate: 'yesterday' },
    { verificationDate: [/ISO 8601/] }
  ]
]

t.test('a result that cannot be understood is refused, before it is asked what it is about', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1 })
  const url = await resultsUrl(story)
  const unknown = url.replace(/[0-9a-f]{40}/, '0'.repeat(40))
  for (const [says, body, errors] of refused) {
    t.match(await story.request('POST', url, body), { status: 400, body: { errors } }, says)
    t.match(await story.request('POST', unknown, body), { status: 400 }, says)
  }
  const good = { success: true, providerApplicationVersion: '5', buildUrl: null }
  t.match(await story.request('POST', unknown, good), { status: 404, body: { error: /no pact with the content/ } })
  t.equal((await story.request('POST', url, '{}', { 'content-type': 'text/plain' })).status, 415)
  t.same(await log(story), [])
  t.match(await story.get(`${url}/all`), { status: 404, body: { error: /no list/ } })
  for (const number of ['x', '-1', '1e3', '99999999999999999999', '1']) t.equal((await story.get(`${url}/${number}`)).status, 404)
  t.equal((await story.get(`${url}/latest`)).status, 404)
})
