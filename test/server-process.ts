import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { pactOf, toBase64 } from './story.ts'

const server = fileURLToPath(new URL('../server/index.js', import.meta.url))

export interface ServerProcess {
  address: string
  child: ChildProcess
}

/** The real server in a process of its own, which can be killed. */
export async function startServer(url: string, settings: Record<string, string> = {}): Promise<ServerProcess> {
  const code = `import(${JSON.stringify(server)}).then(s => s.serve(process.env)).then(({ address }) => console.log(address))`
  const env = {
    PATH: process.env.PATH,
    SOLOIST_DATABASE_URL: url,
    SOLOIST_PORT: '0',
    SOLOIST_LOG_LEVEL: 'silent',
    ...settings
  }
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [address] = await once(createInterface(child.stdout), 'line')
  return { address, child }
}

/** Publishes version `v1`, `v2` … of web, each with a content of its own. */
export function publishVersion(address: string, version: number): Promise<Response> {
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

/**
 * Publishes from several sides at once, in turn to each of the servers, until so many publications were acknowledged; then
 * kills the first of them, if so asked, in the midst of the others. The versions that were acknowledged.
 */
export async function publishMany(
  servers: readonly ServerProcess[],
  { count, killFirst }: { count: number; killFirst: boolean }
): Promise<number[]> {
  const acknowledged: number[] = []
  let next = 0
  const publisher = async () => {
    while (acknowledged.length < count) {
      const version = ++next
      const { address } = servers[version % servers.length] as ServerProcess
      try {
        if ((await publishVersion(address, version)).ok) acknowledged.push(version)
      } catch {
        if (servers.length === 1) return
      }
    }
    if (killFirst) servers[0]?.child.kill('SIGKILL')
  }
  await Promise.all(Array.from({ length: 8 }, publisher))
  return acknowledged
}
