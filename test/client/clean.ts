import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'

const cli = fileURLToPath(new URL('../../client/cli.js', import.meta.url))
const run = promisify(execFile)

t.test('soloist clean opens the database itself and tells what it did', async t => {
  const database = `sqlite:${t.testdir()}/soloist.db`
  const words = (...more: string[]) => [cli, 'clean', '--database-url', database, ...more]
  const dry = await run(process.execPath, words('--dry-run'))
  t.match(dry.stdout, /^Would remove 0 versions \(0 stay\), 0 branches/)
  const json = await run(process.execPath, words('--output', 'json'))
  t.match(JSON.parse(json.stdout), { dryRun: false, versions: { toDelete: 0, toKeep: 0 } })
  await t.rejects(run(process.execPath, [cli, 'clean', '--database-url', 'mysql://x']), {
    code: 3,
    stderr: /SOLOIST_DATABASE_URL must begin/
  })
})
