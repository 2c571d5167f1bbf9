import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import BetterSqlite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { freshDatabaseUrl } from '../engines.ts'
import { pactOf, toBase64 } from '../story.ts'

const server = fileURLToPath(new URL('../../server/index.js', import.meta.url))

/** The real server in a process of its own, which can be killed. */
async function start(url: string): Promise<{ address: string; child: ChildProcess }> {
  const code = `import(${JSON.stringify(server)}).then(s => s.serve(process.env)).then(({ address }) => console.log(address))`
  const env = { PATH: process.env.PATH, SOLOIST_DATABASE_URL: url, SOLOIST_PORT: '0', SOLOIST_LOG_LEVEL: 'silent' }
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [address] = await once(createInterface(child.stdout), 'line')
  return { address, child }
}

function publish(address: string, version: number): Promise<Response> {
  return fetch(`${address}/contracts/publish`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      pacticipantName: 'web',
      pacticipantVersionNumber: `v${version}`,
      contracts: [
        {
          consumerName: 'web',
          providerName: 'api',
          specification: 'pact',
          contentType: 'application/json',
          content: toBase64(pactOf('web', 'api', version))
        }
      ]
    })
  })
}

/** Publishes from several sides at once until the server is gone. The versions it said yes to. */
async function publishUntilKilled({ address, child }: Awaited<ReturnType<typeof start>>): Promise<number[]> {
  const acknowledged: number[] = []
  let next = 0
  const publisher = async () => {
    for (;;) {
      const version = ++next
      try {
        if ((await publish(address, version)).ok) acknowledged.push(version)
      } catch {
        return
      }
      if (acknowledged.length > 60) child.kill('SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: 8 }, publisher))
  return acknowledged
}

t.test('a server that is killed while it is published to loses nothing that it acknowledged', async (t: Test) => {
  const url = await freshDatabaseUrl(t, 'sqlite')
  const acknowledged = await publishUntilKilled(await start(url))
  t.ok(acknowledged.length > 60, `${acknowledged.length} publications were acknowledged`)

  const again = await start(url)
  t.teardown(() => again.child.kill('SIGKILL'))
  const lost: number[] = []
  for (const version of acknowledged) {
    const response = await fetch(`${again.address}/pacts/provider/api/consumer/web/version/v${version}`)
    const path = response.ok
      ? ((await response.json()) as { interactions: [{ request: { path: string } }] }).interactions[0].request.path
      : ''
    if (path !== `/things/${version}`) lost.push(version)
  }
  t.same(lost, [], 'all of them are there, with their content')
  t.ok((await publish(again.address, 1_000_000)).ok, 'and it takes new ones')

  const file = new BetterSqlite(url.slice('sqlite:'.length), { readonly: true })
  t.same(file.pragma('integrity_check'), [{ integrity_check: 'ok' }])
  t.same(file.pragma('foreign_key_check'), [])
  file.close()
})
