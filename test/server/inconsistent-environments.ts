import t from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { pactClient, works } from '../pact-command.ts'
import { deliverAll, localReceiver, parameter, receiver } from '../receiver.ts'
import { tellStory } from '../story.ts'

const told = ['eventName', 'environmentName', 'consumerName', 'consumerVersionNumber', 'providerName', 'providerVersionNumber']

await forEachEngine(t, 'a deployment that nobody proved is told of', async (t, engine) => {
  const story = await tellStory(t, { engine, config: localReceiver })
  const { url, calls } = await receiver(t)
  await story.environment('production')
  await story.must([201], 'POST', '/webhooks', {
    events: [{ name: 'environment_inconsistent' }],
    request: {
      method: 'POST',
      url,
      body: told.map(parameter).join(' ')
    }
  })
  await story.published('web', '1', { api: 1 })
  await story.published('web', '2', { api: 2 })
  await story.verified('web', '1', 'api', '1')
  await story.verified('web', '2', 'api', '1', false)
  const early = await story.deployed('web', '1', 'production')
  t.same(early.body.notices, [{ type: 'warning', text: 'api is not there, and web 1 needs it.' }])
  const fitting = await story.deployed('api', '1', 'production')
  t.equal(fitting.body.notices, undefined)
  const broken = await story.deployed('web', '2', 'production')
  t.same(broken.body.notices, [{ type: 'error', text: 'The verification of the contract of web 2 with api 1 failed.' }])
  const again = await story.deployed('web', '2', 'production')
  t.equal(again.body.notices, undefined, 'nothing was deployed')
  t.equal((await story.get(`/deployed-versions/${broken.body.uuid}`)).body.notices, undefined)
  const uuid = story.environmentId('production')
  const rollout = await story.must([201], 'POST', `/pacticipants/web/versions/1/rollouts/environment/${uuid}`, {})
  t.equal(rollout.body.notices, undefined, 'what comes fits')
  const finished = await story.must([200], 'POST', `/rollouts/${rollout.body.uuid}/finish`, {})
  t.equal(finished.body.notices, undefined)
  const kinds = await story.broker.db.all<{ kind: string }>(sql`select kind from events where kind = 'environment_inconsistent'`)
  t.equal(kinds.length, 2)
  await deliverAll(story.broker)
  t.same(calls.map(({ text }) => text).toSorted(), [
    'environment_inconsistent production web 1 api ',
    'environment_inconsistent production web 2 api 1'
  ])
})

await forEachEngine(t, 'so is a release, when it begins', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production')
  await story.published('app', '1', { api: 1 })
  await story.verified('app', '1', 'api', '1', false)
  await story.deployed('api', '1', 'production')
  const release = async () => (await story.released('app', '1', 'production')).body
  const { uuid, notices } = await release()
  t.same(notices, [{ type: 'error', text: 'The verification of the contract of app 1 with api 1 failed.' }])
  t.equal((await release()).notices, undefined, 'it is supported already')
  await story.must([200], 'PATCH', `/released-versions/${uuid}`, { currentlySupported: false })
  t.match((await release()).notices, [{ type: 'error' }], 'it begins again')
  const events = await story.broker.db.all(sql`select id from events where kind = 'environment_inconsistent'`)
  t.equal(events.length, 2)
})

t.test('a client of the Pact project does not mind the notices', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  const run = await pactClient(story, 'pact-broker', t.testdir())
  await works(t, run, ['record-deployment', '--pacticipant', 'web', '--version', '1', '--environment', 'production'])
})
