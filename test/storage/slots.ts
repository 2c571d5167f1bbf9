import t from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

await forEachEngine(
  t,
  'of many deployments into one slot at once, just one is current and all others ended',
  async (t, engine) => {
    const { broker, branched, environment, deployed, request, environmentId } = await tellStory(t, { engine })
    await environment('prod')
    const numbers = Array.from({ length: 12 }, (_, i) => String(i))
    for (const number of numbers) await branched('shop', number, 'main')
    const answers = await Promise.all(numbers.map(number => deployed('shop', number, 'prod')))
    t.equal(new Set(answers.map(({ body }) => body.uuid)).size, numbers.length)
    const open = await broker.db.all<{ id: number }>(sql`select id from deployed_versions where ended_at is null`)
    const live = await broker.db.all<{ id: number }>(sql`select deployed_version_id as id from live where kind = 'deployed'`)
    t.equal(open.length, 1)
    t.same(live, open)
    const ended = await broker.db.get<{ total: number }>(
      sql`select count(*) as total from events where kind = 'deployment_ended'`
    )
    t.equal(ended?.total, numbers.length - 1)

    await Promise.all([
      ...numbers.map(number => deployed('shop', number, 'prod')),
      ...answers.map(({ body }) => request('PATCH', `/deployed-versions/${body.uuid}`, { currentlyDeployed: false }))
    ])
    const left = await broker.db.all(sql`
    select deployed.id from deployed_versions deployed
    left join live on live.deployed_version_id = deployed.id
    where (deployed.ended_at is null) <> (live.id is not null)`)
    t.same(left, [], 'what is current and what has not ended are the same')

    const url = `/pacticipants/shop/versions/1/released-versions/environment/${environmentId('prod')}`
    const releases = await Promise.all(numbers.map(() => request('POST', url, {})))
    t.equal(new Set(releases.map(({ body }) => body.uuid)).size, 1)
    t.same(releases.map(({ status }) => status).sort(), [...Array(11).fill(200), 201])
  }
)

await forEachEngine(t, 'of many policies for one scope at once, one is kept', async (t, engine) => {
  const { request, get } = await tellStory(t, { engine })
  const body = { kind: 'provider-not-deployed', rule: 'stubbed', reason: 'r' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => request('PUT', '/policies', body)))
  t.same(answers.map(({ status }) => status).sort(), [200, 200, 200, 200, 200, 200, 200, 201])
  t.equal((await get('/policies')).body._embedded.policies.length, 1)
})
