import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isWithin, readAddress } from '../domain/outgoing/addresses.ts'

/**
 * `B` of every link (reference 5.3). One address that is set is used whatever a request says; of several, the one that was
 * asked, else the first. Only without any do links follow what the request says of itself.
 */
export function baseUrlOf(request: FastifyRequest, configured: readonly string[]): string {
  const [first] = configured
  if (configured.length === 1) return first as string
  const forwarded = askedAt(request, request.headers)
  if (first === undefined) return forwarded
  const direct = askedAt(request, { host: request.headers.host })
  const among = (asked: string) => configured.find(base => originOf(base) === originOf(asked))
  return among(forwarded) ?? among(direct) ?? first
}

const originOf = (url: string) => new URL(url).origin

const names = ['host', 'proto', 'scheme', 'ssl', 'port', 'for'] as const

/** Leaves what proxies say about a request only where it comes from one that may say it, so that nobody else is believed. */
export function believeProxies(app: FastifyInstance, trusted: readonly string[]): void {
  app.addHook('onRequest', async request => {
    if (names.every(name => request.headers[`x-forwarded-${name}`] === undefined)) return
    const peer = readAddress(request.socket.remoteAddress ?? '')
    if (peer !== undefined && isWithin(peer, trusted)) return
    for (const name of names) delete request.headers[`x-forwarded-${name}`]
  })
}

type Headers = FastifyRequest['headers']

/** Scheme, host and port as the client wrote them, as far as is known. */
function askedAt(request: FastifyRequest, headers: Headers): string {
  const last = (name: (typeof names)[number]) => [headers[`x-forwarded-${name}`]].flat().at(-1)?.split(',').at(-1)?.trim()
  const scheme = last('ssl') === 'on' ? 'https' : (last('scheme') ?? last('proto') ?? '')
  const { localAddress, localPort } = request.socket
  const fallback = `http://${localAddress?.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`
  const said = `${/^https?$/.test(scheme) ? scheme : request.protocol}://${last('host') ?? headers.host ?? ''}`
  // A host that is none (a path, a quotation mark) would end up in every link.
  if (!/^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(said) || !URL.canParse(said)) return fallback
  const url = new URL(said)
  const port = last('port')
  if (url.port === '' && port !== undefined && /^\d{1,5}$/.test(port)) url.port = port
  return url.origin
}
