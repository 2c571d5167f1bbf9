import t from 'tap'
import type { Broker } from '../../server/broker.ts'
import { apiWith, comparer, offered } from '../comparing.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory, toBase64 } from '../story.ts'

const start = Date.UTC(2026, 0, 15, 10)
const day = 86_400_000

const fields: Record<number, Record<string, string>> = { 1: { orderId: 'integer' }, 2: { id: 'string', total: 'number' } }
const examples: Record<number, object> = { 1: { orderId: 17 }, 2: { id: 'o-17', total: 9.5 } }

interface Dated {
  version: number
  deprecatedOn?: string
  sunset?: string
}

/** A catalogue with versions of one message on one channel. */
const catalogue = (direction: 'sends' | 'receives', channel: string, name: string, versions: Dated[], retention?: string) => ({
  catalogue: 1,
  messages: versions.map(({ version, deprecatedOn, sunset }) => ({
    name,
    version: String(version),
    channel,
    direction,
    ...(retention !== undefined && { retention }),
    ...(deprecatedOn !== undefined && { deprecated: true, deprecatedOn, sunset }),
    schema: {
      type: 'object',
      required: Object.keys(fields[version] as object),
      properties: Object.fromEntries(Object.entries(fields[version] as object).map(([field, type]) => [field, { type }]))
    }
  }))
})

const events = (versions: Dated[], retention?: string) => catalogue('sends', 'orders', 'OrderPlaced', versions, retention)

/** What a consumer expects of events. */
const reads = (consumer: string, versions: number[]) => ({
  consumer: { name: consumer },
  provider: { name: 'shop' },
  interactions: versions.map(version => ({
    type: 'Asynchronous/Messages',
    description: 'OrderPlaced',
    contents: { content: examples[version], contentType: 'application/json' },
    matchingRules: {
      body: Object.fromEntries(
        Object.keys(examples[version] as object).map(field => [`$.${field}`, { matchers: [{ match: 'type' }] }])
      )
    }
  })),
  metadata: { pactSpecification: { version: '4.0' } }
})

const v1 = { version: 1 }
const v2 = { version: 2 }
const leaving = { version: 1, deprecatedOn: '2026-01-15', sunset: '2026-03-31' }

interface Setting {
  engine: 'sqlite' | 'postgres'
}

async function shopStory(t: Parameters<typeof tellStory>[0], { engine }: Setting) {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now })
  const compareAll = comparer(story.broker as Broker)
  await story.environment('production', true)
  const reasonsOf = async (name: string, version: string) => {
    await story.canIDeploy(name, version, 'production')
    await compareAll()
    const { verdict } = await story.canIDeploy(name, version, 'production')
    const told = verdict.reasons.filter(({ outcome }: { outcome: string }) => outcome !== 'pass')
    return { answer: verdict.answer, alone: verdict.alone, reasons: told }
  }
  const deploys = async (name: string, version: string) => {
    t.match(await reasonsOf(name, version), { answer: 'yes' }, `${name} ${version} can go alone`)
    await story.deployed(name, version, 'production')
    clock.now += day
  }
  return { clock, story, reasonsOf, deploys }
}

