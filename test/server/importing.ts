import t, { type Test } from 'tap'
import { encodeName } from '../../server/hal/urls.ts'
import { importBroker } from '../../server/import/import-broker.ts'
import { Sql } from '../../server/storage/sql.ts'
import { type Engine, forEachEngine } from '../engines.ts'
import { pactUrl, type Story, tellStory } from '../story.ts'

t.setTimeout(240_000)

const options = { waits: [1, 1] }

/** Of what a person wrote nothing gets lost: digits, key order, white space, `_id`s of his own. */
const odd = `{ "consumer": {"name": "web"}, "provider": {"name": "api/v2"},
  "interactions": [ {"description": "a", "request": {"method": "GET", "path": "/"}, "response": {"status": 200, "body": {"200": 1.0, "1": 12345678901234567890}}},
    {"_id": "my-own", "description": "b", "request": {"method": "GET", "path": "/"}, "response": {"status": 200}} ],
  "metadata": {"pactSpecification": {"version": "2.0.0"}} }`

async function richBroker(t: Test, engine: Engine) {
  let now = Date.parse('2026-01-31T00:00:00Z')
  const later = (seconds: number) => {
    now += seconds * 1000
  }
  const story = await tellStory(t, { engine, now: () => (now += 1000), config: { allowContractModification: true } })
  await story.environment('test')
  await story.environment('production', true)
  await story.application('web', { mainBranch: 'trunk', repositoryUrl: 'https://git.example/web', displayName: 'The Web' })
  await story.application('api/v2')
  await story.application('alone', { repositoryNamespace: 'shop' })
  await story.must([201], 'PUT', pactUrl('api/v2', 'web', '1'), odd)
  await story.published(
    'web',
    '2',
    { 'api/v2': 2, mail: 1 },
    { branch: 'trunk', tags: ['dev'], buildUrl: 'https://ci.example/2' }
  )
  await story.verified('web', '1', 'api/v2', '10', true, { buildUrl: 'https://ci.example/10' })
  await story.verified('web', '2', 'api/v2', '10', false)
  // Content that is overwritten later, with a result of its own.
  await story.published('web', '3', { 'api/v2': 3 }, { branch: 'feat/x y' })
  await story.verified('web', '3', 'api/v2', '11', true)
  await story.published('web', '3', { 'api/v2': 2 })
  await story.verified('web', '3', 'api/v2', '10', true, {
    testResults: [{ interactionId: 'x', success: true, time: 1.5 }],
    verifiedBy: { implementation: 'Pact-Rust', version: '1.4.8', clientLanguage: { name: 'pact-js', version: '17' } }
  })
  await story.branched('web', '1', 'trunk')
  await story.branched('api/v2', '11', 'main')
  later(60)
  await story.tagged('web', '1', 'released')
  await story.deployed('api/v2', '10', 'production')
  await story.deployed('api/v2', '11', 'production')
  await story.deployed('api/v2', '10', 'production', 'blue')
  await story.deployed('web', '2', 'test')
  await story.released('web', '1', 'production')
  await story.released('web', '2', 'production')
  const { body } = await story.get(`/environments/${story.environmentId('production')}/released-versions/currently-supported`)
  const over = body._embedded.releasedVersions.find(
    (each: { _embedded: { version: { number: string } } }) => each._embedded.version.number === '2'
  )
  await story.must([200], 'PATCH', new URL(over._links.self.href).pathname, { currentlySupported: false })
  return { ...story, from: await story.app.listen({ port: 0 }), later }
}

const tables = [
  'applications',
  'versions',
  'branches',
  'branch_versions',
  'tags',
  'environments',
  'contracts',
  'publications',
  'verifications',
  'latest_verifications',
  'deployed_versions',
  'released_versions',
  'live',
  'integrations',
  'events',
  'imported'
]

async function everything({ broker }: Story): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const table of tables) {
    const all = await broker.db.all<object>(new Sql([`select * from ${table}`], []))
    rows[table] = all.map(row => JSON.stringify(row)).sort()
  }
  return rows
}

/** Addresses whose documents must be the same on both sides. */
function addresses(story: Story): string[] {
  const version = (name: string, number: string) => `/pacticipants/${encodeName(name)}/versions/${encodeName(number)}`
  const environment = story.environmentId('production')
  return [
    '/pacticipants',
    '/environments',
    ...['web', 'api/v2', 'alone'].flatMap(name => [
      `/pacticipants/${encodeName(name)}`,
      `/pacticipants/${encodeName(name)}/versions`,
      `/pacticipants/${encodeName(name)}/branches`
    ]),
    `${version('web', '1')}/tags/released`,
    '/pacticipants/web/branches/trunk/versions/1',
    '/pacticipants/web/branches/trunk/latest-version',
    ...['1', '2', '3'].map(number => pactUrl('api/v2', 'web', number)),
    ...['1', '2', '3'].map(number => `/verification-results/consumer/web/version/${number}/latest`),
    `/environments/${environment}/deployed-versions/currently-deployed`,
    `/environments/${environment}/released-versions/currently-supported`,
    `${version('api/v2', '10')}/deployed-versions/environment/${environment}`,
    '/matrix?q[][pacticipant]=web&q[][pacticipant]=api%2Fv2',
    `/can-i-deploy?pacticipant=web&version=3&environment=production`
  ]
}

