import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const consumers = 40

await forEachEngine(t, 'the verdict for a hub takes at most five statements, however many it meets', async (t, engine) => {
  let statements: string[] = []
  const story = await tellStory(t, { engine, onStatement: text => statements.push(text) })
  await story.environment('production')
  for (let i = 1; i <= consumers; i++) {
    await story.published(`consumer-${i}`, '1', { hub: i })
    await story.deployed(`consumer-${i}`, '1', 'production')
    await story.verified(`consumer-${i}`, '1', 'hub', '1')
  }
  // The stores of all are known from the same statements.
  const stores = { resources: [{ path: 'db', access: 'reads' }] }
  for (const name of ['hub', 'consumer-1']) await story.must([200], 'PUT', `/pacticipants/${name}/versions/1/resources`, stores)
  const policies = [{ kind: 'shared-persistence', rule: 'block' }]
  await story.must([200], 'PUT', '/pacticipants/hub/versions/1/policies', { policies })
  statements = []
  const answer = await story.canIDeploy('hub', '1', 'production')
  t.equal(answer.verdict.answer, 'yes')
  t.equal(answer.matrix.length, consumers)
  t.ok(statements.length <= 5, `${statements.length} statements`)
})
