import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

type Pages = (path: string) => unknown

/** The catalog as it is, and as it would be once the price is renamed, which two consumers still read. */
export const catalog: Record<string, Pages> = {
  '1.0.0': path => (path === '/products/7' ? { id: 7, name: 'Teapot', price: 19.5, stock: 4 } : undefined),
  '2.0.0': path =>
    path === '/products/7' ? { id: 7, name: 'Teapot', amount: { value: 19.5, currency: 'EUR' }, stock: 4 } : undefined
}

export const orders: Record<string, Pages> = {
  '1.0.0': path => (path === '/orders' ? { orders: [{ id: 1, total: 39.5 }] } : undefined)
}

export interface RunningProvider {
  url: string
  stop: () => Promise<void>
}

/** Really starts a version of a provider, on a free port. */
export async function start(pages: Pages): Promise<RunningProvider> {
  const server: Server = createServer((request, response) => {
    const page = pages(new URL(request.url ?? '/', 'http://provider').pathname)
    response.writeHead(page === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(page ?? { error: 'not found' }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => new Promise(resolve => server.close(() => resolve())) }
}
