import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { deliverAll, localReceiver, parameter, receiver } from '../receiver.ts'
import { type Story, tellStory } from '../story.ts'

const hour = 60 * 60 * 1000

/** web 1 goes to production, where api 5 runs, which never verified it. */
async function unproved(story: Story) {
  await story.environment('production', true)
  await story.published('api', '5', {})
  await story.deployed('api', '5', 'production')
  await story.published('web', '1', { api: 1 })
  const address = `/pacticipants/web/versions/1/overrides/environment/${story.environmentId('production')}`
  const ask = () => story.canIDeploy('web', '1', 'production')
  return { address, ask, override: (body: object) => story.request('POST', address, body) }
}

await forEachEngine(t, 'who answers for a version lets it go, for the reasons there are and for a time', async (t, engine) => {
  let now = Date.UTC(2026, 0, 10, 12)
  const story = await tellStory(t, { engine, now: () => now })
  const { address, ask, override } = await unproved(story)
  t.match(await ask(), { summary: { deployable: null }, verdict: { answer: 'unknown' } })
  const made = await override({ by: 'ann', reason: 'shop is down' })
  t.match(made, {
    status: 201,
    headers: { location: /\/overrides\/[^/]+$/ },
    body: {
      state: 'valid',
      pacticipant: 'web',
      version: '1',
      environment: 'production',
      by: 'ann',
      recordedBy: 'anonymous',
      reason: 'shop is down',
      until: '2026-01-11T12:00:00+00:00',
      covers: [{ code: 'never-verified', sentence: /web 1 with api 5/ }]
    }
  })
  const overridden = await ask()
  t.match(overridden, {
    summary: { deployable: true, unknown: 1 },
    verdict: {
      answer: 'unknown',
      override: { by: 'ann', reason: 'shop is down', until: '2026-01-11T12:00:00+00:00', url: made.headers.location },
      reasons: [{ code: 'never-verified', outcome: 'unknown' }]
    }
  })
  t.match(overridden.notices[0], { type: 'warning', text: /^OVERRIDDEN by ann until 2026-01-11T12:00:00Z \(shop is down\)/ })
  t.match(overridden.summary.reason, /OVERRIDDEN by ann/)

  await story.verified('web', '1', 'api', '5', false)
  const failed = await ask()
  t.match(failed, { summary: { deployable: false }, verdict: { answer: 'no' } }, 'what comes up later is not covered')
  t.notOk('override' in failed.verdict)
  t.match(failed.verdict.overrideNotCovering, { by: 'ann', notCovered: [/verification .* failed/] })
  t.match(failed.notices[0], {
    type: 'warning',
    text: /does not cover: The verification of the contract of web 1 with api 5 failed/
  })

  const second = await override({ by: 'bob', reason: 'still down', until: '2026-01-10T14:00:00Z' })
  t.match(await ask(), { summary: { deployable: true }, verdict: { answer: 'no', override: { by: 'bob' } } })
  now += 2 * hour
  t.match(await ask(), { summary: { deployable: true } }, 'in its last millisecond')
  now += 1
  const over = await ask()
  t.match(over, { summary: { deployable: false }, verdict: { overrideNotCovering: { by: 'ann' } } }, 'and no longer')
  t.match((await story.get(`/overrides/${second.body.uuid}`)).body, { state: 'expired' })
  now += 24 * hour
  t.notOk('overrideNotCovering' in (await ask()).verdict)
  t.match((await story.get(address)).body._embedded.overrides, [{ by: 'bob' }, { by: 'ann' }])
  t.match((await story.get('/overrides?size=1')).body, { page: { totalElements: 2 }, _embedded: { overrides: [{ by: 'bob' }] } })
})

await forEachEngine(t, 'an override is revoked, and stays known', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const { ask, override } = await unproved(story)
  const { body } = await override({ by: 'ann', reason: 'r', until: new Date(Date.now() + hour).toISOString() })
  t.match(await ask(), { summary: { deployable: true } })
  const url = `/overrides/${body.uuid}`
  t.equal((await story.request('DELETE', `${url}?reason=solved`)).status, 204)
  t.match(await ask(), { summary: { deployable: null } })
  const revoked = { state: 'revoked', revokedBy: 'anonymous', revokedBecause: 'solved', revokedAt: String }
  t.match((await story.get(url)).body, revoked)
  t.equal((await story.request('DELETE', `${url}?reason=again`)).status, 204)
  t.match((await story.get(url)).body, revoked, 'once')
  for (const method of ['GET', 'DELETE']) t.equal((await story.request(method, '/overrides/unknown')).status, 404)
})

