import t from 'tap'
import { ensureApplications } from '../../server/storage/applications.ts'
import { forEachEngine } from '../engines.ts'
import { pactOf, tellStory } from '../story.ts'

const anyCase = { caseSensitiveNames: false, checkForSimilarNames: false }

await forEachEngine(t, 'names in any case find what is stored', async (t, engine) => {
  const { published, verified, tagged, deployed, environment, request, get, canIDeploy } = await tellStory(t, {
    engine,
    config: anyCase
  })
  await published('Web', '1.0-RC', { Api: 1 }, { branch: 'main' })
  await published('WEB', '1.0-rc', { API: 1 })
  await tagged('web', '1.0-rc', 'Prod')
  t.equal((await get('/pacticipants')).body._embedded.pacticipants.length, 2, 'none is created under another case')
  t.match(await get('/pacticipants/wEB/versions/1.0-rC'), { status: 200, body: { number: '1.0-RC' } })
  t.match(await get('/pacticipants/web/latest-version/prod'), { status: 200, body: { number: '1.0-RC' } })
  t.match(await get('/pacts/provider/api/consumer/web/version/1.0-rc'), { status: 200, body: { consumer: { name: 'Web' } } })
  const raw = pactOf('weB', 'apI', 1)
  t.match(await request('PUT', '/pacts/provider/api/consumer/web/version/1.0-RC', raw), { status: 200 })
  await verified('web', '1.0-rc', 'api', '2-A')
  await verified('web', '1.0-rc', 'api', '2-a')
  t.match((await get('/pacticipants/api/versions')).body._embedded.versions, [{ number: '2-A' }])
  await environment('prod')
  await deployed('API', '2-a', 'prod')
  t.match(await canIDeploy('web', '1.0-rc', 'prod'), { summary: { deployable: true } })
  const matrix = await get('/matrix?q[][pacticipant]=wEb&q[][tag]=PROD&q[][pacticipant]=api&latestby=cvpv')
  t.equal(matrix.body.matrix.length, 1)
  const asked = { consumerVersionSelectors: [{ consumer: 'WEB', branch: 'main' }] }
  t.equal((await request('POST', '/pacts/provider/api/for-verification', asked)).body._embedded.pacts.length, 1)
})

t.test('branches keep their case; a name that could be several is refused', async t => {
  const { branched, get, broker } = await tellStory(t, { config: anyCase })
  await branched('web', '1', 'main')
  t.match(await get('/pacticipants/WEB/branches/Main'), { status: 404 })
  await broker.db.transaction(tx => ensureApplications(tx, ['Web'], 0))
  t.match(await get('/pacticipants/WEB'), { status: 400, body: { errors: [/WEB could be Web or web/] } })
  t.match(await get('/pacticipants/Web'), { status: 200, body: { name: 'Web' } })
})

t.test('by default names are what they are, letter for letter', async t => {
  const { published, get } = await tellStory(t)
  await published('Web', '1', { Api: 1 })
  t.match(await get('/pacticipants/web'), { status: 404 })
})
