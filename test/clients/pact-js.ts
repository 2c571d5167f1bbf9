import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  MatchersV3,
  MessageConsumerPact,
  PactV2,
  PactV3,
  PactV4,
  SpecificationVersion,
  synchronousBodyHandler,
  Verifier
} from '@pact-foundation/pact'
import t, { type Test } from 'tap'
import { type Story, tellStory } from '../story.ts'

const { like } = MatchersV3

/** A provider that answers what the contracts below expect, and serves messages as the verifier asks for them. */
async function provider(t: Test, body: object = { id: 1 }): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise(resolve => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Publishes the files that consumer tests have written. */
async function publish(story: Story, folder: string, version: string, branch: string): Promise<void> {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.json'))) {
    const pact = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    await story.published(pact.consumer.name, version, { [pact.provider.name]: pact }, { branch })
  }
}

async function verify(broker: string, url: string, rest: object = {}): Promise<boolean> {
  try {
    await new Verifier({
      provider: 'api',
      providerBaseUrl: url,
      pactBrokerUrl: broker,
      providerVersion: '5',
      providerVersionBranch: 'main',
      consumerVersionSelectors: [{ mainBranch: true }],
      enablePending: false,
      publishVerificationResult: true,
      stateHandlers: { 'a thing exists': async () => {} },
      logLevel: 'error',
      ...rest
    }).verifyProvider()
    return true
  } catch {
    return false
  }
}

const expected = { status: 200, headers: { 'Content-Type': 'application/json' } }

t.test(
  'consumer tests of specification 2, 3 and 4 are published, verified by the real verifier, and decide the answer',
  async t => {
    const story = await tellStory(t)
    const broker = await story.app.listen({ port: 0, host: '127.0.0.1' })
    const folder = t.testdir()
    for (const name of ['two', 'three', 'four']) await story.application(name, { mainBranch: 'main' })
    const two = new PactV2({ consumer: 'two', provider: 'api', dir: folder, logLevel: 'error' })
    await two.setup()
    await two.addInteraction({
      state: 'a thing exists',
      uponReceiving: 'a request for a thing',
      withRequest: { method: 'GET', path: '/things/1' },
      willRespondWith: { ...expected, body: { id: 1 } }
    })
    await fetch(`${two.mockService.baseUrl}/things/1`)
    await two.verify()
    await two.finalize()
    await new PactV3({ consumer: 'three', provider: 'api', dir: folder, logLevel: 'error' })
      .given('a thing exists')
      .uponReceiving('a request for a thing')
      .withRequest({ method: 'GET', path: '/things/1' })
      .willRespondWith({ ...expected, body: like({ id: 1 }) })
      .executeTest(async server => void (await fetch(`${server.url}/things/1`)))
    await new PactV4({
      consumer: 'four',
      provider: 'api',
      dir: folder,
      spec: SpecificationVersion.SPECIFICATION_VERSION_V4,
      logLevel: 'error'
    })
      .addInteraction()
      .given('a thing exists')
      .uponReceiving('a request for a thing')
      .withRequest('GET', '/things/1')
      .willRespondWith(200, builder => {
        builder.jsonBody(like({ id: 1 }))
      })
      .executeTest(async server => void (await fetch(`${server.url}/things/1`)))
    await publish(story, folder, '1', 'main')

    await story.environment('production')
    t.equal(await verify(broker, await provider(t)), true, 'the verifier is content')
    await story.deployed('api', '5', 'production')
    for (const name of ['two', 'three', 'four']) {
      t.match(
        await story.canIDeploy(name, '1', 'production'),
        { verdict: { answer: 'yes', alone: 'yes' } },
        `specification ${name}`
      )
    }
    const { body } = await story.get('/pacticipants/api/versions/5')
    t.match(body._embedded.branchVersions, [{ name: 'main' }], 'the verifier has put the provider version on its branch')

    t.equal(
      await verify(broker, await provider(t, { other: 1 }), { providerVersion: '6' }),
      false,
      'the verifier sees a broken provider'
    )
    t.match(
      await story.canIDeploy('api', '6', 'production'),
      { summary: { deployable: true } },
      'nobody that would break is live'
    )
    await story.deployed('four', '1', 'production')
    t.match(await story.canIDeploy('api', '6', 'production'), {
      verdict: { answer: 'no', reasons: [{ code: 'verification-failed' }] }
    })
  }
)

t.test('message contracts are verified by the real verifier', async t => {
  const story = await tellStory(t)
  const broker = await story.app.listen({ port: 0, host: '127.0.0.1' })
  const folder = t.testdir()
  await story.application('listener', { mainBranch: 'main' })
  await new MessageConsumerPact({ consumer: 'listener', provider: 'api', dir: folder, logLevel: 'error' })
    .expectsToReceive('an order was placed')
    .withContent(like({ order: 1 }))
    .verify(synchronousBodyHandler(body => body as never))
  await publish(story, folder, '1', 'main')
  const { MessageProviderPact } = await import('@pact-foundation/pact')
  const messages = new MessageProviderPact({
    provider: 'api',
    messageProviders: { 'an order was placed': async () => ({ order: 7 }) },
    pactBrokerUrl: broker,
    providerVersion: '5',
    providerVersionBranch: 'main',
    consumerVersionSelectors: [{ mainBranch: true }],
    publishVerificationResult: true,
    logLevel: 'error'
  } as never)
  await messages.verify()
  await story.environment('production')
  await story.deployed('api', '5', 'production')
  t.match(await story.canIDeploy('listener', '1', 'production'), { verdict: { answer: 'yes' } })
})

t.test('pending contracts and work in progress do not break the build of the provider, and never make a yes', async t => {
  const story = await tellStory(t)
  const broker = await story.app.listen({ port: 0, host: '127.0.0.1' })
  await story.application('web', { mainBranch: 'main' })
  const wish = {
    consumer: { name: 'web' },
    provider: { name: 'api' },
    interactions: [
      { description: 'a wish', request: { method: 'GET', path: '/' }, response: { status: 200, body: { wished: 1 } } }
    ],
    metadata: { pactSpecification: { version: '2.0.0' } }
  }
  const url = await provider(t)
  await story.environment('production')
  await story.published('web', '1', { api: wish }, { branch: 'main' })
  t.equal(await verify(broker, url, { enablePending: true }), true, 'a pending contract that fails does not fail the build')
  t.equal(await verify(broker, url, { enablePending: false, providerVersion: '6' }), false, 'without pending it does')
  await story.published(
    'web',
    '2',
    { api: { ...wish, interactions: [{ ...wish.interactions[0], description: 'another' }] } },
    { branch: 'feat/x' }
  )
  const asWork = {
    enablePending: true,
    includeWipPactsSince: '2020-01-01',
    consumerVersionSelectors: [{ deployedOrReleased: true }],
    providerVersion: '7'
  }
  t.equal(await verify(broker, url, asWork), true, 'work in progress that fails does not fail the build')
  await story.deployed('api', '7', 'production')
  t.match(await story.canIDeploy('web', '2', 'production'), {
    verdict: { answer: 'no', reasons: [{ code: 'verification-failed' }] }
  })
})
