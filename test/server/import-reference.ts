import t from 'tap'
import { importBroker } from '../../server/import/import-broker.ts'
import { sql } from '../../server/storage/sql.ts'
import { apiWith, offered } from '../comparing.ts'
import { contents } from '../reference-source/forms.ts'
import { referenceSource } from '../reference-source/source.ts'
import { pactUrl, tellStory } from '../story.ts'

const options = { waits: [1, 1] }

t.test('a Pact Broker is copied with all its peculiarities', async t => {
  const source = await referenceSource(t)
  const target = await tellStory(t)
  const report = await importBroker(target.broker, { ...options, from: source.from })
  t.equal(report.complete, false)
  t.same(
    report.problems.map(({ kind, what }) => `${kind}: ${what}`),
    ['results: number 44, web with api']
  )
  t.match(report.problems[0]?.why, /status 500/)
  const hash = { consumer: 'web', provider: 'api', there: contents.merged, here: contents.stock, why: 'other' }
  t.same(report.otherHashes, [hash])
  const why = 'here is no row of web 2 with api 11 (failure)'
  const differences = [
    { pacticipant: 'api', version: '11', environment: 'production', outcome: 'differs', why },
    { pacticipant: 'web', version: '2', environment: 'production', outcome: 'differs', why }
  ]
  t.same(report.answers.differences.toSorted((a, b) => Number(a.version) - Number(b.version)).reverse(), differences)
  t.equal(report.answers.equal, 1)

  const numbers = Object.fromEntries(report.kinds.map(({ kind, source, here }) => [kind, `${source} ${here}`]))
  t.match(numbers, {
    applications: '2 2',
    versions: '5 5',
    branches: '2 2',
    memberships: '4 4',
    tags: '1 1',
    contracts: '3 3',
    results: '3 2',
    deployments: '3 3'
  })

  const { body: api } = await target.get('/pacticipants/api')
  t.match(api, { displayName: 'The API', createdAt: '2025-03-01T10:00:00+00:00', updatedAt: '2025-03-01T10:09:00+00:00' })
  const { body: versions } = await target.get('/pacticipants/web/versions')
  t.same(
    versions._embedded.versions.map(({ number }: { number: string }) => number),
    ['3', '2', '1']
  )
  t.equal((await target.get('/pacticipants/api/branches/main/latest-version')).body.number, '10', 'the head joined last')
  t.match((await target.get('/pacticipants/api/versions/10/tags/prod')).body, { createdAt: '2025-03-01T10:21:00+00:00' })

  const pact = await target.get(pactUrl('api', 'web', '1'))
  t.match(pact.text, '"body":{"amount":1.0,"big":12345678901234567890}', 'every digit')
  t.equal(pact.body._links['pb:pact-version'].name, contents.price, 'under the hash it has there')
  t.equal(pact.body.createdAt, '2025-03-01T10:01:00+00:00')
  t.match((await target.get(pactUrl('api', 'web', '2'))).text, '{"200":true,"10":false}', 'the order of keys')

  const { body: matrix } = await target.get('/matrix?q[][pacticipant]=web&q[][version]=2&q[][pacticipant]=api')
  const rows = matrix.matrix.map(
    (row: { pact: { createdAt: string }; verificationResult: null | { _links: { self: { href: string } } } }) =>
      `${row.pact.createdAt.slice(14, 16)} ${row.verificationResult?._links.self.href.split('/').at(-1)}`
  )
  t.same(rows, ['04 undefined', '02 43', '02 41'], 'the overwritten revision and its results are there')
  const { body: result } = await target.get(
    `/pacts/provider/api/consumer/web/pact-version/${contents.price}/verification-results/43`
  )
  t.match(result, {
    success: true,
    verificationDate: '2025-03-01T10:14:00+00:00',
    buildUrl: 'https://ci.example/43',
    verifiedBy: { implementation: 'Ruby', version: '1.2', client_implementation: 'pact-jvm', client_version: '4' }
  })
  const { body: latest } = await target.get('/verification-results/consumer/web/version/1/latest')
  t.equal(latest.success, true, 'the newest result counts')

  const { body: list } = await target.get('/environments')
  t.match(list._embedded.environments, [{ uuid: 'aaaaaaaa-0000-4000-8000-000000000001', contacts: [{ name: 'ops' }] }])
  const { body: deployed } = await target.get(
    '/environments/aaaaaaaa-0000-4000-8000-000000000001/deployed-versions/currently-deployed'
  )
  const live = deployed._embedded.deployedVersions.map(
    (each: { uuid: string; applicationInstance?: string }) => `${each.uuid} ${each.applicationInstance}`
  )
  t.same(live, ['d-2 blue', 'd-3 undefined'])
  t.match((await target.get('/deployed-versions/d-1')).body, {
    currentlyDeployed: false,
    undeployedAt: '2025-03-01T10:31:00+00:00'
  })

  t.same(
    (await target.get('/pacticipants/web')).body._embedded.labels.map(({ name }: { name: string }) => name),
    ['team-a']
  )
  const { body: hook } = await target.get('/webhooks/0123456789012345678901')
  t.match(hook, {
    description: 'Build api',
    consumer: { name: 'web' },
    enabled: false,
    events: [{ name: 'contract_requiring_verification_published' }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: webhook templates look like this
    request: { url: 'https://ci.example/build?pact=${pactbroker.pactUrl}', username: 'ci', body: { branch: 'main' } },
    createdAt: '2025-03-01T10:06:00+00:00'
  })
  t.notMatch(JSON.stringify(hook.request), /\*|Authorization/)
  t.match((await target.get('/webhooks/abcdefghijklmnopqrstuv')).body, { enabled: true, provider: { label: 'team-a' } })
  t.same(report.remarks, [
    'The webhook 0123456789012345678901 came without the header Authorization and the password: give that here, then enable it.'
  ])
  await target.must([200], 'PUT', '/webhooks/0123456789012345678901', { ...hook, enabled: true })

  // What the source gives later comes with the next run, and little is asked again.
  source.instead[`/pacts/provider/api/consumer/web/pact-version/${contents.stock}/metadata/Y3ZuPTE/verification-results/44`] = {
    providerApplicationVersion: '11',
    success: false,
    verificationDate: '2025-03-01T10:44:00+00:00',
    _links: {}
  }
  source.asked.length = 0
  const again = await importBroker(target.broker, { ...options, from: source.from })
  t.same(again.problems, [])
  t.equal(again.complete, true)
  t.equal((await target.get('/webhooks/0123456789012345678901')).body.enabled, true, 'a webhook that was completed here stays so')
  t.same(again.otherHashes, [hash], 'other hashes are told each time')
  const { asked, equal, allowed, differences: left } = again.answers
  t.same({ asked, equal, allowed }, { asked: 3, equal: 2, allowed: 1 })
  t.match(left[0]?.why, /live version is not left out: web 2 with api 10 \(no result\)/)
  t.notOk(
    source.asked.some(url => /tags|deployed-versions\/d|results\/4[13]/.test(url)),
    'what is here is not asked for again'
  )
})

t.test('what cannot be a source is refused in clear words', async t => {
  const target = await tellStory(t)
  const from = (url: string, more = {}) => importBroker(target.broker, { ...options, from: url, ...more })
  await t.rejects(from('http://127.0.0.1:1'), { code: 'no-answer', message: /127.0.0.1:1\/ does not answer/ })
  await t.rejects(from('broker.example'), { code: 'refused', message: /must be an address/ })
  await t.rejects(from('http://me:secret@broker.example'), { code: 'refused', message: /--username/ })

  const locked = await referenceSource(t, {}, `Basic ${Buffer.from('me:sécret').toString('base64')}`)
  await t.rejects(from(locked.from), { code: 'refused', message: /does not let us in \(401\): give --username/ })
  await t.rejects(from(locked.from, { token: 'x', username: 'me' }), { code: 'refused', message: /not both/ })
  t.equal((await from(locked.from, { username: 'me', password: 'sécret' })).kinds.length > 5, true)

  const page = await referenceSource(t, { '/': '<html>Welcome</html>' })
  await t.rejects(from(page.from), { code: 'no-answer', message: /no Pact Broker/ })
  const down = await referenceSource(t, { '/': () => ({ status: 503, body: '' }) })
  await t.rejects(from(down.from), { code: 'no-answer', message: /status 503/ })
})

t.test('a page that is missing, and an answer that is too large, are told and passed over', async t => {
  const huge = '/pacts/provider/api/consumer/web/version/1'
  const source = await referenceSource(t, {
    '/pacticipants/web/versions?page=2&size=100': () => ({ status: 404, body: '' }),
    '/pacts/provider/api/consumer/web/version/2': 'x'.repeat(2000_000),
    [huge]: '[1,2'
  })
  const target = await tellStory(t)
  const report = await importBroker(target.broker, { ...options, from: source.from, largestAnswer: 1_000_000 })
  t.equal(report.complete, false)
  const problems = report.problems.map(({ kind, what, why }) => `${kind}: ${what}: ${why}`)
  t.match(problems[0], /versions: the versions of web: page 2 of the list is not there/)
  t.ok(problems.some(problem => /contracts: web 2 with api.*more than 1000000 bytes/.test(problem)))
  t.equal((await target.get(pactUrl('api', 'web', '3'))).status, 200, 'the rest is copied')
})

t.test('what is live after an import is compared with what providers offer already', async t => {
  const source = await referenceSource(t)
  const target = await tellStory(t)
  await offered(target, 'api', '11', apiWith([1]), true)
  const scheduled = () => target.broker.db.all(sql`select 1 as found from comparisons where state = 'queued'`)
  t.equal((await scheduled()).length, 0)
  await importBroker(target.broker, { ...options, from: source.from, intoExisting: true })
  t.not((await scheduled()).length, 0)
})
