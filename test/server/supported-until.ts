import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const lastMoment = Date.UTC(2030, 0, 11) - 1

await forEachEngine(t, 'a release counts up to the end of its last day, everywhere', async (t, engine) => {
  const clock = { now: Date.UTC(2030, 0, 1) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production', true)
  await story.published('app', '1', { api: 1 }, { branch: 'main' })
  await story.published('app', '2', { api: 2 }, { branch: 'main' })
  await story.branched('api', '1', 'main')
  await story.verified('app', '1', 'api', '1', false)
  await story.verified('app', '2', 'api', '1')
  await story.released('app', '2', 'production')
  const { body } = await story.released('app', '1', 'production', { supportedUntil: '2030-01-10' })
  t.match(body, { currentlySupported: true, supportedUntil: '2030-01-10' })

  const id = story.environmentId('production')
  const seen = async () => ({
    answer: (await story.canIDeploy('api', '1', 'production')).verdict.answer,
    matrix: (await story.canIDeploy('api', '1', 'production')).matrix.length,
    check: (await story.get(`/environments/${id}/check`)).body.versions.length,
    document: (await story.get(`/released-versions/${body.uuid}`)).body.currentlySupported,
    ended: (await story.get(`/released-versions/${body.uuid}`)).body.supportEndedAt,
    listed: (await story.get(`/environments/${id}/released-versions/currently-supported`)).body._embedded.releasedVersions.length,
    ofVersion: (await story.get(`/pacticipants/app/versions/1/released-versions/environment/${id}`)).body._embedded
      .releasedVersions[0].currentlySupported,
    link: (await story.get('/pacticipants/app/versions/1')).body._links['pb:released-environments'][0].currently_supported,
    toVerify: (
      await story.must([200], 'POST', '/pacts/provider/api/for-verification', {
        consumerVersionSelectors: [{ deployedOrReleased: true }]
      })
    ).body._embedded.pacts.length,
    selected: (
      await story.get(
        '/matrix?q[][pacticipant]=app&q[][environment]=production&q[][pacticipant]=api&q[][version]=1&latestby=cvpv'
      )
    ).body.matrix.length,
    shown: (await story.get('/matrix?q[][pacticipant]=app&q[][version]=1&q[][pacticipant]=api&q[][version]=1&latestby=cvpv')).body
      .matrix[0].consumer.version.environments.length
  })
  const supported = {
    document: true,
    ended: undefined,
    listed: 2,
    ofVersion: true,
    link: true,
    toVerify: 2,
    selected: 2,
    shown: 1
  }
  const over = { document: false, ended: '2030-01-10T23:59:59+00:00', listed: 1, ofVersion: false, link: false, toVerify: 1 }
  t.same(await seen(), { answer: 'no', matrix: 2, check: 2, ...supported })
  clock.now = lastMoment
  t.same(await seen(), { answer: 'no', matrix: 2, check: 2, ...supported })
  clock.now = lastMoment + 1
  t.same(await seen(), { answer: 'yes', matrix: 1, check: 1, ...over, selected: 1, shown: 0 })
})

await forEachEngine(t, 'the last day is moved, taken back, and given anew with a new release', async (t, engine) => {
  const clock = { now: Date.UTC(2030, 0, 1) }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production', true)
  await story.branched('app', '1', 'main')
  const first = await story.released('app', '1', 'production', { supportedUntil: '2030-01-10' })
  t.equal(first.status, 201)
  const path = `/released-versions/${first.body.uuid}`
  const until = async () => (await story.get(path)).body.supportedUntil

  t.match(
    await story.released('app', '1', 'production'),
    { status: 200, body: { supportedUntil: '2030-01-10' } },
    'left as it is'
  )
  t.match(await story.released('app', '1', 'production', { supportedUntil: '2030-02-01' }), { status: 200 })
  t.equal(await until(), '2030-02-01')
  t.match(await story.request('PATCH', path, { supportedUntil: '2030-01-01' }), {
    status: 200,
    body: { currentlySupported: true }
  })
  t.match(await story.request('PATCH', path, {}), { status: 200, body: { supportedUntil: '2030-01-01' } })
  t.match(await story.request('PATCH', path, { supportedUntil: null }), { status: 200 })
  t.equal(await until(), undefined)
  await story.request('PATCH', path, { supportedUntil: '2030-01-02' })

  clock.now = Date.UTC(2030, 0, 3)
  t.match(await story.request('PATCH', path, { supportedUntil: '2030-03-01' }), {
    status: 422,
    body: { errors: { supportedUntil: [/record the release again/] } }
  })
  const ended = await story.request('PATCH', path, { currentlySupported: false })
  t.match(ended, { status: 200, body: { supportEndedAt: '2030-01-02T23:59:59+00:00' } }, 'it ended when its last day did')
  const again = await story.released('app', '1', 'production')
  t.match(again, { status: 200, body: { uuid: first.body.uuid, currentlySupported: true } })
  t.notOk('supportedUntil' in again.body, 'a new promise has no end unless one is given')
  const id = story.environmentId('production')
  const supported = async () => (await story.get(`/environments/${id}/released-versions/currently-supported`)).body._embedded
  t.match(await supported(), { releasedVersions: [{ currentlySupported: true }] })
  t.match(await story.request('PATCH', path, { currentlySupported: false }), {
    body: { supportEndedAt: '2030-01-03T00:00:00+00:00' }
  })
  t.same((await supported()).releasedVersions, [])
})

t.test('a last day that is none, or over, is refused', async t => {
  const story = await tellStory(t, { now: () => Date.UTC(2030, 0, 5) })
  await story.environment('production', true)
  await story.branched('app', '1', 'main')
  const path = `/pacticipants/app/versions/1/released-versions/environment/${story.environmentId('production')}`
  const cases: Array<[day: unknown, problem: RegExp]> = [
    ['2030-02-30', /must be a date like 2026-01-31/],
    ['2030-1-1', /must be a date/],
    ['soon', /must be a date/],
    ['2030-01-04', /is over; to end the support now, set currentlySupported to false/],
    [5, /must be a string/]
  ]
  for (const [supportedUntil, problem] of cases) {
    const refused = { status: 400, body: { errors: { supportedUntil: [problem] } } }
    t.match(await story.request('POST', path, { supportedUntil }), refused, String(supportedUntil))
  }
  const { body } = await story.released('app', '1', 'production')
  t.match(await story.request('PATCH', `/released-versions/${body.uuid}`, { supportedUntil: '2030-01-04' }), { status: 400 })
})
