import t from 'tap'
import { claimComparison, makeComparison } from '../../server/actions/make-comparison.ts'
import { endedEarly } from '../../server/domain/compare-texts.ts'
import type { DueComparison } from '../../server/storage/comparison-queue.ts'
import { sql } from '../../server/storage/sql.ts'
import { apiWith, comparer, comparing, offered, settled } from '../comparing.ts'
import { forEachEngine } from '../engines.ts'
import { pactUrl, tellStory } from '../story.ts'

const pathOf = (href: string) => new URL(href).pathname

await forEachEngine(t, 'what a provider offers and checked itself proves a contract without any test', async (t, engine) => {
  const story = await tellStory(t, { engine })
  comparing(t, story)
  await story.environment('production')
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await offered(story, 'api', '1', apiWith([1]), true)
  await story.deployed('api', '1', 'production')
  await settled(story)
  const yes = await story.canIDeploy('web', '1', 'production')
  t.match(yes.verdict, { answer: 'yes', alone: 'yes', reasons: [{ code: 'compared', outcome: 'pass' }] })
  t.match(yes.summary, { deployable: true, success: 1, failed: 0, unknown: 0 })
  const [row] = yes.matrix
  t.match(row, { verificationResult: { success: true }, comparison: { outcome: 'pass' } })
  const evidence = pathOf(row.verificationResult._links.self.href)
  t.match(evidence, /^\/comparisons\/\d+$/)
  t.equal(pathOf(yes.verdict.reasons[0].evidence), evidence)
  t.match((await story.get(evidence)).body, { state: 'done', outcome: 'pass', counts: { error: 0 }, findings: [] })

  await offered(story, 'api', '2', apiWith([2]), true)
  await story.deployed('web', '1', 'production')
  await settled(story)
  const no = await story.canIDeploy('api', '2', 'production')
  t.match(no.verdict, { answer: 'no', alone: 'no', reasons: [{ code: 'comparison-failed', outcome: 'fail' }] })
  t.match(no.summary, { deployable: false, failed: 1 })
  const found = (await story.get(pathOf(no.verdict.reasons[0].evidence))).body
  t.match(found, {
    outcome: 'fail',
    findings: [{ code: 'request.path-or-method.unknown', severity: 'error', consumers: ['web'], contract: /^\/interactions\/0/ }],
    _embedded: { consumer: { name: 'web' }, provider: { name: 'api' } },
    documents: [{ name: 'default', sha256: /^[\da-f]{64}$/ }]
  })

  const pact = (await story.get(pactUrl('api', 'web', '1'))).body
  const ofContract = (await story.get(pathOf(pact._links['pb:comparisons'].href))).body._embedded.comparisons
  t.same(
    ofContract.map(({ outcome }: { outcome: string }) => outcome),
    ['fail', 'pass']
  )
  const version = (await story.get('/pacticipants/api/versions/2')).body
  const ofVersion = (await story.get(pathOf(version._links['pb:comparisons'].href))).body._embedded.comparisons
  t.same(
    ofVersion.map(({ outcome }: { outcome: string }) => outcome),
    ['fail']
  )
})

t.test('a document that its provider did not check, or in vain, proves nothing', async t => {
  const story = await tellStory(t)
  const compareAll = comparer(story.broker)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  for (const [version, success] of [
    ['1', undefined],
    ['2', false]
  ] as const) {
    await offered(story, 'api', version, apiWith([1]), success)
    await compareAll()
    const { verdict, summary } = await story.canIDeploy('api', version, 'production')
    t.match(verdict, {
      answer: 'unknown',
      reasons: [{ code: 'provider-contract-unproven', clearsByItself: false, next: /verification-success/ }]
    })
    t.equal(summary.deployable, null)
  }
  await offered(story, 'api', '1', apiWith([1]), true)
  t.equal(await compareAll(), 0, 'the same contents are compared once')
  t.match((await story.canIDeploy('api', '1', 'production')).verdict, { answer: 'yes', reasons: [{ code: 'compared' }] })
})

t.test('a pairing that nobody foresaw is compared when somebody asks, and clears by itself', async t => {
  const story = await tellStory(t)
  const compareAll = comparer(story.broker)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await offered(story, 'api', '1', apiWith([1]), true)
  t.equal(await compareAll(), 0, 'neither is live, or on a main branch')
  await story.deployed('api', '1', 'production')
  t.equal(await compareAll(), 0, 'the contract is on no main branch')
  const pending = await story.canIDeploy('web', '1', 'production')
  t.match(pending.verdict, { answer: 'unknown', reasons: [{ code: 'comparison-undecided', clearsByItself: true }] })
  t.equal(await compareAll(), 1)
  t.match((await story.canIDeploy('web', '1', 'production')).verdict.answer, 'yes')
})

t.test('publishing either side schedules what it needs, once', async t => {
  const story = await tellStory(t)
  const compareAll = comparer(story.broker)
  await story.environment('production')
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await offered(story, 'api', '1', apiWith([1]), true)
  t.equal(await compareAll(), 1, 'the head of the main branch of the consumer')
  await story.deployed('api', '1', 'production')
  t.equal(await compareAll(), 0)
  await story.published('web', '2', { api: 2 }, { branch: 'feature' })
  t.equal(await compareAll(), 1, 'any version that publishes, with what is live')
  await story.published('web', '3', { api: 2 }, { branch: 'main' })
  t.equal(await compareAll(), 0, 'the same content')
  const events = await story.broker.db.all<{ kind: string }>(
    sql`select kind from events where kind like 'comparison%' order by id`
  )
  t.same(
    events.map(({ kind }) => kind),
    ['comparison_succeeded', 'comparison_failed']
  )
})

