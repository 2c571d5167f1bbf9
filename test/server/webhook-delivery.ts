import { createHmac } from 'node:crypto'
import t, { type Test } from 'tap'
import { claimCalls, deliverCall } from '../../server/actions/deliver-webhooks.ts'
import { startDelivery } from '../../server/delivery.ts'
import { type Engine, forEachEngine } from '../engines.ts'
import { deliverAll, localReceiver, type ReceivedCall, receiver } from '../receiver.ts'
import { pactUrl, tellStory } from '../story.ts'

const uuid = 'my-own-webhook-0001'
const schedule = [10, 60]

interface Setting {
  engine: Engine
  answer?: (call: ReceivedCall, before: number) => number | Promise<number>
  config?: object
}

/** A webhook for every publication, and a clock that only moves when told. */
async function webhookFor(t: Test, { engine, answer, config = {} }: Setting) {
  let now = Date.UTC(2026, 0, 31)
  const settings = { ...localReceiver, webhookRetrySchedule: schedule, ...config }
  const story = await tellStory(t, { engine, config: settings, now: () => now })
  const { url, calls } = await receiver(t, answer)
  const definition = { events: [{ name: 'contract_published' }], request: { method: 'POST', url, body: { a: 1 } } }
  const created = await story.must([201], 'PUT', `/webhooks/${uuid}`, definition)
  const triggered = async (number: string) => {
    const { body } = await story.get(`${pactUrl('api', 'web', number)}/triggered-webhooks`)
    return body._embedded.triggeredWebhooks
  }
  return {
    story,
    calls,
    triggered,
    definition,
    secret: created.body.signingSecret as string,
    publish: (number: string) => story.published('web', number, { api: 1 }, { branch: 'main' }),
    deliver: () => deliverAll(story.broker),
    seconds: (count: number) => {
      now += count * 1000
    }
  }
}

await forEachEngine(t, 'a call is signed, and delivered once', async (t, engine) => {
  const { publish, deliver, calls, secret, triggered, seconds } = await webhookFor(t, { engine })
  await publish('1')
  t.match(await triggered('1'), [{ status: 'not_run', attemptsMade: 0, attemptsRemaining: 3 }])
  await deliver()
  seconds(10_000)
  await deliver()
  t.equal(calls.length, 1)
  const [{ headers, text }] = calls as [ReceivedCall]
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  t.equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
  t.equal(headers['webhook-timestamp'], String(Date.UTC(2026, 0, 31) / 1000))
  const [call] = await triggered('1')
  t.match(call, {
    uuid: headers['webhook-id'],
    name: /^POST 127\.0\.0\.1/,
    status: 'success',
    attemptsMade: 1,
    attemptsRemaining: 0,
    triggerType: 'resource_creation',
    eventName: 'contract_published',
    triggeredAt: '2026-01-31T00:00:00+00:00',
    _links: { 'pb:logs': { href: /\/logs$/ }, 'pb:webhook': { href: new RegExp(`/webhooks/${uuid}$`) } }
  })
})

