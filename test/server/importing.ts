import t from 'tap'
import { importBroker } from '../../server/import/import-broker.ts'
import { Sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { addresses, odd, richBroker, withoutHost } from '../rich-broker.ts'
import { pactUrl, type Story, tellStory } from '../story.ts'

t.setTimeout(0)

const options = { waits: [1, 1] }

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

await forEachEngine(t, 'an imported broker tells the same history, to the letter', async (t, engine) => {
  const source = await richBroker(t, engine)
  const target = await tellStory(t, { engine, now: source.broker.now })
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
  const target = await tellStory(t, { engine, now: source.broker.now })
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
