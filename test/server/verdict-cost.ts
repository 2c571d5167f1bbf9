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
  statements = []
  const answer = await story.canIDeploy('hub', '1', 'production')
  t.equal(answer.verdict.answer, 'yes')
  t.equal(answer.matrix.length, consumers)
  t.ok(statements.length <= 5, `${statements.length} statements`)
})
