import t, { type Test } from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { tellStory } from '../story.ts'

const json = { 'content-type': 'application/json' }

async function shopInProduction(t: Test) {
  const story = await tellStory(t)
  await story.environment('prod', true)
  for (const number of ['1', '2']) await story.branched('shop', number, 'main')
  const id = story.environmentId('prod')
  return {
    ...story,
    deployments: (number: string) => `/pacticipants/shop/versions/${number}/deployed-versions/environment/${id}`,
    releases: (number: string) => `/pacticipants/shop/versions/${number}/released-versions/environment/${id}`,
    current: `/environments/${id}/deployed-versions/currently-deployed`,
    supported: `/environments/${id}/released-versions/currently-supported`
  }
}

t.test('a deployment displaces the one before in its slot, and a repeated one changes nothing', async t => {
  const { deployed, get, request, deployments, current } = await shopInProduction(t)
  const first = await deployed('shop', '1', 'prod')
  t.match(first, {
    status: 201,
    headers: { location: new RegExp(`/deployed-versions/${first.body.uuid}$`) },
    body: {
      currentlyDeployed: true,
      _embedded: { pacticipant: { name: 'shop' }, version: { number: '1' }, environment: { name: 'prod', production: true } },
      _links: { self: { href: new RegExp(`/deployed-versions/${first.body.uuid}$`) } }
    }
  })
  t.notOk('target' in first.body || 'applicationInstance' in first.body)
  t.equal((await deployed('shop', '1', 'prod')).body.uuid, first.body.uuid)
  const second = await deployed('shop', '2', 'prod')
  t.match(await get(`/deployed-versions/${first.body.uuid}`), {
    status: 200,
    body: { currentlyDeployed: false, undeployedAt: /./ }
  })
  const back = await deployed('shop', '1', 'prod')
  t.not(back.body.uuid, first.body.uuid, 'a rollback is a deployment of its own')
  t.match(await get(`/deployed-versions/${second.body.uuid}`), { body: { currentlyDeployed: false } })
  const history = (await get(deployments('1'))).body
  t.same(
    history._embedded.deployedVersions.map(({ uuid }: { uuid: string }) => uuid),
    [back.body.uuid, first.body.uuid]
  )
  t.notOk('_embedded' in history._embedded.deployedVersions[0])
  const live = (await get(current)).body
  t.match(live._embedded.deployedVersions, [
    { uuid: back.body.uuid, _embedded: { pacticipant: { name: 'shop' }, version: { number: '1' } } }
  ])
  t.notOk('environment' in live._embedded.deployedVersions[0]._embedded)
  t.match(await request('POST', deployments('1'), '', json), { status: 201 }, 'a body is optional')
  t.match(await request('POST', deployments('1')), { status: 415 })
  t.match(await request('POST', deployments('9'), {}), { status: 404, body: { error: /9 of shop/ } })
  t.match(await request('POST', deployments('1').replace(/[^/]+$/, 'nowhere'), {}), { status: 404, body: { error: /nowhere/ } })
  t.match(await request('POST', deployments('9'), { applicationInstance: 1 }), { status: 400 })
  t.match(await request('POST', deployments('1'), { target: 'a\u0007' }), { status: 400 })
})

t.test('each instance is a slot of its own', async t => {
  const { deployed, get, request, deployments, current } = await shopInProduction(t)
  await deployed('shop', '1', 'prod')
  await deployed('shop', '1', 'prod', 'blue')
  t.match(await request('POST', deployments('2'), { target: 'green' }), {
    status: 201,
    body: { applicationInstance: 'green', target: 'green' }
  })
  const instances = async (query: string) =>
    (await get(current + query)).body._embedded.deployedVersions.map(
      (each: { applicationInstance?: string }) => each.applicationInstance ?? ''
    )
  t.same(await instances(''), ['green', 'blue', ''])
  t.same(await instances('?pacticipant=shop&applicationInstance=blue'), ['blue'])
  t.same(await instances('?target=green'), ['green'])
  t.same(await instances('?applicationInstance='), [''])
  t.same(await instances('?pacticipant=other'), [])
  t.match((await get(`${current}?pacticipant=shop`)).body._links.self.href, /currently-deployed\?pacticipant=shop$/)
})

