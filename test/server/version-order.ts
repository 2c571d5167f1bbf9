import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const byNumber = { orderVersionsByDate: false }

await forEachEngine(t, 'versions are ordered by number, in whatever order they come', async (t, engine) => {
  const { published, tagged, verified, get } = await tellStory(t, { engine, config: byNumber })
  await published('api', '1.0.0', { db: 9 })
  for (const number of ['2.0.0', '1.10.0', '1.2.0', '10', '1.9.0']) await published('web', number, { api: 1 })
  for (const number of ['1.10.0', '1.2.0', '1.9.0']) await tagged('web', number, 'old')
  const list = await get('/pacticipants/web/versions')
  const numbers = list.body._embedded.versions.map((version: { number: string }) => version.number)
  t.same(numbers, ['10', '2.0.0', '1.10.0', '1.9.0', '1.2.0'])
  t.equal((await get('/pacticipants/web/latest-version')).body.number, '10')
  t.equal((await get('/pacticipants/web/latest-version/old')).body.number, '1.10.0', 'tags move with their versions')
  await published('web', '1.5.0', { api: 1 })
  t.equal((await get('/pacticipants/web/latest-version/old')).body.number, '1.10.0')
  await verified('web', '10', 'api', '0.5.0')
  t.equal((await get('/pacticipants/api/latest-version')).body.number, '1.0.0')
})

t.test('a version that is no number is refused, where it is published and where it verifies', async t => {
  const { published, request, get } = await tellStory(t, { config: byNumber })
  await published('web', '1', { api: 1 })
  const refusal = { status: 400, body: { errors: [/is no number such as 1\.2\.3/] } }
  t.match(await request('PUT', '/pacticipants/web/versions/main', {}), refusal)
  t.match(await request('PUT', '/pacts/provider/api/consumer/web/version/abc', { interactions: [] }), refusal)
  const pact = await get('/pacts/provider/api/consumer/web/version/1')
  const { pathname } = new URL(pact.body._links['pb:publish-verification-results'].href)
  t.match(await request('POST', pathname, { success: true, providerApplicationVersion: 'main' }), refusal)
  t.match(await get('/pacticipants/web/versions/main'), { status: 404 })
})

await forEachEngine(t, 'versions that come at the same time each get a place of their own', async (t, engine) => {
  const { application, request, get } = await tellStory(t, { engine, config: byNumber })
  await application('web')
  const numbers = Array.from({ length: 12 }, (_, i) => `${(i * 7) % 12}`)
  await Promise.all(numbers.map(number => request('PUT', `/pacticipants/web/versions/${number}`, {})))
  const list = await get('/pacticipants/web/versions')
  const found = list.body._embedded.versions.map((version: { number: string }) => Number(version.number))
  t.same(found, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
})
