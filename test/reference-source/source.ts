import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { type Documents, documents } from './documents.ts'

export interface ReferenceSource {
  from: string
  asked: string[]
  /** What stands at a path instead. */
  instead: Documents
}

/** Listens until the test is over. */
export async function referenceSource(t: Test, instead: Documents = {}, authorization?: string): Promise<ReferenceSource> {
  const times = new Map<string, number>()
  const asked: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const key = keyOf(request.url ?? '/')
    asked.push(key)
    times.set(key, (times.get(key) ?? 0) + 1)
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="Restricted area"' }).end()
      return
    }
    const found = instead[key] ?? documents[key]
    const answer =
      typeof found === 'function'
        ? found(times.get(key) as number)
        : {
            status: found === undefined ? 404 : 200,
            body: found ?? { error: 'The requested document was not found on this server.' }
          }
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    const headers = 'headers' in answer ? answer.headers : {}
    response.writeHead(answer.status, { 'content-type': 'application/hal+json;charset=utf-8', ...headers }).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { from: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, instead }
}

/** The matrix is asked in many words; here by its names. */
function keyOf(url: string): string {
  const { pathname, searchParams } = new URL(url, 'http://source.test')
  if (pathname !== '/matrix') return url
  const [consumer, provider] = searchParams.getAll('q[][pacticipant]')
  return `/matrix?${consumer}&${searchParams.get('q[][version]')}&${provider}`
}