await forEachEngine(
  t,
  'a call that fails is repeated by schedule, then is a dead letter, and can be replayed',
  async (t, engine) => {
    let status = 500
    const { story, publish, deliver, calls, triggered, seconds } = await webhookFor(t, { engine, answer: () => status })
    await publish('1')
    const made = async () => {
      await deliver()
      return calls.length
    }
    t.equal(await made(), 1, 'at once')
    t.match(await triggered('1'), [{ status: 'retrying', attemptsMade: 1, attemptsRemaining: 2 }])
    seconds(9)
    t.equal(await made(), 1, 'not before its time')
    seconds(1)
    t.equal(await made(), 2, 'after the first interval')
    seconds(59)
    t.equal(await made(), 2)
    seconds(1)
    t.equal(await made(), 3, 'after the second')
    seconds(10_000)
    t.equal(await made(), 3, 'and never again')
    t.same(
      calls.map(({ headers }) => headers['webhook-attempt']),
      ['1', '2', '3']
    )
    t.equal(new Set(calls.map(({ headers }) => headers['webhook-id'])).size, 1, 'each attempt has the same id')

    const [failed] = await triggered('1')
    t.match(failed, { status: 'failure', attemptsMade: 3, attemptsRemaining: 0 })
    const letters = await story.must([200], 'GET', '/webhooks/dead-letters')
    t.match(letters.body, {
      page: { totalElements: 1 },
      _embedded: { triggeredWebhooks: [{ uuid: failed.uuid, providerName: 'api' }] }
    })
    const status1 = await story.must([200], 'GET', '/pacts/provider/api/consumer/web/webhooks/status')
    t.match(status1.body, { summary: { successful: 0, failed: 1 }, _links: { 'pb:error-logs': [{ href: /\/logs$/ }] } })

    const logs = await story.must([200], 'GET', new URL(failed._links['pb:logs'].href).pathname)
    t.match(logs.headers, { 'content-type': 'text/plain;charset=utf-8' })
    t.equal(logs.text.match(/response status 500/g)?.length, 3)
    t.match(logs.text, /Retrying in 10 seconds.*Retrying in 60 seconds.*Failed after 3 attempts/s)

    status = 200
    const replay = `/triggered-webhooks/${failed.uuid}/replay`
    t.match((await story.must([200], 'POST', replay)).body, { status: 'not_run', attemptsRemaining: 3 })
    t.equal((await story.request('POST', replay)).status, 409, 'what is on its way is not replayed')
    t.equal(await made(), 4)
    t.equal(calls[3]?.headers['webhook-attempt'], '4')
    t.match(await triggered('1'), [{ status: 'success', attemptsMade: 4 }])
    t.match((await story.get('/webhooks/dead-letters')).body._embedded.triggeredWebhooks, [])
  }
)

await forEachEngine(t, 'all dead letters are replayed at once', async (t, engine) => {
  let status = 404
  const { story, publish, deliver, calls } = await webhookFor(t, {
    engine,
    answer: () => status,
    config: { webhookRetrySchedule: [] }
  })
  for (const number of ['1', '2', '3']) await publish(number)
  await deliver()
  const page = await story.must([200], 'GET', '/webhooks/dead-letters?page=1&size=2')
  t.match(page.body, { page: { totalElements: 3, totalPages: 2 }, _links: { next: {} } })
  t.equal(page.body._embedded.triggeredWebhooks.length, 2)
  status = 204
  t.match((await story.must([200], 'POST', '/webhooks/dead-letters/replay')).body, { replayed: 3 })
  await deliver()
  t.equal(calls.length, 6)
  t.match((await story.get('/webhooks/dead-letters')).body, { page: { totalElements: 0 } })
})

await forEachEngine(t, 'retries outlive a disabled webhook, but not a deleted one', async (t, engine) => {
  const { story, publish, deliver, calls, seconds, triggered, definition } = await webhookFor(t, { engine, answer: () => 500 })
  await publish('1')
  await deliver()
  await story.must([200], 'PUT', `/webhooks/${uuid}`, { ...definition, enabled: false })
  seconds(10)
  await deliver()
  t.equal(calls.length, 2, 'disabled: what was triggered goes on')
  await publish('2')
  t.same(await triggered('2'), [], 'and nothing new is triggered')

  await story.must([204], 'DELETE', `/webhooks/${uuid}`)
  seconds(60)
  await deliver()
  t.equal(calls.length, 2, 'deleted: nobody is called')
  const [left] = await triggered('1')
  t.match(left, { status: 'failure', name: /^POST/ }, 'the record stays')
  t.notOk(left._links['pb:webhook'])
  t.equal((await story.request('POST', `/triggered-webhooks/${left.uuid}/replay`)).status, 409)
  t.match((await story.get('/webhooks/dead-letters')).body, { page: { totalElements: 0 } })
  const logs = await story.get(`/triggered-webhooks/${left.uuid}/logs`, { accept: 'application/hal+json' })
  t.match(logs.body, {
    eventName: 'contract_published',
    consumerName: 'web',
    executions: [{ success: false }, { success: false }]
  })
})

await forEachEngine(t, 'two that look at once take each call once', async (t, engine) => {
  const { story, publish, calls, deliver } = await webhookFor(t, { engine })
  for (let number = 0; number < 20; number++) await publish(String(number))
  await Promise.all(Array.from({ length: 5 }, deliver))
  const claims = await Promise.all(Array.from({ length: 5 }, () => claimCalls(story.broker, 10)))
  t.same(claims.flat(), [])
  t.equal(calls.length, 20)
  t.equal(new Set(calls.map(({ headers }) => headers['webhook-id'])).size, 20)
})

