import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { claimCalls, deliverCall } from '../server/actions/deliver-webhooks.ts'
import type { Broker } from '../server/broker.ts'
import type { Config } from '../server/config.ts'

export interface ReceivedCall {
  method: string
  path: string
  headers: Record<string, string | string[] | undefined>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look at bodies whose shape is what they test
  body: any
}

/** A real server that webhooks call. `answer` gives the status, perhaps after a while. */
export async function receiver(t: Test, answer: (call: ReceivedCall, before: number) => number | Promise<number> = () => 200) {
  const calls: ReceivedCall[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const json = /^\s*[{[]/.test(text)
    const call = {
      method: request.method as string,
      path: request.url as string,
      headers: request.headers,
      text,
      body: json ? JSON.parse(text) : undefined
    }
    calls.push(call)
    response.writeHead(await answer(call, calls.length - 1), { 'Content-Type': 'text/plain' }).end('seen')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

/** The settings that let a broker call such a server. */
export const localReceiver: Partial<Config> = {
  webhookSchemes: ['http', 'https'],
  webhookAllowAddresses: ['127.0.0.1'],
  webhookHosts: ['127.0.0.1']
}

/** A template parameter. */
export const parameter = (name: string) => `\${pactbroker.${name}}`

/** Does what a server process does all the time, but one call after the other: delivers until nothing is due. */
export async function deliverAll(broker: Broker): Promise<void> {
  for (;;) {
    const calls = await claimCalls(broker, 100)
    if (calls.length === 0) return
    for (const call of calls) await deliverCall(broker, call)
  }
}