t.test('what is undeployed stays so', async t => {
  const { deployed, get, request, current, broker } = await shopInProduction(t)
  const { uuid } = (await deployed('shop', '1', 'prod')).body
  const url = `/deployed-versions/${uuid}`
  t.match(await request('PATCH', url, { currentlyDeployed: true }), {
    status: 422,
    body: { errors: { currentlyDeployed: [/./] } }
  })
  t.match(await request('PATCH', url, { currentlyDeployed: 'no' }), { status: 400 })
  t.match(await request('PATCH', url, { currentlyDeployed: false }, json), { status: 415 })
  t.match(await request('PATCH', url, {}), { status: 200, body: { currentlyDeployed: true } })
  t.match(await request('PATCH', url, { currentlyDeployed: false }), {
    status: 200,
    body: { currentlyDeployed: false, undeployedAt: /./ }
  })
  t.match(await request('PATCH', url, { currentlyDeployed: false }), { status: 200, body: { currentlyDeployed: false } })
  t.same((await get(current)).body._embedded.deployedVersions, [])
  t.match(await request('PATCH', '/deployed-versions/none', { currentlyDeployed: false }), { status: 404 })
  const kinds = await broker.db.all(sql`select kind from events where kind like 'deployment%' order by id`)
  t.same(kinds, [{ kind: 'deployment_recorded' }, { kind: 'deployment_ended' }], 'nothing is told twice')
})

t.test('a release is supported beside others until that ends, and may be taken up again', async t => {
  const { get, request, releases, supported, broker } = await shopInProduction(t)
  const first = await request('POST', releases('1'), {})
  t.match(first, {
    status: 201,
    headers: { location: new RegExp(`/released-versions/${first.body.uuid}$`) },
    body: {
      currentlySupported: true,
      _embedded: { pacticipant: { name: 'shop' }, version: { number: '1' }, environment: { name: 'prod' } }
    }
  })
  t.match(await request('POST', releases('1'), '', json), {
    status: 200,
    headers: { location: /./ },
    body: { uuid: first.body.uuid }
  })
  await request('POST', releases('2'), {})
  const numbers = async (query = '') =>
    (await get(supported + query)).body._embedded.releasedVersions.map(
      (each: { _embedded: { version: { number: string } } }) => each._embedded.version.number
    )
  t.same(await numbers(), ['2', '1'])
  t.same(await numbers('?pacticipant=shop&version=1'), ['1'])
  t.same(await numbers('?pacticipant=other'), [])
  t.match((await get(releases('1'))).body._embedded.releasedVersions, [{ uuid: first.body.uuid }])
  const url = `/released-versions/${first.body.uuid}`
  t.match(await request('PATCH', url, { currentlySupported: true }), {
    status: 422,
    body: { errors: { currentlySupported: [/./] } }
  })
  t.match(await request('PATCH', url, { currentlySupported: false }, json), { status: 415 })
  t.match(await request('PATCH', url, { currentlySupported: false }), {
    status: 200,
    body: { currentlySupported: false, supportEndedAt: /./ }
  })
  t.same(await numbers(), ['2'])
  const again = await request('POST', releases('1'), {})
  t.match(again, { status: 200, body: { uuid: first.body.uuid, currentlySupported: true } })
  t.notOk('supportEndedAt' in again.body)
  t.same(await numbers(), ['2', '1'])
  t.match(await get(url), { status: 200 })
  t.match(await get('/released-versions/none'), { status: 404 })
  t.match(await request('POST', releases('9'), {}), { status: 404 })
  const kinds = await broker.db.all<{ kind: string }>(sql`select kind from events where kind like 'release%' order by id`)
  t.same(
    kinds.map(({ kind }) => kind),
    ['release_recorded', 'release_recorded', 'release_ended', 'release_recorded']
  )
})

t.test('nothing stays live of what is removed', async t => {
  const { deployed, released, request, environmentId, broker } = await shopInProduction(t)
  const live = async () => (await broker.db.all(sql`select id from live`)).length
  await deployed('shop', '1', 'prod')
  await deployed('shop', '2', 'prod')
  await released('shop', '1', 'prod')
  t.equal(await live(), 2)
  await request('DELETE', '/pacticipants/shop/versions/2')
  t.equal(await live(), 1, 'the deployment before does not come back')
  await request('DELETE', `/environments/${environmentId('prod')}`)
  t.equal(await live(), 0)
})
