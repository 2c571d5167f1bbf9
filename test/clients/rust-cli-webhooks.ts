import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { fails, pactClient, works } from '../pact-command.ts'
import { deliverAll, localReceiver, receiver } from '../receiver.ts'
import { tellStory } from '../story.ts'

t.setTimeout(0)

const uuid = 'my-own-webhook-0001'

await forEachEngine(t, 'the webhook commands of the Rust CLI work unchanged', async (t, engine) => {
  const story = await tellStory(t, { engine, config: localReceiver })
  const { url, calls } = await receiver(t)
  const run = await pactClient(story, 'pact-broker', t.testdir({}))
  await story.application('web')
  await story.application('api')

  const definition = ['--request', 'POST', '--contract-published', '--header', 'Content-Type: application/json']
  const created = await works(t, run, [
    'create-webhook',
    `${url}/created`,
    ...definition,
    '--consumer',
    'web',
    '--data',
    '{"a":1}'
  ])
  t.match(created.out, /whsec_/, 'it prints the secret that the calls are signed with')
  const own = [`${url}/own`, ...definition, '--uuid', uuid, '--provider', 'api', '--user', 'me:word']
  await works(t, run, ['create-or-update-webhook', ...own, '--description', 'first'])
  await works(t, run, ['create-or-update-webhook', ...own, '--description', 'second'])
  const { body } = await story.get('/webhooks')
  t.match(body._links['pb:webhooks'], [{ name: /^POST/ }, { name: 'second' }], 'which leaves one')

  await story.published('web', '1', { api: 1 })
  await deliverAll(story.broker)
  t.match(calls, [
    { path: '/created', text: '{"a":1}', headers: { 'content-type': 'application/json' } },
    { path: '/own', headers: { authorization: /^Basic/ } }
  ])

  await works(t, run, ['test-webhook', '--uuid', uuid], /success/)
  t.equal(calls.length, 3)
  await works(t, run, ['delete-webhook', '--uuid', uuid])
  t.equal((await story.get(`/webhooks/${uuid}`)).status, 404)
  await works(t, run, ['delete-webhook', '--uuid', uuid])
  await fails(t, run, ['create-webhook', 'ftp://ci', ...definition], /must begin with http/)
})