t.test('a result of tests outranks the comparison, and policies say otherwise', async t => {
  const story = await tellStory(t)
  const compareAll = comparer(story.broker)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  await offered(story, 'api', '1', apiWith([2]), true)
  await story.verified('web', '1', 'api', '1')
  await compareAll()
  const ask = async (version = '1') => {
    const { verdict, summary, matrix } = await story.canIDeploy('api', version, 'production')
    return {
      answer: verdict.answer,
      deployable: summary.deployable,
      rows: matrix.length,
      codes: verdict.reasons.map((r: { code: string; outcome: string }) => `${r.code} ${r.outcome}`)
    }
  }
  const policy = (rule: string) =>
    story.must([200, 201], 'PUT', '/policies', { kind: 'evidence', consumer: 'web', provider: 'api', rule, reason: 'ours' })
  const tested = ['verified pass', 'comparison-failed warn']
  t.same(await ask(), { answer: 'yes', deployable: true, rows: 1, codes: tested })
  for (const rule of ['tests', 'comparison', 'either']) {
    await policy(rule)
    t.same(await ask(), { answer: 'yes', deployable: true, rows: 1, codes: tested }, rule)
  }
  await policy('both')
  t.same(await ask(), { answer: 'no', deployable: false, rows: 1, codes: ['verified pass', 'comparison-failed fail'] })

  await offered(story, 'api', '2', apiWith([1]), true)
  await compareAll()
  t.same(await ask('2'), {
    answer: 'unknown',
    deployable: null,
    rows: 1,
    codes: ['not-verified-with-live-version unknown', 'compared pass']
  })
  await policy('tests')
  t.same((await ask('2')).codes, ['not-verified-with-live-version unknown'])
  await policy('either')
  t.same(await ask('2'), { answer: 'yes', deployable: true, rows: 1, codes: ['compared pass'] })
  await story.must([200, 201], 'PUT', '/pacticipants/api/versions/3', {})
  t.same((await ask('3')).codes, ['not-verified-with-live-version unknown'])
  await policy('comparison')
  t.same((await ask('3')).codes, ['provider-contract-unproven unknown'])
  await policy('both')
  t.same(await ask('3'), {
    answer: 'unknown',
    deployable: null,
    rows: 1,
    codes: ['not-verified-with-live-version unknown', 'provider-contract-unproven unknown']
  })
})

t.test('webhooks are told what a comparison found', async t => {
  const calls: string[] = []
  const story = await tellStory(t, { config: { baseUrl: ['https://broker.example.org'] } })
  const compareAll = comparer(story.broker)
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.must([201], 'POST', '/webhooks', {
    events: [{ name: 'comparison_failed' }],
    request: {
      method: 'POST',
      url: 'https://ci.example.org/x'
    }
  })
  for (const [version, things] of [
    ['1', [1]],
    ['2', []]
  ] as const)
    await offered(story, 'api', version, apiWith(things), true)
  await compareAll()
  const due = await story.broker.db.all<{ event: string; context: string }>(sql`select event, context from triggered_webhooks`)
  for (const { event, context } of due) calls.push(`${event} ${JSON.parse(context).comparison.providerVersion}`)
  t.same(calls, ['comparison_failed 2'])
  t.equal(JSON.parse(due[0]?.context ?? '').baseUrl, 'https://broker.example.org')
})

await forEachEngine(t, 'a comparison that could not decide is made once more when somebody asks', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const compareAll = comparer(story.broker)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  await offered(story, 'api', '1', apiWith([1]), true)
  const short = {
    holds: () => false,
    compare: async () => endedEarly('The comparison was ended: it took longer than 0.001 seconds.')
  }
  await makeComparison(story.broker, (await claimComparison(story.broker)) as DueComparison, short)
  t.match((await story.canIDeploy('api', '1', 'production')).verdict, {
    answer: 'unknown',
    reasons: [{ code: 'comparison-undecided', clearsByItself: false }]
  })
  const [{ id }] = (await story.get('/pacticipants/api/versions/1/comparisons')).body._embedded.comparisons
  const undecided = (await story.get(`/comparisons/${id}`)).body
  const again = pathOf(undecided._links['soloist:compare-again'].href)

  t.match(await story.request('POST', again), {
    status: 202,
    body: { id, state: 'queued', counts: { undecided: 0 }, findings: [] }
  })
  t.match(await story.request('POST', again), { status: 202, body: { state: 'queued' } }, 'asked twice, it is due once')
  t.match((await story.canIDeploy('api', '1', 'production')).verdict.reasons, [
    { code: 'comparison-undecided', clearsByItself: true }
  ])
  t.equal(await compareAll(), 1)
  t.match((await story.canIDeploy('api', '1', 'production')).verdict, { answer: 'yes', reasons: [{ code: 'compared' }] })

  t.match(await story.request('POST', again), { status: 409, body: { error: /decided: pass/ } })
  t.notOk((await story.get(`/comparisons/${id}`)).body._links['soloist:compare-again'])
  await story.broker.db.transaction(tx =>
    tx.run(sql`update comparisons set rule_set = 1, outcome = 'undecided' where id = ${id}`)
  )
  t.match(await story.request('POST', again), { status: 409, body: { error: /earlier rules/ } })
  for (const unknown of ['99', 'x'])
    t.match(await story.request('POST', `/comparisons/${unknown}/compare-again`), { status: 404 })
})
