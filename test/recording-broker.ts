import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface Recorded {
  /** `GET /pacticipants/web`, as it was on the wire. */
  line: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look at bodies whose shape is what they test
  body: any
  headers: Record<string, string | string[] | undefined>
}

export interface Reply {
  status?: number
  /** JSON, or text as it is. */
  body?: unknown
  headers?: Record<string, string>
  /** Answers never, or breaks the connection. */
  instead?: 'hang' | 'break'
}

type Replies = (line: string, times: number) => Reply | undefined

/** A real HTTP server of the test's own, which records what is asked and answers as it is told (else with an empty document). */
export async function recordingBroker(t: Test, replies: Replies = () => undefined) {
  const recorded: Recorded[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const line = `${request.method} ${request.url}`
    recorded.push({ line, body: text === '' ? undefined : JSON.parse(text), headers: request.headers })
    const times = recorded.filter(each => each.line === line).length
    const { status = 200, body = {}, headers = {}, instead } = replies(line, times) ?? {}
    if (instead === 'hang') return
    if (instead === 'break') return void request.socket.destroy()
    response.writeHead(status, { 'Content-Type': 'application/hal+json;charset=utf-8', ...headers })
    response.end(status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { baseUrl, recorded, lines: () => recorded.map(({ line }) => line) }
}

/** A port on which nobody listens. */
export async function silentAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
