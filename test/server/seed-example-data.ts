import t from 'tap'
import { seedEnvironments } from '../../server/actions/seed-environments.ts'
import { seedExampleData } from '../../server/actions/seed-example-data.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

await forEachEngine(t, 'the example has a version that is live and one that cannot follow', async (t, engine) => {
  const { broker, canIDeploy, get } = await tellStory(t, { engine, config: { seedEnvironments: true } })
  await seedEnvironments(broker)
  await Promise.all([seedExampleData(broker), seedExampleData(broker)])
  t.match(await canIDeploy('Example App', '1.0.0', 'production'), { summary: { deployable: true } })
  t.match(await canIDeploy('Example App', '1.1.0', 'production'), { summary: { deployable: false } })
  t.equal((await get('/pacticipants')).body._embedded.pacticipants.length, 2)
  t.match(await get('/pacticipants/Example%20App'), { body: { mainBranch: 'main' } })
  t.match(await get('/pacts/provider/Example%20API/consumer/Example%20App/version/1.1.0'), { status: 200 })
})