await forEachEngine(
  t,
  'OrderPlaced gets a second version: four deployments, each alone, and the first one stays as long as it is read',
  async (t, engine) => {
    const { clock, story, reasonsOf, deploys } = await shopStory(t, { engine })
    await offered(story, 'shop', '1', events([v1]), true)
    await story.deployed('shop', '1', 'production')
    for (const consumer of ['billing', 'mailer']) {
      await story.published(consumer, '1', { shop: reads(consumer, [1]) })
      await deploys(consumer, '1')
    }

    await offered(story, 'shop', '2-hasty', events([v2]), true)
    t.match(await reasonsOf('shop', '2-hasty'), {
      answer: 'no',
      alone: 'no',
      reasons: [
        { code: 'comparison-failed' },
        { code: 'comparison-failed' },
        {
          code: 'message-version-dropped',
          outcome: 'fail',
          element: 'orders#OrderPlaced@1',
          direction: 'sends',
          versions: ['1'],
          consumers: [
            { name: 'billing', version: '1' },
            { name: 'mailer', version: '1' }
          ],
          owner: { application: 'shop' },
          sentence: 'shop 2-hasty no longer sends orders#OrderPlaced@1, which billing 1, mailer 1 read; it was never deprecated.',
          next: "Keep orders#OrderPlaced@1 in shop until versions of billing and mailer that read another version are deployed: soloist who-uses --provider shop 'orders#OrderPlaced@1'"
        }
      ]
    })

    await offered(story, 'shop', '2', events([leaving, v2]), true)
    await deploys('shop', '2')
    await offered(story, 'shop', '3', events([v2]), true)

    await story.published('billing', '2', { shop: reads('billing', [2]) })
    t.match(await reasonsOf('billing', '2'), {
      answer: 'no',
      alone: 'unknown',
      reasons: [
        {
          code: 'comparison-failed',
          pairing: { provider: { version: '1', retained: true } },
          owner: { application: 'billing' },
          sentence: 'billing 2 cannot read the messages of shop 1 that are still to be read.',
          next: 'Let billing read the messages that shop 1 sent, too. Else wait: after 2026-01-24 they are read no more. The comparison tells what does not fit.'
        }
      ]
    })
    const { body: plan } = await story.must([200], 'GET', '/pacticipants/billing/versions/2/plan/environment/production')
    t.match(plan, {
      answer: 'no',
      outcome: 'none',
      because: [
        { owner: { application: 'billing' }, sentence: /still to be read/, next: /after 2026-01-24 they are read no more/ }
      ]
    })
    await story.published('billing', '2-both', { shop: reads('billing', [1, 2]) })
    t.match(await reasonsOf('billing', '2-both'), { answer: 'yes', reasons: [] }, 'who reads both versions need not wait')
    clock.now += 7 * day
    await deploys('billing', '2')

    const dropped = await reasonsOf('shop', '3')
    t.match(dropped, {
      answer: 'no',
      alone: 'no',
      reasons: [
        { code: 'comparison-failed', pairing: { consumer: { name: 'mailer', version: '1' } } },
        { code: 'closes-rollback-of', sentence: /billing cannot go back to 1/ },
        {
          code: 'message-version-dropped',
          element: 'orders#OrderPlaced@1',
          window: { deprecatedOn: '2026-01-15', sunset: '2026-03-31' },
          consumers: [{ name: 'mailer', version: '1' }],
          owner: { application: 'shop' },
          sentence: 'shop 3 no longer sends orders#OrderPlaced@1, which mailer 1 reads; its last day is 2026-03-31.'
        }
      ]
    })
    clock.now = Date.UTC(2026, 3, 1)
    t.match((await reasonsOf('shop', '3')).reasons[1], { code: 'message-version-dropped', owner: { application: 'mailer' } })

    await story.published('mailer', '2', { shop: reads('mailer', [2]) })
    await deploys('mailer', '2')
    await deploys('shop', '3')
  }
)

await forEachEngine(t, 'who reads only what is new says so, and need not wait for what was sent before', async (t, engine) => {
  const { story, reasonsOf, deploys } = await shopStory(t, { engine })
  const [placed] = events([v1]).messages
  const shipped = { ...placed, name: 'OrderShipped', schema: events([v2]).messages[0]?.schema }
  await offered(story, 'shop', '1', { catalogue: 1, messages: [placed] }, true)
  await story.deployed('shop', '1', 'production')
  await offered(story, 'shop', '2', { catalogue: 1, messages: [placed, shipped] }, true)
  await deploys('shop', '2')
  const [interaction] = reads('parcels', [2]).interactions
  const reader = (more: object) => ({
    ...reads('parcels', []),
    interactions: [{ ...interaction, description: 'it left', ...more }]
  })
  await story.published('parcels', '1', { shop: reader({}) })
  t.match(
    await reasonsOf('parcels', '1'),
    { answer: 'no', reasons: [{ code: 'compared' }, { code: 'comparison-failed' }] },
    'any may be meant'
  )
  const comments = { references: { AsyncAPI: { messageId: 'OrderShipped' } } }
  await story.published('parcels', '2', { shop: reader({ comments }) })
  t.match(await reasonsOf('parcels', '2'), { answer: 'yes', reasons: [] })
})

await forEachEngine(t, 'a topic that is replayed still holds what was sent long ago', async (t, engine) => {
  const { clock, story, reasonsOf, deploys } = await shopStory(t, { engine })
  const topic = '/pacticipants/shop/topics/orders'
  await story.must([201], 'PUT', topic, { retention: 'forever' })
  await offered(story, 'shop', '1', events([v1]), true)
  await story.deployed('shop', '1', 'production')
  await offered(story, 'shop', '2', events([leaving, v2]), true)
  await deploys('shop', '2')
  await story.published('search', '1', { shop: reads('search', [2]) })
  clock.now += 400 * day
  t.match(await reasonsOf('search', '1'), {
    answer: 'no',
    reasons: [{ code: 'comparison-failed', pairing: { provider: { name: 'shop', version: '1', retained: true } } }]
  })
  await story.published('search', '1-both', { shop: reads('search', [1, 2]) })
  t.match(await reasonsOf('search', '1-both'), { answer: 'yes', reasons: [] })
  const { comparisons } = (await story.get('/pacticipants/shop/versions/1/comparisons')).body._embedded
  const told = comparisons.map(({ outcome, retainedOutcome }: Record<string, string>) => [outcome, retainedOutcome])
  t.same(told[0], ['fail', 'pass'], 'it would not do for a version that runs')
  await story.must([200], 'PUT', topic, { retention: '30d' })
  t.match(await reasonsOf('search', '1'), { answer: 'yes' })
})

