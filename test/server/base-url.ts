import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { trustedProxies } from '../../server/config/readers.ts'
import { tellStory } from '../story.ts'

const trusted = (text: string) => trustedProxies(text, '', {})

interface Case {
  headers: Record<string, string>
  baseUrl?: string[]
  trustProxy?: string[]
  base: string
}

const both = ['https://one.example.com/broker', 'https://two.example.com:8443']
const cases: Array<[says: string, of: Case]> = [
  ['the Host counts where nothing is set', { headers: { host: 'b.example.com:9292' }, base: 'http://b.example.com:9292' }],
  ['the usual port is left out', { headers: { host: 'b.example.com:80' }, base: 'http://b.example.com' }],
  [
    'a proxy says scheme and host',
    {
      headers: { host: 'inner', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'b.example.com' },
      base: 'https://b.example.com'
    }
  ],
  ['X-Forwarded-Scheme says it too', { headers: { host: 'b', 'x-forwarded-scheme': 'https' }, base: 'https://b' }],
  ['X-Forwarded-Ssl says it too', { headers: { host: 'b', 'x-forwarded-ssl': 'on' }, base: 'https://b' }],
  ['X-Forwarded-Port adds a port', { headers: { host: 'b', 'x-forwarded-port': '8080' }, base: 'http://b:8080' }],
  [
    'the usual port of https is left out',
    { headers: { host: 'b', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' }, base: 'https://b' }
  ],
  [
    'a port in the host comes first',
    { headers: { host: 'b', 'x-forwarded-host': 'c:81', 'x-forwarded-port': '82' }, base: 'http://c:81' }
  ],
  [
    'of several proxies the nearest is believed',
    { headers: { host: 'b', 'x-forwarded-host': 'forged.example.net, c.example.com' }, base: 'http://c.example.com' }
  ],
  ['a scheme that is none is ignored', { headers: { host: 'b', 'x-forwarded-proto': 'javascript' }, base: 'http://b' }],
  [
    'a proxy that is not trusted is not believed',
    { headers: { host: 'b', 'x-forwarded-host': 'forged.example.net' }, trustProxy: trusted('10.0.0.0/8'), base: 'http://b' }
  ],
  ['nobody is believed', { headers: { host: 'b', 'x-forwarded-ssl': 'on' }, trustProxy: [], base: 'http://b' }],
  ['everybody is believed', { headers: { host: 'b', 'x-forwarded-ssl': 'on' }, trustProxy: trusted('true'), base: 'https://b' }],
  [
    'the only one that is set always counts',
    { headers: { host: 'x', 'x-forwarded-host': 'y' }, baseUrl: ['https://b/broker'], base: 'https://b/broker' }
  ],
  [
    'of several the one that a proxy names counts',
    {
      headers: { host: 'x', 'x-forwarded-host': 'two.example.com:8443', 'x-forwarded-proto': 'https' },
      baseUrl: both,
      base: both[1]!
    }
  ],
  [
    'of several the first where another host is named',
    { headers: { host: 'two.example.com:9999' }, baseUrl: both, base: both[0]! }
  ],
  ['a path is no part of the choice', { headers: { host: 'b:80' }, baseUrl: ['http://a', 'http://b/x'], base: 'http://b/x' }]
]

for (const [says, { headers, base, ...config }] of cases) {
  t.test(`base URL: ${says}`, async t => {
    const { get } = await tellStory(t, { config })
    const { body } = await get('/', headers)
    t.equal(body._links['pb:publish-contracts'].href, `${base}/contracts/publish`)
  })
}

t.test('a Host that is none does not get into links', async t => {
  const { get } = await tellStory(t)
  for (const host of ['evil.example.net/path', 'a"onload=x', 'user@host', 'a b', 'a:b', '']) {
    t.match((await get('/', { host })).body._links['pb:environments'].href, /^http:\/\/[\w.:[\]-]+\/environments$/, host)
  }
})

/** A reverse proxy as operators have it: it strips the prefix and passes the path on as it came, encoded slashes and all. */
async function proxyFor(t: Test, prefix: string, target: number): Promise<string> {
  const proxy = createServer((incoming, response) => {
    const url = incoming.url ?? ''
    if (!url.startsWith(`${prefix}/`) && url !== prefix) return response.writeHead(502).end('outside of the prefix')
    const path = url.slice(prefix.length) || '/'
    const headers = { ...incoming.headers, 'x-forwarded-host': 'elsewhere.example.net', host: 'inner' }
    const outgoing = httpRequest({ port: target, host: '127.0.0.1', path, method: incoming.method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    return incoming.pipe(outgoing)
  })
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${prefix}`
}

t.test('behind a proxy that strips a prefix every link leads through the proxy', async t => {
  const { app, broker, published, verified, environment, deployed, branched, application } = await tellStory(t)
  await published('shop/web', '1/0', { 'api/core': 1 }, { branch: 'feat/x', tags: ['a/b'] })
  await verified('shop/web', '1/0', 'api/core', '2/0')
  await environment('prod')
  await deployed('shop/web', '1/0', 'prod')
  await branched('api/core', '2/0', 'main')
  for (const name of ['a', 'b', 'c']) await application(name)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const base = await proxyFor(t, '/some/broker', (app.server.address() as AddressInfo).port)
  broker.config.baseUrl = [base]

  const seen = new Set<string>()
  const waiting = [base, `${base}/pacticipants?page=2&size=2`, `${base}/pacts/provider/api%2Fcore/for-verification`]
  while (waiting.length > 0) {
    const url = waiting.pop() as string
    if (seen.has(url)) continue
    seen.add(url)
    const answer = await fetch(url, { headers: { accept: 'application/hal+json, */*' } })
    t.not(answer.status, 502, `${url} is inside of the prefix`)
    t.ok(answer.status < 500, url)
    if (answer.status !== 200 || !answer.headers.get('content-type')?.includes('hal+json')) continue
    for (const href of hrefsOf(await answer.json())) {
      t.ok(href === base || href.startsWith(`${base}/`), `${href} in ${url}`)
      if (!href.includes('{')) waiting.push(href)
    }
  }
  for (const path of [
    '/pacticipants/shop%2Fweb/versions/1%2F0',
    '/pacticipants/shop%2Fweb/branches/feat%2Fx',
    '/pacts/provider/api%2Fcore/consumer/shop%2Fweb/version/1%2F0',
    '/pacticipants?size=2&page=1',
    '/pacticipants?size=2&page=3'
  ]) {
    t.ok(seen.has(base + path), path)
    t.equal((await fetch(base + path)).status, 200, path)
  }
})

t.test('what is created is said to be at the base URL', async t => {
  const { request } = await tellStory(t, { config: { baseUrl: ['https://b/x'] } })
  t.match(await request('POST', '/pacticipants', { name: 'a/b' }), { headers: { location: 'https://b/x/pacticipants/a%2Fb' } })
})

function hrefsOf(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([key, value]) => (key === 'href' ? [String(value)] : hrefsOf(value)))
}
