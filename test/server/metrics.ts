import t from 'tap'
import { tellStory } from '../story.ts'

t.test('metrics count everything, and keep null', async t => {
  const { get, request, ...story } = await tellStory(t)
  const empty = await get('/metrics')
  t.match(empty.body, { pactPublications: { count: 0, first: null, last: null }, matrix: { count: -1 } })
  await story.environment('production', true)
  await story.environment('prod')
  await story.application('other', { mainBranch: 'main' })
  await story.published('web', '1', { api: 1, db: 1 }, { branch: 'x', tags: ['a'] })
  await story.must([201], 'POST', '/webhooks', { request: { method: 'POST', url: 'https://ci.example.org' } })
  await story.published('web', '2', { api: 2 }, { tags: ['a', 'b'] })
  await story.published('app', '1', {
    api: { consumer: {}, provider: {}, messages: [{ description: 'm' }, { description: 'n' }] }
  })
  await story.verified('web', '1', 'api', '1')
  await story.verified('web', '1', 'api', '1', false)
  await story.verified('web', '2', 'api', '1', false)
  await story.deployed('api', '1', 'production')
  await story.tagged('api', '1', 'prod')
  await story.released('api', '1', 'production')
  const { body } = await get('/metrics')
  t.match(body.pactPublications, { first: /^\d{4}-\d\d-\d\dT.*\+00:00$/, last: /./ })
  for (const { first, last } of [body.pactPublications, body.verificationResults]) t.ok(first <= last)
  for (const each of [body.pactPublications, body.verificationResults]) {
    delete each.first
    delete each.last
  }
  t.same(body, {
    interactions: { latestInteractionsCount: 2, latestMessagesCount: 2, latestInteractionsAndMessagesCount: 4 },
    pacticipants: { count: 5, withMainBranchSetCount: 1 },
    integrations: { count: 3 },
    pactPublications: { count: 4 },
    pactVersions: { count: 4 },
    pactRevisionsPerConsumerVersion: { distribution: { 1: 2, 2: 1 } },
    verificationResults: { count: 3, successCount: 1, failureCount: 2, distinctCount: 2 },
    verificationResultsPerPactVersion: { distribution: { 1: 1, 2: 1 } },
    pacticipantVersions: { count: 4, withUserCreatedBranchCount: 1, withBranchCount: 3, withBranchSetCount: 3 },
    webhooks: { count: 1 },
    tags: { count: 4, distinctCount: 3, distinctWithPacticipantCount: 3 },
    triggeredWebhooks: { count: 2 },
    webhookExecutions: { count: 0 },
    matrix: { count: -1 },
    environments: { count: 2 },
    deployedVersions: { count: 2, userCreatedCount: 1, currentlyDeployedCount: 2 },
    releasedVersions: { count: 1, currentlySupportedCount: 1 }
  })
})

t.test('diagnostics tell whether the database answers, and nothing about where it is', async t => {
  const { get, broker } = await tellStory(t)
  t.match(await get('/diagnostic/status/dependencies'), {
    status: 200,
    body: { database: { ok: true }, _links: { self: { href: /\/diagnostic\/status\/dependencies$/ } } }
  })
  broker.db.get = async () => {
    throw new Error('no route to db.internal:5432')
  }
  const { status, body, text } = await get('/diagnostic/status/dependencies')
  t.equal(status, 500)
  t.match(body, { database: { ok: false, error: { message: /does not answer/ } } })
  t.notMatch(text, /internal/)
  t.equal((await get('/diagnostic/status/heartbeat')).status, 200, 'the heartbeat does not ask it')
})

t.test('an error can be asked for, to see what becomes of errors', async t => {
  const { get, request } = await tellStory(t)
  const expected = { status: 500, body: { error: { message: /log/, reference: /^[\w-]{10}$/ } } }
  t.match(await get('/test/error'), expected)
  t.match(await request('POST', '/test/error'), expected)
  t.match(await request('POST', '/test/error', {}), expected)
})
