import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium as playwright } from 'playwright-core'
import t, { type Test } from 'tap'

let started: Promise<Browser> | undefined

/** A real browser from npm, one for the whole process. */
export function browser(): Promise<Browser> {
  started ??= start()
  return started
}

async function start(): Promise<Browser> {
  const running = await playwright.launch({
    ...(await unpack()),
    // Not the package's own: they put all into one process, which dies with its first context, and switch protections off.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    headless: true
  })
  t.teardown(() => running.close())
  return running
}

/** Told that it is on a server without anything, the package brings what a browser needs besides (libnss3), and says where. */
async function unpack() {
  const before = { ...process.env }
  process.env.VERCEL = '1'
  const { default: chromium } = await import('@sparticuz/chromium')
  const executablePath = await chromium.executablePath()
  const env = { ...process.env } as Record<string, string>
  for (const name of ['VERCEL', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
    if (before[name] === undefined) delete process.env[name]
    else process.env[name] = before[name]
  }
  return { executablePath, env }
}

/** Where a server behind it is reached under a path of its own, as behind many a company's proxy. */
export async function proxyWithPrefix(t: Test, prefix: string) {
  let target = ''
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith(`${prefix}/`)) {
      outgoing.writeHead(404).end('not under the prefix')
      return
    }
    const { method = 'GET', headers } = incoming
    const asked = forward(target + incoming.url.slice(prefix.length), { method, headers }, answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    asked.on('error', () => outgoing.destroy())
    incoming.pipe(asked)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}${prefix}`, leadTo: (address: string) => void (target = address) }
}