await forEachEngine(t, 'a call whose server died is taken over after the lease', async (t, engine) => {
  const { story, publish, deliver, calls, seconds, triggered } = await webhookFor(t, { engine })
  await publish('1')
  const [lost] = await claimCalls(story.broker, 10)
  await deliver()
  t.equal(calls.length, 0, 'it is taken')
  seconds(30)
  await deliver()
  t.equal(calls.length, 1, 'and free again when the lease is over')
  if (lost !== undefined) await deliverCall(story.broker, lost)
  t.match(await triggered('1'), [{ status: 'success', attemptsMade: 1 }], 'who comes too late changes nothing')
})

await forEachEngine(t, 'a running server delivers at once, a few at a time, and ends what it began', async (t, engine) => {
  const { url, calls } = await receiver(t, async () => {
    busy = Math.max(busy, ++open)
    await new Promise(resolve => setTimeout(resolve, 50))
    open--
    return 200
  })
  let open = 0
  let busy = 0
  const story = await tellStory(t, { engine, config: { ...localReceiver, webhookConcurrency: 3 } })
  await story.must([201], 'POST', '/webhooks', { events: [{ name: 'contract_published' }], request: { method: 'POST', url } })
  for (let number = 0; number < 12; number++) await story.published('web', String(number), { api: 1 })
  const failures: unknown[] = []
  const delivery = startDelivery(story.broker, error => failures.push(error))
  for (let waited = 0; calls.length < 10 && waited < 100; waited++) await new Promise(resolve => setTimeout(resolve, 20))
  await delivery.stop(5000)
  t.equal(open, 0, 'nothing is cut off')
  t.equal(busy, 3, 'three at a time')
  const received = calls.length
  await deliverAll(story.broker)
  t.equal(calls.length, 12, `${received} before the stop, the others after it, each once`)
  t.same(failures, [])
})

t.test('the first attempt may be told to wait', async t => {
  const { publish, deliver, calls, seconds } = await webhookFor(t, { engine: 'sqlite', config: { webhookDelay: 5000 } })
  await publish('1')
  await deliver()
  t.equal(calls.length, 0)
  seconds(5)
  await deliver()
  t.equal(calls.length, 1)
})

t.test('a new signing secret signs from then on', async t => {
  const { story, publish, deliver, calls, secret } = await webhookFor(t, { engine: 'sqlite' })
  const { body } = await story.must([200], 'POST', `/webhooks/${uuid}/signing-secret`, {})
  t.not(body.signingSecret, secret)
  await publish('1')
  await deliver()
  const [{ headers, text }] = calls as [ReceivedCall]
  const key = Buffer.from(body.signingSecret.replace('whsec_', ''), 'base64')
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`
  t.equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
  t.equal((await story.request('POST', `/webhooks/${'x'.repeat(20)}/signing-secret`, {})).status, 404)
})

t.test('a webhook whose secrets cannot be read any more fails in words', async t => {
  const { story, publish, deliver, triggered, calls } = await webhookFor(t, {
    engine: 'sqlite',
    config: { webhookRetrySchedule: [] }
  })
  await publish('1')
  Object.assign(story.broker, {
    secrets: {
      seal: (text: string) => text,
      open: () => {
        throw new Error('The key is gone.')
      }
    }
  })
  await deliver()
  const [call] = await triggered('1')
  t.equal(call.status, 'failure')
  t.match((await story.get(`/triggered-webhooks/${call.uuid}/logs`)).text, /The key is gone/)
  t.equal(calls.length, 0)
})

t.test('what is asked of a call that does not exist is not found', async t => {
  const { story } = await webhookFor(t, { engine: 'sqlite' })
  for (const path of [
    '/triggered-webhooks/x',
    '/triggered-webhooks/x/logs',
    `${pactUrl('api', 'web', '9')}/triggered-webhooks`
  ]) {
    t.equal((await story.get(path)).status, 404, path)
  }
  t.equal((await story.request('POST', '/triggered-webhooks/x/replay')).status, 404)
  t.equal((await story.get('/pacts/provider/api/consumer/web/webhooks/status')).status, 404)
})
