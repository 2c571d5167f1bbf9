import BetterSqlite from 'better-sqlite3'
import t, { type Test } from 'tap'
import { freshDatabaseUrl } from '../engines.ts'
import { publishMany, publishVersion, startServer } from '../server-process.ts'

t.test('a server that is killed while it is published to loses nothing that it acknowledged', async (t: Test) => {
  const url = await freshDatabaseUrl(t, 'sqlite')
  const acknowledged = await publishMany([await startServer(url)], { count: 61, killFirst: true })
  t.ok(acknowledged.length > 60, `${acknowledged.length} publications were acknowledged`)

  const again = await startServer(url)
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
  t.ok((await publishVersion(again.address, 1_000_000)).ok, 'and it takes new ones')

  const file = new BetterSqlite(url.slice('sqlite:'.length), { readonly: true })
  t.same(file.pragma('integrity_check'), [{ integrity_check: 'ok' }])
  t.same(file.pragma('foreign_key_check'), [])
  file.close()
})
