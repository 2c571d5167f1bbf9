import t, { type Test } from 'tap'
import { type Engine, forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const start = Date.UTC(2026, 0, 15, 10)

async function setting(t: Test, engine: Engine = 'sqlite') {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  const uuid = story.environmentId('production') as string
  const address = (name: string, version: string) => `/pacticipants/${name}/versions/${version}/reservations/environment/${uuid}`
  const reserve = (name: string, version: string, body: object = {}) => story.request('POST', address(name, version), body)
  const verdict = async (name: string, version: string) => {
    const { verdict } = await story.canIDeploy(name, version, 'production')
    return [verdict.answer, ...verdict.reasons.map(({ code }: { code: string }) => code)]
  }
  return { ...story, clock, uuid, address, reserve, verdict }
}

await forEachEngine(t, 'of two versions that do not fit, only one gets a place', async (t, engine) => {
  const { published, verified, deployed, reserve, verdict, must, get, uuid } = await setting(t, engine)
  await published('web', '1', { api: 1 })
  await published('web', '2', { api: 2 })
  await verified('web', '1', 'api', '1')
  await verified('web', '2', 'api', '1')
  await verified('web', '1', 'api', '2')
  await verified('web', '2', 'api', '2', false)
  await deployed('api', '1', 'production')
  await deployed('web', '1', 'production')
  t.same(await verdict('web', '2'), ['yes', 'verified'])
  t.same(await verdict('api', '2'), ['yes', 'verified'])

  const both = await Promise.all([reserve('web', '2'), reserve('api', '2')])
  t.same(both.map(({ status }) => status).sort(), [200, 201])
  const [winner] = both.filter(({ status }) => status === 201)
  const [loser] = both.filter(({ status }) => status === 200)
  t.match(winner?.body, {
    summary: { deployable: true },
    verdict: { answer: 'yes' },
    reservation: { leaseUntil: '2026-01-15T10:15:00+00:00' }
  })
  t.match(loser?.body, { summary: { deployable: false }, verdict: { answer: 'no' }, reservation: null })

  const { reservations } = (await get(`/environments/${uuid}/reservations`)).body._embedded
  t.equal(reservations.length, 1)
  await must([204], 'DELETE', `/reservations/${reservations[0].uuid}`)
  await must([404], 'DELETE', `/reservations/${reservations[0].uuid}`)
  t.same(await verdict('web', '2'), ['yes', 'verified'])
  t.same(await verdict('api', '2'), ['yes', 'verified'])
})

t.test('what is reserved counts until its lease ends, in the middle of a day', async t => {
  const { published, verified, deployed, reserve, verdict, clock, canIDeploy, get, uuid } = await setting(t)
  await published('web', '1', { api: 1 })
  await verified('web', '1', 'api', '1')
  await verified('web', '1', 'api', '2', false)
  await deployed('api', '1', 'production')
  const made = await reserve('api', '2', { lease: 60 })
  t.equal(made.status, 201)
  t.same(await verdict('web', '1'), ['no', 'verified', 'verification-failed'])
  const answer = await canIDeploy('web', '1', 'production')
  const [row] = answer.matrix.filter(
    ({ provider }: { provider: { version: { number: string } } }) => provider.version.number === '2'
  )
  t.match(row, { notes: ['reserved: api 2 is about to be deployed; it counts until 2026-01-15T10:01:00Z'] })
  t.match(answer.verdict.reasons[1].pairing, { provider: { name: 'api', version: '2', reserved: true } })
  t.same(row.provider.version.environments, [], 'it does not run there')
  t.same((await get(`/environments/${uuid}/deployed-versions/currently-deployed`)).body._embedded.deployedVersions.length, 1)
  t.match((await get(`/environments/${uuid}/check`)).body.versions, [{ pacticipant: 'api', version: '1' }])
  clock.now = start + 60_000
  t.same(await verdict('web', '1'), ['no', 'verified', 'verification-failed'], 'its last millisecond')
  clock.now++
  t.same(await verdict('web', '1'), ['yes', 'verified'])
  t.equal((await get(`/reservations/${made.body.reservation.uuid}`)).status, 404)
})

t.test('a reservation does not make a provider be there', async t => {
  const { published, verified, reserve, verdict, branched } = await setting(t)
  await branched('api', '1', 'main')
  t.equal((await reserve('api', '1')).status, 201)
  await published('web', '1', { api: 1 })
  await verified('web', '1', 'api', '1')
  t.same(await verdict('web', '1'), ['unknown', 'provider-not-deployed', 'verified'])
})

t.test('it ends when the version is deployed, and a new lease keeps its address', async t => {
  const { deployed, reserve, get, uuid, branched, must, address } = await setting(t)
  await branched('api', '1', 'main')
  const [first, second] = [await reserve('api', '1'), await reserve('api', '1', { lease: 3600 })]
  t.equal(first.body.reservation.uuid, second.body.reservation.uuid)
  t.equal(second.body.reservation.leaseUntil, '2026-01-15T11:00:00+00:00')
  await reserve('api', '1', { applicationInstance: 'blue' })
  t.equal((await get(address('api', '1'))).body._embedded.reservations.length, 2)
  await deployed('api', '1', 'production')
  const left = (await get(`/environments/${uuid}/reservations`)).body._embedded.reservations
  t.match(left, [{ applicationInstance: 'blue' }])
  t.equal(left.length, 1)
  for (const body of [{ lease: 0 }, { lease: 700_000 }, { ignore: [1] }, { applicationInstance: 'a\nb' }]) {
    await must([400], 'POST', address('api', '1'), body)
  }
  await must([404], 'POST', address('api', '9'), {})
})

t.test('an application with itself meets what is reserved of it, in both directions', async t => {
  const { published, verified, reserve, verdict } = await setting(t)
  await published('bus', '1', { bus: 1 })
  await published('bus', '2', { bus: 2 })
  for (const [consumer, provider] of ['11', '22', '12']) await verified('bus', consumer as string, 'bus', provider as string)
  t.equal((await reserve('bus', '1')).status, 201)
  t.same((await verdict('bus', '2')).toSorted(), ['not-verified-with-live-version', 'unknown', 'verified', 'verified'])
})
