import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import pg from 'pg'
import t from 'tap'
import { migrationsFolder } from '../../server/package.ts'
import { forEachEngine, freshDatabaseUrl } from '../engines.ts'

const run = promisify(execFile)
const module = new URL('../../server/storage/migrate.js', import.meta.url).href
const script = `
  const { migrate } = await import(${JSON.stringify(module)})
  console.log((await migrate(process.argv[1], process.argv[2])).length)`

await forEachEngine(t, 'several processes may start on a fresh database at once', async (t, engine) => {
  const url = await freshDatabaseUrl(t, engine)
  if (engine === 'postgres') await emptied(url)
  const processes = Array.from({ length: 4 }, () =>
    run(process.execPath, ['--input-type=module', '-e', script, url, migrationsFolder])
  )
  const applied = (await Promise.all(processes)).map(({ stdout }) => Number(stdout)).sort()
  const all = readdirSync(migrationsFolder).filter(name => /^\d{4}_/.test(name)).length
  t.same(applied, [0, 0, 0, all], 'one of them applied every migration, the others found them applied')
})

async function emptied(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
}
