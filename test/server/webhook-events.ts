import t, { type Test } from 'tap'
import { type Engine, forEachEngine } from '../engines.ts'
import { deliverAll, localReceiver, parameter, receiver } from '../receiver.ts'
import { pactOf, pactUrl, type Story, tellStory } from '../story.ts'

const names = [
  'eventName',
  'consumerName',
  'providerName',
  'consumerVersionNumber',
  'providerVersionNumber',
  'consumerVersionTags',
  'consumerVersionBranch',
  'providerVersionTags',
  'providerVersionBranch',
  'providerVersionDescriptions',
  'pactUrl',
  'verificationResultUrl',
  'githubVerificationStatus',
  'buildUrl'
]
const body = Object.fromEntries(names.map(name => [name, parameter(name)]))

const contractEvents = ['contract_published', 'contract_requiring_verification_published', 'contract_content_changed']
const resultEvents = ['provider_verification_published', 'provider_verification_succeeded', 'provider_verification_failed']

const listen = (story: Story, url: string, events: string[], rest: object = {}) =>
  story.must([201], 'POST', '/webhooks', {
    events: events.map(name => ({ name })),
    request: { method: 'POST', url, body },
    ...rest
  })

async function listening(t: Test, engine: Engine, events: string[]) {
  const story = await tellStory(t, { engine, config: localReceiver })
  const { url, calls } = await receiver(t)
  await listen(story, url, events)
  /** What arrived since the last look. */
  const arrived = async () => {
    await deliverAll(story.broker)
    return calls.splice(0).map(({ body }) => body)
  }
  return { story, url, arrived, kinds: async () => (await arrived()).map(({ eventName }) => eventName) }
}

await forEachEngine(t, 'publishing tells what happened, in order', async (t, engine) => {
  const { story, arrived, kinds } = await listening(t, engine, contractEvents)
  const published = await story.published(
    'web',
    '1',
    { api: 1 },
    { branch: 'main', tags: ['dev', 'rc'], buildUrl: 'https://ci/1' }
  )
  const [first, second, ...rest] = await arrived()
  t.same(rest, [])
  t.match(first, {
    eventName: 'contract_published',
    consumerName: 'web',
    providerName: 'api',
    consumerVersionNumber: '1',
    providerVersionNumber: '',
    consumerVersionTags: 'dev, rc',
    consumerVersionBranch: 'main',
    githubVerificationStatus: 'pending',
    verificationResultUrl: '',
    buildUrl: 'https://ci/1'
  })
  t.equal(second.eventName, 'contract_content_changed')
  t.match(
    published.body.notices.map(({ text }: { text: string }) => text).join('\n'),
    /Webhook ".+" triggered for event contract_published.*\/triggered-webhooks\/[\w-]+\/logs/
  )
  const fetched = await story.get(new URL(first.pactUrl).pathname)
  t.match(fetched.body._links, { 'pb:publish-verification-results': {}, 'pb:consumer-versions': [{ name: '1' }] })

  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  t.same(await kinds(), ['contract_published'], 'the same once more is published, not changed')
  await story.published('web', '2', { api: 1 }, { branch: 'feature', tags: ['dev'] })
  t.same(await kinds(), ['contract_published'], 'the same content under the same tag is no change')
  await story.published('web', '3', { api: 1 }, { tags: ['dev', 'new'] })
  t.same(await kinds(), ['contract_published', 'contract_content_changed'], 'under a new tag it is one')
  await story.published('web', '4', { api: 1 }, { branch: 'main' })
  t.same(await kinds(), ['contract_published', 'contract_content_changed'], 'as without any tag where there was none')
  await story.published('web', '5', { api: 1 }, { branch: 'other' })
  t.same(await kinds(), ['contract_published'], 'branches play no part')
  await story.must([201], 'PUT', pactUrl('api', 'web', '6'), pactOf('web', 'api', 2))
  t.same(await kinds(), ['contract_published', 'contract_content_changed'], 'a single pact tells the same')
})

await forEachEngine(t, 'each provider version that has no result is asked for one', async (t, engine) => {
  const { story, arrived } = await listening(t, engine, ['contract_requiring_verification_published'])
  await story.published('web', '1', { api: 1 })
  t.same(await arrived(), [], 'no version of the provider is known')

  await story.environment('test')
  await story.environment('production', true)
  await story.application('shop')
  await story.branched('api', '4', 'main')
  await story.branched('api', '5', 'main')
  await story.branched('api', '6', 'feature')
  await story.deployed('api', '4', 'test')
  await story.deployed('api', '4', 'production')
  await story.released('api', '5', 'production')
  const published = await story.published('web', '2', { api: 2 })
  const asked = (await arrived()).map(call => [
    call.providerVersionNumber,
    call.providerVersionBranch,
    call.providerVersionDescriptions
  ])
  t.same(asked.sort(), [
    ['4', 'main', 'deployed in test, deployed in production'],
    ['5', 'main', 'latest from main branch, released in production']
  ])
  t.match(published.text, /contract_published, contract_requiring_verification_published, contract_content_changed/)

  await story.verified('web', '2', 'api', '5', false)
  await story.published('web', '3', { api: 2 })
  t.same(
    (await arrived()).map(call => call.providerVersionNumber),
    ['4'],
    'a failed result is a result'
  )
  await story.verified('web', '2', 'api', '4')
  await story.published('web', '4', { api: 2 })
  t.same(await arrived(), [], 'nothing is asked for where all have one')
})

