import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import t from 'tap'
import type { Database } from '../../server/storage/database.ts'
import { Sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { type OddRequest, oddRequests } from '../malformed.ts'
import { type Story, tellStory } from '../story.ts'

const isLong = process.env.SOLOIST_TEST_LONG === 'true'
const numRuns = { sqlite: isLong ? 500 : 12, postgres: isLong ? 200 : 5 }
/** Always the same requests, but in a long run; a failure names its seed. */
const seed = isLong ? {} : { seed: 20_260_131 }
const longest = 5000

t.setTimeout(0)

/** What is sent here must reach nobody. */
async function noNetwork(): Promise<never> {
  throw new Error('There is no network in this test.')
}

/** Something behind every name that requests use; told again, as some of them delete. */
async function tell(story: Story): Promise<void> {
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'] })
  await story.verified('web', '1', 'api', '1')
  await story.branched('api', '1', 'main')
}

await forEachEngine(
  t,
  'no request, however odd, breaks the broker, and a refused one leaves nothing behind',
  async (t, engine) => {
    const story = await tellStory(t, { engine, send: noNetwork })
    const { app, broker, routes } = story
    await story.environment('test')
    const countRows = await rowCounter(broker.db)

    async function send({ body, ...request }: OddRequest): Promise<boolean> {
      const before = await countRows()
      const options = { ...request, ...(body === undefined ? {} : { payload: body }) } as InjectOptions
      const answer = await Promise.race([app.inject(options), sleep(longest, undefined, { ref: false })])
      if (answer === undefined) throw new Error(`no answer within ${longest} ms`)
      const { statusCode } = answer
      if (statusCode >= 500) throw new Error(`answered ${statusCode}: ${answer.body}`)
      if (statusCode < 400) return true
      const after = await countRows()
      if (after !== before)
        throw new Error(`refused with ${statusCode}: ${answer.body}\nand yet kept something: ${before} → ${after}`)
      return true
    }

    for (const route of routes) {
      if (route.method === 'HEAD') continue
      await tell(story)
      const property = fc.asyncProperty(oddRequests(route), send)
      await t.resolves(fc.assert(property, { ...seed, numRuns: numRuns[engine] }), `${route.method} ${route.url}`)
    }
  }
)

/** How many rows each table has, as text. */
async function rowCounter(db: Database): Promise<() => Promise<string>> {
  const names =
    db.engine === 'sqlite'
      ? "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
      : "select table_name as name from information_schema.tables where table_schema = 'public'"
  const tables = await db.all<{ name: string }>(new Sql([names], []))
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*) as rows from ${name}`)
  const statement = new Sql([`${counts.join(' union all ')} order by 1`], [])
  return async () => {
    const rows = await db.all<{ name: string; rows: number }>(statement)
    return rows.map(row => `${row.name} ${row.rows}`).join(', ')
  }
}
