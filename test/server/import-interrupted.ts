import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { buildApp } from '../../server/app.ts'
import { importBroker } from '../../server/import/import-broker.ts'
import { migrationsFolder } from '../../server/package.ts'
import { openDatabase } from '../../server/storage/open.ts'
import { forEachEngine, freshDatabaseUrl } from '../engines.ts'
import { addresses, richBroker, withoutHost } from '../rich-broker.ts'
import { type Story, tellStory } from '../story.ts'

t.setTimeout(0)

/** The broker behind a door that is told of each request before it is answered. */
async function behindDoor(t: Test, { app }: Pick<Story, 'app'>, onRequest: (count: number) => void) {
  let count = 0
  const door = createServer(async (request: IncomingMessage, response) => {
    onRequest(++count)
    const { host, ...headers } = request.headers
    const answer = await app.inject({ method: 'GET', url: request.url ?? '/', headers: { ...headers, host: host ?? '' } })
    response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) }).end(answer.rawPayload)
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  t.teardown(() => door.close())
  return `http://127.0.0.1:${(door.address() as AddressInfo).port}`
}

async function sameAnswers(t: Test, source: Story, target: Pick<Story, 'app'>) {
  for (const url of addresses(source)) {
    const there = await source.app.inject({ url })
    const here = await target.app.inject({ url })
    t.equal(withoutHost(here.body), withoutHost(there.body), url)
  }
}

await forEachEngine(t, 'an import that is stopped again and again comes to the same end', async (t, engine) => {
  const source = await richBroker(t, engine)
  const target = await tellStory(t, { engine, now: source.broker.now })
  let stopping = new AbortController()
  let stopAt = 3
  const from = await behindDoor(t, source, count => {
    if (count >= stopAt) stopping.abort()
  })
  let stops = 0
  for (let runs = 0; ; runs++) {
    try {
      const report = await importBroker(target.broker, { from, signal: stopping.signal, waits: [1], parallel: 2 })
      t.equal(report.complete, true)
      break
    } catch (error) {
      t.match(error, { code: 'stopped', message: /same command continues/ })
      stops++
    }
    stopping = new AbortController()
    // Each time a little further, as in a run without an interruption.
    stopAt += 12 + 4 * runs
  }
  t.ok(stops > 3, `stopped ${stops} times`)
  await sameAnswers(t, source, target)
})

const cli = fileURLToPath(new URL('../../client/cli.js', import.meta.url))

t.test('the command that is killed in the middle is continued by the same command', async t => {
  const source = await richBroker(t, 'sqlite')
  const url = await freshDatabaseUrl(t, 'sqlite')
  let killed = 0
  let child: ReturnType<typeof spawn> | undefined
  const from = await behindDoor(t, source, count => {
    if (count === 25 || count === 60) killed += Number(child?.kill('SIGKILL'))
  })
  const run = async () => {
    const words = [cli, 'import', '--from', from, '--database', url, '--output', 'json', '--sample', '5']
    child = spawn(process.execPath, words, { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', data => (stdout += data))
    child.stderr?.on('data', data => (stderr += data))
    const [code, signal] = await once(child, 'close')
    return { code, signal, stdout, stderr }
  }
  t.equal((await run()).signal, 'SIGKILL')
  t.equal((await run()).signal, 'SIGKILL')
  t.equal(killed, 2)
  const { code, stdout, stderr } = await run()
  t.equal(code, 0, stderr)
  t.match(stderr, /^environments: 2, 0 of them new/m, 'what was copied before is known')
  t.match(stderr, /^results: \d+, \d+ of them new/m)
  const report = JSON.parse(stdout)
  t.equal(report.complete, true)
  t.equal(report.answers.differs, 0)
  t.equal(report.answers.asked, 4)

  const db = await openDatabase(url, { migrations: migrationsFolder })
  t.teardown(() => db.close())
  const app = await buildApp({ ...source.broker, db })
  await sameAnswers(t, source, { app })
})