const withoutHost = (text: string) => text.replace(/http:\/\/[^/"]+/g, '')

await forEachEngine(t, 'an imported broker tells the same history, to the letter', async (t, engine) => {
  const source = await richBroker(t, engine)
  const target = await tellStory(t, { engine })
  const report = await importBroker(target.broker, { ...options, from: source.from })
  t.same(report.problems, [])
  t.same(report.remarks, [])
  t.equal(report.complete, true)
  t.equal(report.answers.differs, 0)
  t.ok(report.answers.asked > 3)
  for (const { kind, source, here, copied } of report.kinds) {
    t.equal(here, source, kind)
    if (kind !== 'integrations') t.equal(copied, source, kind)
  }
  for (const address of addresses(source)) {
    const there = await source.get(address)
    const here = await target.get(address)
    t.equal(here.status, there.status, address)
    t.equal(withoutHost(here.text), withoutHost(there.text), address)
  }
  t.match((await target.get(pactUrl('api/v2', 'web', '1'))).text, odd.slice(odd.indexOf('"my-own"')).slice(0, 100))
  t.same(await target.broker.db.all(new Sql(['select * from events'], [])), [], 'nothing is announced')

  const before = await everything(target)
  const again = await importBroker(target.broker, { ...options, from: `${source.from}/` })
  t.equal(again.complete, true)
  t.same(await everything(target), before, 'importing again changes nothing')

  // What comes to the source later, comes here with the next import.
  source.later(100)
  await source.published('web', '4', { 'api/v2': 4 }, { branch: 'trunk' })
  await source.verified('web', '2', 'api/v2', '10', true)
  await source.deployed('web', '4', 'test')
  await source.must([204], 'DELETE', '/pacticipants/web/branches/trunk/versions/2')
  const third = await importBroker(target.broker, { ...options, from: source.from })
  t.equal(third.complete, true)
  for (const address of ['/pacticipants/web/branches/trunk/latest-version', ...addresses(source).slice(-6)]) {
    if (address.startsWith('/matrix')) continue
    const there = withoutHost((await source.get(address)).text)
    t.equal(withoutHost((await target.get(address)).text), there, address)
  }
  const copied = third.kinds.filter(({ copied }) => copied > 0).map(({ kind, copied }) => `${kind} ${copied}`)
  t.same(copied, ['versions 1', 'memberships 1', 'contracts 1', 'results 1', 'deployments 2'])

  // Soloist goes on where the source ended.
  await target.published('web', '5', { 'api/v2': 2 })
  const posted = await target.verified('web', '5', 'api/v2', '12', true)
  t.match(posted.headers.location, /verification-results\/6$/)
})

await forEachEngine(t, 'an import does not undo what happened here since', async (t, engine) => {
  const source = await richBroker(t, engine)
  const target = await tellStory(t, { engine })
  await importBroker(target.broker, { ...options, from: source.from })
  const id = source.environmentId('production')
  await target.must(
    [201],
    'POST',
    `/pacticipants/api%2Fv2/versions/12/deployed-versions/environment/${id}`.replace('/12/', '/10/'),
    {}
  )
  await target.must([200], 'PATCH', '/pacticipants/web', { displayName: 'Renamed here' })
  await target.branched('web', '9', 'trunk')
  await importBroker(target.broker, { ...options, from: source.from })
  t.equal((await target.get('/pacticipants/web')).body.displayName, 'Renamed here')
  t.equal((await target.get('/pacticipants/web/branches/trunk/latest-version')).body.number, '9')
  const deployed = await target.get(
    `/environments/${id}/deployed-versions/currently-deployed?pacticipant=api%2Fv2&applicationInstance=`
  )
  t.equal(deployed.body._embedded.deployedVersions[0]._embedded.version.number, '10')
})

t.test('a target that holds other things is refused, or added to when asked', async t => {
  const source = await richBroker(t, 'sqlite')
  const target = await tellStory(t)
  await target.environment('production', true)
  await target.application('web', { mainBranch: 'main' })
  await target.published('web', '0', { 'api/v2': 77 })
  await target.verified('web', '0', 'api/v2', '10', false)
  const refused = importBroker(target.broker, { ...options, from: source.from })
  await t.rejects(refused, { code: 'refused', message: /holds 2 applications.*--into-existing/ })

  const report = await importBroker(target.broker, { ...options, from: source.from, intoExisting: true })
  t.equal(report.complete, true)
  t.same(report.remarks, ['Some results have other numbers here, since theirs were taken.'])
  const { body } = await target.get('/pacticipants/web')
  t.equal(body.mainBranch, 'main', 'what is known here stays')
  t.equal(body.repositoryUrl, 'https://git.example/web', 'what is not comes with it')
  t.equal(
    (await target.get(`/environments/${source.environmentId('production')}`)).status,
    200,
    'an unused environment takes the uuid'
  )
  t.equal((await target.get(pactUrl('api/v2', 'web', '0'))).status, 200)
})

t.test('a broker is not copied onto itself', async t => {
  const source = await richBroker(t, 'sqlite')
  const itself = importBroker(source.broker, { ...options, from: source.from, intoExisting: true })
  await t.rejects(itself, { code: 'refused', message: /the target itself/ })
})
