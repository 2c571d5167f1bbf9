import type { LookupFunction } from 'node:net'
import { rootCertificates } from 'node:tls'
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent } from 'undici'
import type { OutgoingSettings } from './send.ts'

/** The longest that a receiver's headers may be, in bytes. */
const longestHeaders = 16 * 1024

/** What opens connections: with the checked look-up, or through the operator's proxy, which then resolves names itself. */
export function dispatcherFor(settings: OutgoingSettings, lookup: LookupFunction): Dispatcher {
  const { webhookCertificates: own, webhookTimeout: timeout, outgoingProxy: proxy } = settings
  const tls = {
    rejectUnauthorized: !settings.disableSslVerification,
    ...(own.length === 0 ? {} : { ca: [...rootCertificates, ...own] })
  }
  const options = {
    connect: buildConnector({ ...tls, timeout, lookup }),
    // No connection is kept: each request is checked anew, and nothing is left open at the end.
    pipelining: 0,
    maxHeaderSize: longestHeaders
  }
  if (proxy === undefined) return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    // An empty text is "none"; without one undici would look into this process's environment.
    httpProxy: proxy.http ?? '',
    httpsProxy: proxy.https ?? '',
    noProxy: proxy.none ?? '',
    requestTls: tls,
    proxyTls: tls,
    proxyTunnel: false
  })
}
