import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const start = Date.UTC(2026, 0, 15, 10)
const hour = 3_600_000

await forEachEngine(t, 'while a rollout is in progress, both versions count', async (t, engine) => {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.verified('web', '1', 'api', '1')
  await story.verified('web', '1', 'api', '2', false)
  await story.deployed('api', '1', 'production')
  const uuid = story.environmentId('production')
  const address = (version: string) => `/pacticipants/api/versions/${version}/rollouts/environment/${uuid}`
  const answer = async (name = 'web') => (await story.canIDeploy(name, '1', 'production')).verdict
  const codes = (verdict: { reasons: Array<{ code: string }> }) => verdict.reasons.map(({ code }) => code)
  t.equal((await answer()).answer, 'yes')

  const begun = await story.must([201], 'POST', address('2'), { lease: 600 })
  t.match(begun.body, { state: 'in-progress', leaseUntil: '2026-01-15T10:10:00+00:00', _embedded: { version: { number: '2' } } })
  t.same([(await answer()).answer, codes(await answer())], ['no', ['verified', 'verification-failed']])
  t.match((await story.get(`/environments/${uuid}/check`)).body.versions, [
    { pacticipant: 'api', version: '2' },
    { pacticipant: 'api', version: '1' }
  ])
  const deployed = await story.get(`/environments/${uuid}/deployed-versions/currently-deployed`)
  t.equal(deployed.body._embedded.deployedVersions.length, 1, 'what is deployed is another list')
  await story.must([409], 'POST', address('1'), {})

  clock.now = start + hour
  const overdue = await answer()
  t.same(codes(overdue), ['verified', 'verification-failed', 'rollout-overdue'], 'both stay live when the lease ends')
  t.match(overdue.reasons[2], {
    outcome: 'warn',
    rollout: { pacticipant: 'api', version: '2' },
    next: 'soloist rollout finish --pacticipant api --version 2 --environment production, or: soloist rollout abort --pacticipant api --version 2 --environment production'
  })
  t.ok(codes(await answer('api')).includes('rollout-overdue'), 'of the application itself, too')
  const owner = { application: 'api', owner: 'team-api' }
  await story.must([200], 'PATCH', '/pacticipants/api', { owner: 'team-api' })
  t.match((await story.get(`/environments/${uuid}/check`)).body.reasons.at(-1), { code: 'rollout-overdue', owner })
  t.match(
    (await answer('api')).reasons.find(({ code }: { code: string }) => code === 'rollout-overdue'),
    { owner }
  )
  const [listed] = (await story.get(`/environments/${uuid}/rollouts`)).body._embedded.rollouts
  t.match(listed, { overdue: true })

  await story.must([200], 'POST', address('2'), { lease: 60 })
  t.same(codes(await answer()), ['verified', 'verification-failed'], 'a new lease')

  const { pathname } = new URL(listed._links['soloist:abort'].href)
  t.match((await story.must([200], 'POST', pathname, {})).body, { state: 'aborted' })
  t.equal((await answer()).answer, 'yes')
  await story.must([200], 'POST', pathname, {})
  await story.must([409], 'POST', new URL(listed._links['soloist:finish'].href).pathname, {})
})

t.test('a rollout that is finished is a deployment, and a deployment in the slot ends the rollout there', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  const uuid = story.environmentId('production')
  for (const version of ['1', '2', '3']) await story.branched('api', version, 'main')
  await story.deployed('api', '1', 'production')
  const start = async (version: string, rest = {}) =>
    (await story.must([201], 'POST', `/pacticipants/api/versions/${version}/rollouts/environment/${uuid}`, rest)).body
  const state = async (rollout: { uuid: string }) => (await story.get(`/rollouts/${rollout.uuid}`)).body.state
  const running = async () =>
    (await story.get(`/environments/${uuid}/check`)).body.versions.map(({ version }: { version: string }) => version)

  const second = await start('2')
  await story.must([200], 'POST', `/rollouts/${second.uuid}/finish`, {})
  t.same([await state(second), await running()], ['finished', ['2']])

  const third = await start('3')
  await start('3', { applicationInstance: 'blue' })
  t.same(await running(), ['3', '2'])
  await story.deployed('api', '2', 'production')
  t.same([await state(third), await running()], ['replaced', ['3', '2']], 'rolled back; of blue it stays')
  const again = await start('3')
  await story.deployed('api', '3', 'production')
  t.same([await state(again), await running()], ['finished', ['3']])
  const { body } = await story.get(`/pacticipants/api/versions/3/rollouts/environment/${uuid}`)
  t.same(
    body._embedded.rollouts.map(({ state }: { state: string }) => state),
    ['finished', 'in-progress', 'replaced']
  )
})

t.test('what makes no sense is refused', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  const uuid = story.environmentId('production')
  await story.branched('api', '1', 'main')
  const address = `/pacticipants/api/versions/1/rollouts/environment/${uuid}`
  for (const body of [{ lease: 0 }, { lease: 1.5 }, { lease: 'long' }, { applicationInstance: 'a\nb' }]) {
    await story.must([400], 'POST', address, body)
  }
  await story.must([404], 'POST', address.replace('versions/1', 'versions/9'), {})
  await story.must([404], 'POST', '/rollouts/nobody/finish')
  await story.must([404], 'GET', '/rollouts/nobody')
})
