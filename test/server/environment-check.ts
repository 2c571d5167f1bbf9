import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

const check = async (story: Story, name = 'production') =>
  (await story.must([200], 'GET', `/environments/${story.environmentId(name)}/check`)).body
const codes = (body: { reasons: Array<{ code: string }> }) => body.reasons.map(({ code }) => code)

await forEachEngine(t, 'an environment is proved when each live consumer fits each live provider', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  await story.environment('test')
  t.match(await check(story), { answer: 'yes', versions: [], reasons: [] }, 'where nothing is live, there is nothing to prove')

  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  t.match(await check(story), { answer: 'unknown', reasons: [{ code: 'provider-not-deployed', outcome: 'unknown' }] })

  await story.branched('api', '1', 'main')
  await story.branched('api', '2', 'main')
  await story.deployed('api', '1', 'production', 'blue')
  await story.deployed('api', '2', 'production', 'green')
  t.same(codes(await check(story)), ['never-verified', 'never-verified'])
  await story.verified('web', '1', 'api', '1')
  const half = await check(story)
  t.match(half, {
    answer: 'unknown',
    versions: [
      { pacticipant: 'api', version: '2' },
      { pacticipant: 'api', version: '1' },
      { pacticipant: 'web', version: '1' }
    ]
  })
  t.match(half.reasons, [
    {
      code: 'not-verified-with-live-version',
      sentence: /web 1 with api 2/,
      pairing: { provider: { name: 'api', version: '2' } },
      evidence: /\/pacts\/provider\/api\/consumer\/web\/version\/1$/,
      clearsByItself: false,
      next: /verify/
    },
    { code: 'verified', outcome: 'pass', pairing: { provider: { version: '1' } } }
  ])
  await story.verified('web', '1', 'api', '2', false)
  t.match(await check(story), { answer: 'no' })
  await story.verified('web', '1', 'api', '2')
  t.match(await check(story), { answer: 'yes' })
  t.match(await check(story, 'test'), { answer: 'yes', versions: [] })

  await story.released('web', '1', 'production')
  t.equal(codes(await check(story)).length, 2, 'what is both deployed and released is live once')
})

t.test('a contract of an application with itself is among what must hold', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  for (const number of ['1', '2']) {
    await story.published('web', number, { web: Number(number) })
    await story.released('web', number, 'production')
  }
  t.equal(codes(await check(story)).length, 4)
  for (const consumer of ['1', '2']) for (const provider of ['1', '2']) await story.verified('web', consumer, 'web', provider)
  t.match(await check(story), { answer: 'yes' })
})

t.test('policies hold for the check as for a verdict', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { bank: 1 })
  await story.deployed('web', '1', 'production')
  const policy = { kind: 'provider-not-deployed', provider: 'bank', rule: 'external', reason: 'not ours' }
  await story.must([201], 'PUT', '/policies', policy)
  t.match(await check(story), { answer: 'unknown', reasons: [{ code: 'never-verified' }] })
  await story.verified('web', '1', 'bank', '9')
  t.match(await check(story), { answer: 'yes', reasons: [{ code: 'verified' }] })
  await story.must([200], 'PUT', '/policies', { ...policy, rule: 'stubbed' })
  t.match(await check(story), { answer: 'yes', reasons: [{ code: 'ignored' }] })
})

t.test('the environment links to its check', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  const id = story.environmentId('production')
  const { body } = await story.get(`/environments/${id}`)
  const { pathname } = new URL(body._links['soloist:check'].href)
  t.equal(pathname, `/environments/${id}/check`)
  t.match(body._links.curies, [{ name: 'soloist', templated: true }])
  t.match((await story.get(pathname)).body._links, { self: { href: body._links['soloist:check'].href }, 'pb:environment': {} })
  t.match(await story.get('/environments/x/check'), { status: 404 })
})

await forEachEngine(t, 'the check takes a handful of statements, however much is live', async (t, engine) => {
  let statements: string[] = []
  const story = await tellStory(t, { engine, onStatement: text => statements.push(text) })
  await story.environment('production')
  await story.branched('hub', '1', 'main')
  await story.deployed('hub', '1', 'production')
  for (let i = 1; i <= 30; i++) {
    await story.published(`consumer-${i}`, '1', { hub: i })
    await story.deployed(`consumer-${i}`, '1', 'production')
    await story.verified(`consumer-${i}`, '1', 'hub', '1')
  }
  statements = []
  const { answer, reasons } = await check(story)
  t.equal(answer, 'yes')
  t.equal(reasons.length, 30)
  t.ok(statements.length <= 5, `${statements.length} statements`)
})
