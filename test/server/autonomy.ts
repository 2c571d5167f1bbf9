import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 0, 5, 9)

await forEachEngine(
  t,
  'the report of an environment tells who could go alone, who was blocked by whom, and what is missing',
  async (t, engine) => {
    const clock = { now: start }
    const story = await tellStory(t, { engine, now: () => clock.now })
    const { published, verified, deployed, canIDeploy, must, get } = story
    await story.environment('production', true)
    const address = `/environments/${story.environmentId('production')}/autonomy`
    t.match((await get(address)).body, { score: null, known: 0 }, 'nothing is known of an empty environment')

    await published('web', '1', { api: 1 })
    await verified('web', '1', 'api', '1')
    await deployed('api', '1', 'production')
    await canIDeploy('web', '1', 'production')
    await deployed('web', '1', 'production')
    await must([201], 'PUT', '/pacticipants/lonely/versions/1', {})
    await deployed('lonely', '1', 'production')

    await published('web', '2', { api: 2 })
    await canIDeploy('web', '2', 'production')
    clock.now += hour
    await verified('web', '2', 'api', '1')
    await canIDeploy('web', '2', 'production')
    await story.broker.recorder?.flush()
    await new Promise(resolve => setTimeout(resolve, 400))

    await published('web', '3', { api: 3 })
    await verified('web', '3', 'api', '1', false)
    await canIDeploy('web', '3', 'production')
    clock.now += 10 * hour
    await verified('web', '3', 'api', '2')
    await deployed('api', '2', 'production')
    await canIDeploy('web', '3', 'production')
    await deployed('web', '3', 'production')
    await must([200], 'POST', '/pacticipants/api/rename', { name: 'orders' })
    await new Promise(resolve => setTimeout(resolve, 400))
    clock.now += day

    const { body } = await get(address)
    t.match(
      body.applications.find(({ name }: { name: string }) => name === 'web'),
      {
        deployments: 2,
        versions: { alone: 1, waitedForEvidence: 1, blocked: 1, undecided: 0 },
        share: 0.6667,
        hoursBlocked: 10,
        blockedBy: [{ name: 'orders', hours: 10 }]
      }
    )
    t.same(body.withoutContracts, { integrations: [], applications: ['lonely'] })
    t.same(
      body.parts.map(({ name, value }: { name: string; value: number | null }) => [name, value === null]),
      [
        ['alone', false],
        ['apart', true],
        ['stores', true],
        ['contracts', false],
        ['windows', true]
      ]
    )
    const lost = body.losses.reduce((sum: number, { points }: { points: number }) => sum + points, 0)
    t.ok(Math.abs(100 - body.score - lost) < 1, 'what is lost is what is missing')
    t.match(body.losses, [
      { part: 'alone', because: '1 version of web needed another deployment first: orders (1)' },
      { part: 'contracts', because: /lonely runs and takes part in no integration/ },
      { part: 'alone', because: 'web was blocked for 10 h, most by orders' }
    ])

    t.match(await get(address, { accept: 'text/plain' }), {
      headers: { 'content-type': /^text\/plain/ },
      text: /^Autonomy of production/
    })
    t.match(await get(address, { accept: 'text/markdown' }), { text: /^## Autonomy of production/ })
    t.equal((await get(address, { accept: 'image/png' })).status, 406)
    t.match((await get(`${address}?from=2027-01-01`)).status, 400)
    t.match((await get(`${address}?from=1.1.2026`)).body, { errors: { from: ['must be a day like 2026-01-31'] } })
    t.match((await get(`${address}?from=2026-01-01&to=2026-01-04`)).body, { score: 50, known: 0.1 }, 'contracts are those of now')
  }
)

await forEachEngine(t, 'overrides are told, with what went under them, and win back no point', async (t, engine) => {
  const clock = { now: start }
  const { get, must, ...story } = await tellStory(t, { engine, now: () => clock.now })
  await story.environment('production', true)
  await story.environment('test')
  const uuid = story.environmentId('production')
  await story.published('web', '1', { api: 1 })
  await story.published('web', '2', { api: 2 })
  await must([200, 201], 'PUT', '/pacticipants/web/versions/3', {})
  const override = (version: string, environment: string | undefined, by: string) =>
    must([201], 'POST', `/pacticipants/web/versions/${version}/overrides/environment/${environment}`, {
      by,
      reason: 'the shop is down'
    })
  await override('1', story.environmentId('test'), 'eve')
  await override('1', uuid, 'ann')
  clock.now += hour
  await story.deployed('web', '1', 'production')
  const revoked = await override('2', uuid, 'bob')
  clock.now += hour
  await must([200, 204], 'DELETE', new URL(String(revoked.headers.location)).pathname, undefined)
  clock.now += hour
  await story.deployed('web', '2', 'production')

  const address = `/environments/${uuid}/autonomy`
  const { body } = await get(address)
  t.match(body.overrides, [
    { application: 'web', version: '2', by: 'bob', until: '2026-01-05T11:00:00+00:00', deployedAt: null },
    {
      application: 'web',
      version: '1',
      by: 'ann',
      reason: 'the shop is down',
      createdAt: '2026-01-05T09:00:00+00:00',
      deployedAt: '2026-01-05T10:00:00+00:00',
      covers: [/api is not there/]
    }
  ])
  t.equal(body.overrides.length, 2)
  t.match((await get(address, { accept: 'text/plain' })).text, /Overrides: [\s\S]*web 1 +\| ann +\| 2026-01-05/)
  t.same((await get(`${address}?from=2025-12-01&to=2025-12-31`)).body.overrides, [])
  const log = { deployments: [{ application: 'web', at: '2026-01-05T09:00:00Z' }] }
  t.equal((await must([200], 'POST', '/autonomy', log)).body.overrides, null, 'a log does not tell')
})

t.test('a log of deployments is enough', async t => {
  const { request } = await tellStory(t)
  const at = (days: number, minutes: number) => new Date(start + days * day + minutes * 60_000).toISOString()
  const deployments = Array.from({ length: 12 }, (_, i) => [
    { application: 'web', at: at(i * 2, 0) },
    { application: 'api', at: at(i * 2, 20) },
    { application: 'mail', at: at(i * 2, 60 * (i % 6) + 70) }
  ]).flat()
  const { body } = await request('POST', '/autonomy', { deployments })
  t.match(body, { score: 42, known: 0.2, from: '2026-01-05', to: '2026-01-27' })
  t.match(body.coDeployment.pairs, [{ applications: ['api', 'web'], together: 12, chance: 1.5, lift: 8 }])
  t.match(body.losses, [{ part: 'apart', because: /^api was deployed together with web in 12 of 12 hours/ }, {}])
  t.equal(body.losses.length, 2)

  const csv = ['at,application,environment', ...deployments.map(({ application, at }) => `${at},"${application}",prod`)].join(
    '\r\n'
  )
  t.match((await request('POST', '/autonomy', { csv })).body, { environment: 'prod', score: 42 })
  t.match((await request('POST', '/autonomy', { csv, environment: 'test' })).status, 400)

  const bad: Array<[body: object, says: RegExp]> = [
    [{}, /or csv must be given, and not both/],
    [{ csv: 'web,1' }, /must name the columns/],
    [{ csv: 'application,at\nweb,"2026' }, /Line 2 has a quotation mark/],
    [{ csv: 'application,at\nweb,2026-01-31' }, /Deployment 1: at is .*2026-01-31.*; it must be a moment such as/],
    [{ deployments: [] }, /no deployments/],
    [{ deployments: [{ application: ' ', at: '2026-01-31T10:00:00Z' }] }, /application cannot be blank/],
    [
      { deployments: ['a', 'b'].map(environment => ({ application: 'web', environment, at: '2026-01-31T10:00:00Z' })) },
      /several environments: a, b/
    ]
  ]
  for (const [asked, says] of bad) {
    const { status, text } = await request('POST', '/autonomy', asked)
    t.equal(status, 400, JSON.stringify(asked))
    t.match(text, says)
  }
})
