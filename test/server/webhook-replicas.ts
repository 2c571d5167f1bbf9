import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { freshDatabaseUrl } from '../engines.ts'
import { parameter, type ReceivedCall, receiver } from '../receiver.ts'
import { publishMany, type ServerProcess, startServer } from '../server-process.ts'

t.setTimeout(0)

/** A lease of five seconds: the shortest there is. */
const settings = {
  SOLOIST_WEBHOOK_SCHEMES: 'http',
  SOLOIST_WEBHOOK_ALLOW_ADDRESSES: '127.0.0.1',
  SOLOIST_WEBHOOK_TIMEOUT: '2000',
  SOLOIST_WEBHOOK_RETRY_SCHEDULE: '1 1 1'
}

async function start(t: Test, url: string): Promise<ServerProcess> {
  const server = await startServer(url, settings)
  t.teardown(() => server.child.kill('SIGKILL'))
  return server
}

async function createWebhook({ address }: ServerProcess, url: string) {
  const response = await fetch(`${address}/webhooks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      events: [{ name: 'contract_published' }],
      request: { method: 'POST', url, body: { version: parameter('consumerVersionNumber') } }
    })
  })
  if (response.status !== 201) throw new Error(await response.text())
}

/** Slow enough that a server is killed while calls are under way. */
const slowly = async () => {
  await sleep(30)
  return 200
}

/** Waits until every version was told of, but not for ever. Those that were not. */
async function missing(calls: readonly ReceivedCall[], versions: readonly number[]): Promise<number[]> {
  let left: number[] = []
  for (let waited = 0; waited < 300; waited++) {
    const told = new Set(calls.map(({ body }) => body.version))
    left = versions.filter(version => !told.has(`v${version}`))
    if (left.length === 0) return left
    await sleep(100)
  }
  return left
}

t.test('two servers that nobody disturbs tell each event once', async t => {
  const url = await freshDatabaseUrl(t, 'postgres')
  const servers = [await start(t, url), await start(t, url)]
  const { url: to, calls } = await receiver(t, slowly)
  await createWebhook(servers[0] as ServerProcess, to)
  const acknowledged = await publishMany(servers, { count: 60, killFirst: false })
  t.same(await missing(calls, acknowledged), [])
  await sleep(1500)
  t.equal(calls.length, acknowledged.length, 'nothing arrives twice')
})

t.test('of two servers one is killed: every event arrives', async t => {
  const url = await freshDatabaseUrl(t, 'postgres')
  const servers = [await start(t, url), await start(t, url)]
  const { url: to, calls } = await receiver(t, slowly)
  await createWebhook(servers[0] as ServerProcess, to)
  const acknowledged = await publishMany(servers, { count: 250, killFirst: true })
  t.ok(acknowledged.length >= 250, `${acknowledged.length} publications were acknowledged`)
  t.same(await missing(calls, acknowledged), [], 'the other takes over what the dead one had begun')
  t.same(versionsOfIds(calls), [], 'what arrives twice has the same id')
})

t.test('a server on SQLite that is killed goes on when it is started again', async t => {
  const url = await freshDatabaseUrl(t, 'sqlite')
  const server = await start(t, url)
  const { url: to, calls } = await receiver(t, slowly)
  await createWebhook(server, to)
  const acknowledged = await publishMany([server], { count: 250, killFirst: true })
  const before = calls.length
  await start(t, url)
  t.same(await missing(calls, acknowledged), [], `${before} events were told before it died, the others after`)
  t.same(versionsOfIds(calls), [], 'what arrives twice has the same id')
})

/** Ids that stood for more than one version. */
function versionsOfIds(calls: readonly ReceivedCall[]): string[] {
  const known = new Map<string, string>()
  return calls.flatMap(({ headers, body }) => {
    const id = String(headers['webhook-id'])
    const version = known.get(id) ?? body.version
    known.set(id, version)
    return version === body.version ? [] : [id]
  })
}
