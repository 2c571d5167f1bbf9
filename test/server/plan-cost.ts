import t from 'tap'
import { found, serviceName } from '../../bench/company.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

await forEachEngine(t, 'a plan in a company of 60 services takes a few statements', async (t, engine) => {
  let statements = 0
  const story = await tellStory(t, { engine, onStatement: () => statements++ })
  const { db } = story.broker
  await found(async (method, path, body) => (await story.must([200, 201], method, path, body)).body, 60, { complete: false })
  if (engine === 'postgres') await db.transaction(tx => tx.run(sql`analyze`))

  const path = `/pacticipants/${serviceName(0)}/versions/6/plan/environment/production`
  await story.must([200], 'GET', path)
  statements = 0
  const start = performance.now()
  const { body } = await story.must([200], 'GET', path)
  t.comment(`${Math.round(performance.now() - start)} ms and ${statements} statements for ${body.steps.length} steps`)
  t.equal(body.outcome, 'steps', body.sentence)
  t.same(
    body.steps.map(({ kind }: { kind: string }) => kind),
    body.steps.map(() => 'deploy')
  )
  t.equal(body.steps.at(-1).pacticipant, serviceName(0))
  t.ok(statements <= 25, `${statements} statements`)
})
