import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MeasuredServer } from './measured-server.ts'
import { publication } from './shapes.ts'

/** Webhooks told a second, from a full queue to a receiver on this machine that answers at once. */
export async function deliveriesPerSecond(server: MeasuredServer, calls: number): Promise<number> {
  let received = 0
  let all: () => void
  const done = new Promise<void>(resolve => {
    all = resolve
  })
  const receiver = createServer((request, response) => {
    request.resume().on('end', () => response.end())
    if (++received === calls) all()
  }).listen(0, '127.0.0.1')
  try {
    await once(receiver, 'listening')
    // biome-ignore lint/suspicious/noTemplateCurlyInString: filled in by the broker
    const body = JSON.stringify({ content: '${pactbroker.pactUrl}' })
    const { port } = receiver.address() as AddressInfo
    const request = { method: 'POST', url: `http://127.0.0.1:${port}/`, headers: { 'Content-Type': 'application/json' }, body }
    await post(`${server.broker}/webhooks`, JSON.stringify({ request, events: [{ name: 'contract_published' }] }))
    for (let i = 0; i < calls; i++) await post(`${server.broker}/contracts/publish`, publication(-100_000 - i, 1))
    const start = performance.now()
    server.deliver()
    await done
    return (calls * 1000) / (performance.now() - start)
  } finally {
    receiver.close()
  }
}

async function post(url: string, body: string): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
}