await forEachEngine(t, 'a result tells whom it is for', async (t, engine) => {
  const { story, arrived } = await listening(t, engine, resultEvents)
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'] })
  await story.published('web', '2', { api: 1 }, { tags: ['prod'] })
  await story.branched('api', '5', 'main')
  await story.tagged('api', '5', 'stable')
  await story.verified('web', '1', 'api', '5', true, { buildUrl: 'https://ci/5' })
  const plain = await arrived()
  t.same(
    plain.map(call => call.eventName),
    ['provider_verification_published', 'provider_verification_succeeded']
  )
  t.match(plain[0], {
    consumerVersionNumber: '2',
    providerVersionNumber: '5',
    providerVersionBranch: 'main',
    providerVersionTags: 'stable',
    githubVerificationStatus: 'success',
    buildUrl: 'https://ci/5',
    verificationResultUrl: /verification-results\/\d+$/
  })
  t.equal((await story.get(new URL(plain[0].verificationResultUrl).pathname)).status, 200)

  const selectors = [
    { tag: 'dev', latest: true },
    { tag: 'prod', latest: true }
  ]
  const chosen = await story.must([200], 'POST', '/pacts/provider/api/for-verification', { consumerVersionSelectors: selectors })
  const [pact] = chosen.body._embedded.pacts
  const fetched = await story.get(new URL(pact._links.self.href).pathname)
  const { pathname } = new URL(fetched.body._links['pb:publish-verification-results'].href)
  await story.must([201], 'POST', pathname, { success: false, providerApplicationVersion: '6' })
  const told = (await arrived()).map(call => [
    call.eventName,
    call.consumerVersionNumber,
    call.consumerVersionTags,
    call.githubVerificationStatus
  ])
  t.same(told.sort(), [
    ['provider_verification_failed', '1', 'dev', 'failure'],
    ['provider_verification_failed', '2', 'prod', 'failure'],
    ['provider_verification_published', '1', 'dev', 'failure'],
    ['provider_verification_published', '2', 'prod', 'failure']
  ])
})

await forEachEngine(t, 'a contract tells the newest result of the main branch, else of any', async (t, engine) => {
  const { story, arrived } = await listening(t, engine, ['contract_published'])
  await story.published('web', '1', { api: 1 })
  await story.branched('api', '5', 'main')
  await story.branched('api', '6', 'feature')
  await story.verified('web', '1', 'api', '6', false)
  const status = async (number: string) => {
    await story.published('web', number, { api: 1 })
    return (await arrived()).at(-1).githubVerificationStatus
  }
  t.equal(await status('2'), 'failure')
  await story.verified('web', '1', 'api', '5')
  await story.verified('web', '1', 'api', '6', false)
  t.equal(await status('3'), 'success')
})

await forEachEngine(t, 'a webhook is called for those it is about', async (t, engine) => {
  const story = await tellStory(t, { engine, config: localReceiver })
  const { url, calls } = await receiver(t)
  const arrived = async () => {
    await deliverAll(story.broker)
    return calls
      .splice(0)
      .map(({ path }) => path.slice(1))
      .sort()
  }
  for (const name of ['web', 'api', 'other']) await story.application(name)
  await story.must([201], 'PUT', '/pacticipants/web/labels/front', {})
  await story.must([201], 'PUT', '/pacticipants/api/labels/core', {})
  const on = (path: string, rest: object) => listen(story, `${url}/${path}`, ['contract_published'], rest)
  await on('any', {})
  await on('web-api', { consumer: { name: 'web' }, provider: { name: 'api' } })
  await on('web-any', { consumer: { name: 'web' } })
  await on('other', { provider: { name: 'other' } })
  await on('front-core', { consumer: { label: 'front' }, provider: { label: 'core' } })
  await on('back', { consumer: { label: 'back' } })
  await on('disabled', { enabled: false })
  await story.published('web', '1', { api: 1 })
  t.same(await arrived(), ['any', 'front-core', 'web-any', 'web-api'])
  await story.published('other', '1', { api: 1 })
  t.same(await arrived(), ['any'])
})

t.test('the answer to a publication says what webhooks there are', async t => {
  const story = await tellStory(t, { config: localReceiver })
  const { url } = await receiver(t)
  const notices = async (number: string) => {
    const { body } = await story.published('web', number, { api: 1 }, { branch: 'main' })
    return body.notices.map(({ text }: { text: string }) => text).join('\n')
  }
  t.match(await notices('1'), /Next steps:.*Verify the pact.*Add a webhook/s)
  await listen(story, url, ['contract_published'], { enabled: false, description: 'Build' })
  const disabled = await notices('2')
  t.match(disabled, /No enabled webhook/)
  t.notMatch(disabled, /Add a webhook/)
  await listen(story, url, ['contract_published'], { description: 'Build' })
  t.match(await notices('3'), /Webhook "Build" triggered/)
})

t.test('a publication that is refused calls for nothing', async t => {
  const { story, arrived } = await listening(t, 'sqlite', contractEvents)
  await story.published('web', '1', { api: 1 })
  await arrived()
  const refused = await story.request('PUT', pactUrl('api', 'web', '1'), pactOf('web', 'api', 2))
  t.equal(refused.status, 409)
  t.same(await arrived(), [])
})

t.test('where no webhook listens, a publication costs one statement more', async t => {
  const statements: string[] = []
  const story = await tellStory(t, { onStatement: text => statements.push(text) })
  await story.published('web', '1', { api: 1 })
  statements.length = 0
  await story.published('web', '2', { api: 1 })
  t.equal(statements.filter(text => /webhook|labels/.test(text)).length, 1)
})
