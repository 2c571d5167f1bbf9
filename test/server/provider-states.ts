import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const states = '/pacts/provider/api/provider-states'

await forEachEngine(
  t,
  'the states that consumers expect are listed for main branches, a branch, an environment',
  async (t, engine) => {
    const { published, deployed, released, environment, get } = await tellStory(t, { engine })
    await environment('test')
    await published('web', '1', { api: 1 }, { branch: 'main' })
    await published('web', '2', { api: 2 }, { branch: 'main' })
    await published('app', '1', { api: 2 }, { branch: 'feat' })
    await deployed('web', '1', 'test')
    await released('app', '1', 'test')

    t.same((await get(states)).body, { providerStates: [{ name: 'state 2', consumers: ['web'] }] })
    t.same((await get(`${states}/branch/feat`)).body, { providerStates: [{ name: 'state 2', consumers: ['app'] }] })
    t.same((await get(`${states}/environment/test`)).body, {
      providerStates: [
        { name: 'state 1', consumers: ['web'] },
        { name: 'state 2', consumers: ['app'] }
      ]
    })
    t.same((await get(`${states}/branch/none`)).body, { providerStates: [] })
    t.match(await get(`${states}/environment/nowhere`), { status: 404, body: { error: /nowhere/ } })
    t.match(await get('/pacts/provider/nobody/provider-states'), {
      status: 404,
      body: { error: "No provider with name 'nobody' found" }
    })
  }
)

t.test('parameters of states arrive as the consumer wrote them', async t => {
  const { must, get } = await tellStory(t)
  const pact = '{"interactions":[{"description":"x","providerStates":[{"name":"a","params":{"price":1.0}}]}]}'
  await must([201], 'PUT', '/pacts/provider/api/consumer/web/version/1', pact)
  await must([201], 'PUT', '/pacticipants/web/branches/main/versions/1', {})
  t.equal((await get(states)).text, '{"providerStates":[{"name":"a","params":{"price":1.0},"consumers":["web"]}]}')
})