await forEachEngine(t, 'it is bound to its version and environment, and to what the versions there are', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const { ask, override } = await unproved(story)
  await story.environment('test')
  await story.deployed('api', '5', 'test')
  await override({ by: 'ann', reason: 'r' })
  t.match(await story.canIDeploy('web', '1', 'test'), { summary: { deployable: null } })
  await story.published('web', '2', { api: 1 })
  t.match(
    await story.canIDeploy('web', '2', 'production'),
    { summary: { deployable: null } },
    'the same contract of another version'
  )
  const together = `/matrix?q[][pacticipant]=web&q[][version]=1&q[][pacticipant]=api&q[][version]=5&latestby=cvpv&environment=production`
  const { body } = await story.get(together)
  t.match(body, { summary: { deployable: null }, verdict: { together: true } })
  t.match(body.verdict.each[0], { override: { by: 'ann' } }, 'alone it may go')
  t.notOk('override' in body.verdict, 'together is another question')
  await story.published('api', '6', {})
  await story.deployed('api', '6', 'production')
  t.match(await ask(), { summary: { deployable: null }, verdict: { overrideNotCovering: { by: 'ann' } } }, 'another api is there')
})

t.test('what makes no sense is refused', async t => {
  const now = Date.UTC(2026, 0, 10, 12)
  const story = await tellStory(t, { now: () => now })
  const { override, address } = await unproved(story)
  const cases: Array<[body: object, errors: object]> = [
    [{}, { reason: ['is missing'] }],
    [{ reason: 'r' }, { by: [/is missing: who answers for it/] }],
    [
      { by: ' ', reason: ' ' },
      { by: ['cannot be blank'], reason: ['cannot be blank'] }
    ],
    [{ by: 'ann', reason: 'r', until: 'soon' }, { until: [/must be a time like/] }],
    [{ by: 'ann', reason: 'r', until: '2026-01-10T12:00:00' }, { until: [/must be a time like/] }],
    [{ by: 'ann', reason: 'r', until: '2026-01-10T12:00:00Z' }, { until: ['must be in the future'] }],
    [{ by: 'ann', reason: 'r', until: '2026-01-17' }, { until: [/at most 7 days ahead, 2026-01-17T12:00:00Z/] }]
  ]
  for (const [body, errors] of cases) t.match(await override(body), { status: 400, body: { errors } })
  t.match(await override({ by: 'ann', reason: 'r', until: '2026-01-16' }), {
    status: 201,
    body: { until: /^2026-01-16T23:59:59/ }
  })
  t.equal((await story.request('POST', address.replace('web', 'nobody'), { by: 'ann', reason: 'r' })).status, 404)
  await story.verified('web', '1', 'api', '5')
  t.match(await override({ by: 'ann', reason: 'r' }), { status: 409, body: { error: /nothing to override/ } })
})

t.test('the account is kept, answers where nobody is named, and must be one that may write', async t => {
  const config = {
    basicAuthUsername: 'ann',
    basicAuthPassword: 'x',
    basicAuthReadOnlyUsername: 'bob',
    basicAuthReadOnlyPassword: 'y'
  }
  const story = await tellStory(t, { config })
  const as = (user: string) => ({ authorization: `Basic ${Buffer.from(user).toString('base64')}` })
  const put = (method: string, url: string, body: object) => story.request(method, url, body, as('ann:x'))
  const { body } = await put('POST', '/environments', { name: 'production', production: true })
  await put('PUT', '/pacticipants/web/versions/1', {})
  await put('PUT', '/policies', { kind: 'no-content', rule: 'unknown', reason: 'r' })
  const address = `/pacticipants/web/versions/1/overrides/environment/${body.uuid}`
  t.equal((await story.request('POST', address, { reason: 'r' }, as('bob:y'))).status, 401)
  t.match(await put('POST', address, { reason: 'r' }), {
    status: 201,
    body: { by: 'ann', recordedBy: 'ann', covers: [{ code: 'no-content' }] }
  })
  t.match(await put('POST', address, { by: 'carl', reason: 'r' }), { status: 201, body: { by: 'carl', recordedBy: 'ann' } })
})

t.test('webhooks are told of it, each once', async t => {
  const story = await tellStory(t, { config: localReceiver })
  const { override } = await unproved(story)
  const { url, calls } = await receiver(t, () => 200)
  const body = ['consumerName', 'environmentName', 'overrideUrl'].map(parameter).join(' ')
  const request = { method: 'POST', url, body }
  const events = [{ name: 'override_created' }]
  await story.must([201], 'POST', '/webhooks', { events, request })
  await story.must([201], 'POST', '/webhooks', { events, request, consumer: { name: 'web' }, provider: { name: 'api' } })
  await story.application('other')
  await story.must([201], 'POST', '/webhooks', { events, request, provider: { name: 'other' } })
  const made = await override({ by: 'ann', reason: 'r' })
  await deliverAll(story.broker)
  t.same(
    calls.map(({ text }) => text),
    Array(2).fill(`web production ${made.headers.location}`)
  )
})