await forEachEngine(t, 'requests and new messages are nothing that a version left behind', async (t, engine) => {
  const { story, reasonsOf, deploys } = await shopStory(t, { engine })
  const api = apiWith([1])
  const both = async (version: string, document: object) => {
    const contracts = { api: { content: toBase64(api) }, events: { content: toBase64(document) } }
    for (const [name, contract] of Object.entries(contracts)) {
      await story.must([200], 'POST', '/provider-contracts/provider/shop/publish', {
        pacticipantVersionNumber: version,
        contract: { ...contract, name, selfVerificationResults: { success: true } }
      })
    }
  }
  await offered(story, 'shop', '1', events([v1]), true)
  await story.deployed('shop', '1', 'production')
  const shipped = catalogue('sends', 'orders', 'OrderShipped', [v2])
  await both('2', { ...events([v1]), messages: [...events([v1]).messages, ...shipped.messages] })
  await deploys('shop', '2')
  const contract = reads('billing', [1])
  const [placed] = contract.interactions
  const request = {
    type: 'Synchronous/HTTP',
    description: 'a thing',
    request: { method: 'GET', path: '/things/1' },
    response: {
      status: 200,
      headers: { 'Content-Type': ['application/json'] },
      body: { content: { id: 1 }, contentType: 'application/json' }
    }
  }
  const news = { ...placed, description: 'OrderShipped', contents: { content: examples[2], contentType: 'application/json' } }
  const { matchingRules: _, ...shippedOnly } = news as Record<string, unknown>
  await story.published('billing', '3', { shop: { ...contract, interactions: [placed, request, shippedOnly] } })
  t.match(await reasonsOf('billing', '3'), { answer: 'yes', reasons: [] })
})

/** A command that is sent, and answered. */
const sends = (consumer: string, version: number) => ({
  consumer: { name: consumer },
  provider: { name: 'shop' },
  interactions: [
    {
      type: 'Synchronous/Messages',
      description: 'PlaceOrder',
      request: { contents: { content: examples[version], contentType: 'application/json' } },
      response: [{ contents: { content: { ok: true }, contentType: 'application/json' } }]
    }
  ],
  metadata: { pactSpecification: { version: '4.0' } }
})

const messageSchema = (version: number) => ({
  name: 'PlaceOrder',
  'x-message-version': String(version),
  contentType: 'application/json',
  payload: {
    type: 'object',
    required: Object.keys(fields[version] as object),
    properties: Object.fromEntries(Object.entries(fields[version] as object).map(([field, type]) => [field, { type }]))
  }
})

/** An AsyncAPI document of what is received, and answered. */
const commands = (versions: number[], retention = '3d') => ({
  asyncapi: '3.0.0',
  info: { title: 'shop', version: '1' },
  channels: {
    orders: {
      address: 'place-order',
      'x-retention': retention,
      messages: Object.fromEntries(versions.map(version => [`placeOrder${version}`, messageSchema(version)]))
    },
    answers: {
      address: 'order-answers',
      messages: {
        done: { payload: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean', const: true } } } }
      }
    }
  },
  operations: {
    place: {
      action: 'receive',
      channel: { $ref: '#/channels/orders' },
      reply: { channel: { $ref: '#/channels/answers' } }
    }
  }
})

await forEachEngine(
  t,
  'a command is accepted as long as somebody sends it, or what was sent is still to be read',
  async (t, engine) => {
    const { clock, story, reasonsOf, deploys } = await shopStory(t, { engine })
    await offered(story, 'shop', '1', commands([1]), true)
    await story.deployed('shop', '1', 'production')
    await story.published('web', '1', { shop: sends('web', 1) })
    await deploys('web', '1')
    await offered(story, 'shop', '2', commands([1, 2]), true)
    await deploys('shop', '2')
    await offered(story, 'shop', '3', commands([2]), true)
    const dropped = (sender: object) => ({
      answer: 'no',
      reasons: [
        { code: 'message-version-dropped', element: 'place-order#PlaceOrder@1', direction: 'receives', consumers: [sender] }
      ]
    })
    const told = async () => {
      const found = await reasonsOf('shop', '3')
      return { ...found, reasons: found.reasons.filter(({ element }: { element?: string }) => element !== undefined) }
    }
    t.match(await told(), dropped({ name: 'web', version: '1' }))
    t.match((await told()).reasons[0].sentence, /^shop 3 no longer accepts .*, which web 1 sends; it was never deprecated\.$/)
    await story.published('web', '2', { shop: sends('web', 2) })
    await deploys('web', '2')
    t.match(await told(), dropped({ name: 'web', version: '1', retained: true }), 'its commands wait in the queue')
    t.equal((await told()).alone, 'unknown', 'no deployment of web changes what it sent')
    t.equal(
      (await told()).reasons[0].next,
      'Keep place-order#PlaceOrder@1 in shop until what was sent is read: after 2026-01-20 it is read no more.'
    )
    const topics = (await story.get('/pacticipants/shop/topics')).body._embedded.topics
    t.match(topics, [{ name: 'place-order', retention: '3d', source: 'document' }])
    clock.now += 3 * day
    t.match(await told(), { answer: 'yes', reasons: [] })
  }
)
