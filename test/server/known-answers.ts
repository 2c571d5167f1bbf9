import t, { type Test } from 'tap'
import { migrationsFolder } from '../../server/package.ts'
import { openDatabase } from '../../server/storage/open.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const question = '/can-i-deploy?pacticipant=web&version=1&environment=production'
const questions = (statements: string[]) => statements.filter(text => text.includes('from publications')).length

async function shop(t: Test, setting: Parameters<typeof tellStory>[1]) {
  const statements: string[] = []
  const story = await tellStory(t, { ...setting, onStatement: text => statements.push(text) })
  await story.environment('production')
  await story.published('web', '1', { api: 1 })
  await story.deployed('web', '1', 'production')
  return { ...story, statements }
}

await forEachEngine(t, 'a question that is asked again while nothing changes is answered from memory', async (t, engine) => {
  const { get, published, verified, deployed, statements } = await shop(t, { engine })
  await published('api', '1', {})
  await deployed('api', '1', 'production')
  const first = await get(question)
  t.match(first.body, { summary: { deployable: null }, verdict: { answer: 'unknown' } })
  const asked = questions(statements)
  t.equal((await get(question)).text, first.text)
  t.equal(questions(statements), asked, 'no facts were fetched')
  t.match(await get(question, { accept: 'text/plain' }), { text: /^CONSUMER/ }, 'in the form that is asked for')
  t.match(
    (await get(question, { host: 'other.example' })).body.matrix[0].pact._links.self.href,
    /^http:\/\/other\.example\//,
    'with the address that the client uses'
  )
  await verified('web', '1', 'api', '1')
  t.match((await get(question)).body, { verdict: { answer: 'yes' } }, 'and anew once something was written')
})

await forEachEngine(t, 'what another process writes is seen at once', async (t, engine) => {
  const { get, broker } = await shop(t, { engine })
  const other = await openDatabase(await urlOf(broker.db), { migrations: migrationsFolder })
  t.teardown(() => other.close())
  t.match((await get(question)).body, { verdict: { reasons: [{ code: 'provider-not-deployed' }] } })
  await other.transaction(tx => tx.run(sql`delete from publications`))
  t.match((await get(question)).body, { verdict: { reasons: [{ code: 'no-counterpart' }, { code: 'no-content' }] } })
})

t.test('an answer that depends on a date is not kept beyond it', async t => {
  let now = Date.UTC(2026, 1, 28, 12)
  const { get, application, request } = await shop(t, { now: () => now })
  await application('unused')
  await request('PUT', '/policies', {
    kind: 'provider-not-deployed',
    provider: 'api',
    rule: 'allow-until',
    until: '2026-02-28',
    reason: 'not built yet'
  })
  for (const hour of [12, 23]) {
    now = Date.UTC(2026, 1, 28, hour)
    t.match((await get(question)).body, { verdict: { answer: 'yes' } }, `on the last day, ${hour}:00`)
  }
  now = Date.UTC(2026, 2, 1)
  t.match((await get(question)).body, { summary: { deployable: null }, verdict: { answer: 'unknown' } }, 'on the next day')
  now = Date.UTC(2026, 1, 28, 23)
  t.match((await get(question)).body, { verdict: { answer: 'yes' } }, 'a clock that is set back is believed')
})

/** Where a database of a story lives, for a second process to open. */
async function urlOf(db: Awaited<ReturnType<typeof tellStory>>['broker']['db']): Promise<string> {
  if (db.engine === 'sqlite') {
    const file = await db.get<{ file: string }>(sql`select file from pragma_database_list where name = 'main'`)
    return `sqlite:${file?.file}`
  }
  const at = await db.get<{ port: string; name: string }>(sql`select current_setting('port') as port, current_database() as name`)
  return `postgres://postgres:postgres@127.0.0.1:${at?.port}/${at?.name}`
}
