import t from 'tap'
import { watchWindows } from '../../server/actions/watch-windows.ts'
import { sql } from '../../server/storage/sql.ts'
import { announcedWindows } from '../../server/storage/windows.ts'
import { forEachEngine } from '../engines.ts'
import { publish } from '../provider-documents.ts'
import { tellStory } from '../story.ts'
import { reading, usersApi } from '../users-api.ts'

const element = 'GET /users/{}#response.200.body/name'
const address = `/pacticipants/api/windows/${encodeURIComponent(element)}`
const user = (properties: object) => usersApi({ properties: { id: { type: 'integer' }, ...properties } })

/** A provider with an element that web uses in production, promised until 2026-06-30, and a clock that the test moves. */
async function begin(t: Parameters<typeof tellStory>[0], engine: 'sqlite' | 'postgres') {
  const clock = { now: Date.parse('2026-03-10T12:00:00Z') }
  const story = await tellStory(t, { engine, now: () => clock.now, config: { baseUrl: ['https://broker.example.org'] } })
  await story.environment('production', true)
  await publish(story, '1', { branch: 'main', ...user({ name: { type: 'string' } }) })
  await story.deployed('api', '1', 'production')
  await story.published('web', '1', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  await story.must([201], 'PUT', address, { sunset: '2026-06-30' })
  const { broker } = story
  return {
    ...story,
    on: async (day: string) => {
      clock.now = Math.max(clock.now + 1, Date.parse(`${day}T00:00:00Z`))
      return watchWindows(broker, clock.now)
    },
    events: async () => {
      const rows = await broker.db.all<{ kind: string; subject: string }>(sql`
        select kind, subject from events where kind like 'window%' order by id`)
      return rows.map(({ kind, subject }) => [kind, JSON.parse(subject).element])
    }
  }
}

await forEachEngine(
  t,
  'a window is told of when its sunset is near, when it passed, and when that was in vain, once each',
  async (t, engine) => {
    const { on, events } = await begin(t, engine)
    t.equal(await on('2026-06-15'), 0)
    t.equal(await on('2026-06-17'), 1, 'fourteen days before')
    t.equal(await on('2026-06-18'), 0, 'once')
    t.equal(await on('2026-06-30'), 0, 'its day is still inside')
    t.equal(await on('2026-07-01'), 2)
    t.equal(await on('2026-07-02'), 0)
    t.same(await events(), [
      ['window_approaching', element],
      ['window_passed', element],
      ['window_overdue', element]
    ])
  }
)

await forEachEngine(t, 'what is moved is told of anew, what is taken back not at all', async (t, engine) => {
  const { on, events, request, must } = await begin(t, engine)
  t.equal(await on('2026-06-20'), 1)
  await must([200], 'PUT', address, { sunset: '2026-08-31' })
  t.equal(await on('2026-07-01'), 0)
  t.equal(await on('2026-08-20'), 1)
  await request('DELETE', address)
  t.equal(await on('2026-09-01'), 0)
  t.same(
    (await events()).map(([kind]) => kind),
    ['window_approaching', 'window_approaching']
  )
})

await forEachEngine(
  t,
  'what is removed and used by nobody passes, and is not overdue until it is there again',
  async (t, engine) => {
    const story = await begin(t, engine)
    await story.published('web', '2', { api: reading('web', { id: 1 }) }, { branch: 'main' })
    await story.deployed('web', '2', 'production')
    await publish(story, '2', { branch: 'main', ...user({}) })
    await story.deployed('api', '2', 'production')
    t.equal(await story.on('2026-06-20'), 0, 'nothing comes near for anybody')
    t.equal(await story.on('2026-07-01'), 1)
    await story.deployed('api', '1', 'production')
    t.equal(await story.on('2026-07-02'), 1)
    t.same(
      (await story.events()).map(([kind]) => kind),
      ['window_passed', 'window_overdue']
    )
  }
)

await forEachEngine(t, 'of several processes one looks, and what happens meanwhile is told once', async (t, engine) => {
  const { on, broker, events } = await begin(t, engine)
  await on('2026-03-11')
  const at = Date.parse('2026-07-05T00:00:00Z')
  const other = { ...broker, now: () => at }
  const told = await Promise.all([1, 2, 3].map(() => watchWindows(other, at)))
  t.same(
    told.filter(each => each !== undefined),
    [2]
  )
  t.equal((await events()).length, 2)
  t.equal(await watchWindows(other, at), undefined, 'nor again in the same time')
})

await forEachEngine(t, 'webhooks are called for each consumer that is concerned', async (t, engine) => {
  const story = await begin(t, engine)
  const { broker, must, on } = story
  await story.application('shop')
  const hook = (more: object) =>
    must([201], 'POST', '/webhooks', {
      events: [{ name: 'window_approaching' }, { name: 'window_overdue' }],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the broker's template
      request: { method: 'POST', url: 'https://ci.example.org/x', body: '${pactbroker.element} ${pactbroker.elementSunset}' },
      ...more
    })
  await hook({ consumer: { name: 'web' }, description: 'of web' })
  await hook({ provider: { name: 'api' }, description: 'of api' })
  await hook({ consumer: { name: 'shop' }, description: 'of shop' })
  await on('2026-06-20')
  const calls = await broker.db.all<{ name: string; event: string; context: string }>(sql`
    select webhook.description as name, call.event, call.context from triggered_webhooks call
    join webhooks webhook on webhook.id = call.webhook_id order by call.id`)
  t.same(
    calls.map(({ name, event, context }) => [name, event, JSON.parse(context).window.element]),
    [
      ['of web', 'window_approaching', element],
      ['of api', 'window_approaching', element]
    ]
  )
})

await forEachEngine(t, 'what no single change announces is announced by the next look', async (t, engine) => {
  const { on, broker, request } = await begin(t, engine)
  await publish({ request } as Parameters<typeof publish>[0], '9', {
    branch: 'develop',
    ...user({ name: { 'x-sunset': '2027-01-01' } })
  })
  await broker.db.transaction(tx => tx.run(sql`update applications set main_branch = 'develop' where name = 'api'`))
  const sunset = async () => (await announcedWindows(broker.db, 1))[0]?.sunset
  const before = await sunset()
  await on('2026-03-12')
  t.not(await sunset(), before)
  t.equal(await sunset(), Date.parse('2027-01-02') - 1)
})
