import type { LookupAddress } from 'node:dns'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { readConfig } from '../../server/config.ts'
import { OutgoingRefused } from '../../server/outgoing/refused.ts'
import { type OutgoingRequest, outgoing } from '../../server/outgoing/send.ts'

/** A receiver on a free port of this machine, and how often somebody connected to it. */
async function receive(t: Test, listener: RequestListener) {
  let connections = 0
  const server = createServer(listener)
  server.on('connection', () => connections++)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

const echo: RequestListener = (request, response) => {
  const parts: Buffer[] = []
  request.on('data', part => parts.push(part))
  request.on('end', () => {
    response.setHeader('X-Many', ['a', 'b'])
    response.end(JSON.stringify({ method: request.method, headers: request.headers, body: Buffer.concat(parts).toString() }))
  })
}

const at = (...addresses: string[]): LookupAddress[] => addresses.map(address => ({ address, family: 4 }))
const sender = (env: Record<string, string> = {}, ...rest: [lookup?: () => Promise<LookupAddress[]>]) =>
  outgoing(readConfig({ SOLOIST_WEBHOOK_SCHEMES: 'http https', SOLOIST_WEBHOOK_METHODS: 'POST GET', ...env }), ...rest)
const loopback = { SOLOIST_WEBHOOK_ALLOW_ADDRESSES: '127.0.0.1' }
const post = (url: string, rest: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  method: 'POST',
  url,
  headers: {},
  ...rest
})

t.test('a request arrives as it was asked for, and its answer comes back', async t => {
  const { port } = await receive(t, echo)
  const send = sender({ ...loopback, SOLOIST_USER_AGENT: 'Ours/1' }, async () => at('127.0.0.1'))
  const headers = { 'X-One': '1', Host: 'elsewhere', 'Content-Length': '999' }
  const answer = await send(post(`http://ci.example.com:${port}/x`, { headers, body: 'été', username: 'u', password: 'p' }))
  t.match(answer, { status: 200, headers: { 'x-many': 'a, b' } })
  const arrived = JSON.parse(answer.body)
  t.match(arrived, { method: 'POST', body: 'été' })
  t.match(arrived.headers, { 'x-one': '1', 'user-agent': 'Ours/1', authorization: 'Basic dTpw', host: `ci.example.com:${port}` })
  t.notOk('accept-encoding' in arrived.headers)
})

t.test('a name that leads to a forbidden address is refused before anything is sent', async t => {
  const { port, connections } = await receive(t, echo)
  const url = `http://ci.example.com:${port}`
  const refused = sender({}, async () => at('93.184.216.34', '127.0.0.1'))(post(url))
  await t.rejects(refused, OutgoingRefused)
  await t.rejects(refused, { message: /ci.example.com leads to a loopback address; SOLOIST_WEBHOOK_ALLOW_ADDRESSES allows it/ })
  for (const host of ['127.0.0.1', '[::1]', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '169.254.169.254']) {
    await t.rejects(sender()(post(`http://${host}:${port}`)), OutgoingRefused, host)
  }
  t.equal(connections(), 0)
})

t.test('a name whose answer changes after the check is connected to what was checked', async t => {
  const { port, connections } = await receive(t, echo)
  let asked = 0
  const lookup = async () => (asked++ === 0 ? at('192.0.2.7') : at('127.0.0.1'))
  const env = { SOLOIST_WEBHOOK_ALLOW_ADDRESSES: '192.0.2.7', SOLOIST_WEBHOOK_TIMEOUT: '300' }
  await t.rejects(sender(env, lookup)(post(`http://rebinding.example.com:${port}`)), /./)
  t.equal(asked, 1, 'the name is resolved once')
  t.equal(connections(), 0)
  await t.rejects(sender(env, lookup)(post(`http://rebinding.example.com:${port}`)), OutgoingRefused)
})

t.test('an address in the host list may be spoken to; scheme, method and host are checked at each request', async t => {
  const { port } = await receive(t, echo)
  const url = `http://127.0.0.1:${port}`
  t.match(await sender({ SOLOIST_WEBHOOK_HOSTS: '127.0.0.0/8' })(post(url)), { status: 200 })
  await t.rejects(sender({ SOLOIST_WEBHOOK_HOSTS: 'ci' })(post(url)), /SOLOIST_WEBHOOK_HOSTS/)
  await t.rejects(sender(loopback)(post(url, { method: 'DELETE' })), /SOLOIST_WEBHOOK_METHODS/)
  await t.rejects(sender({ ...loopback, SOLOIST_WEBHOOK_SCHEMES: 'https' })(post(url)), /SOLOIST_WEBHOOK_SCHEMES/)
})

t.test('a redirect is an answer, unless redirects are followed; then each hop is checked anew', async t => {
  let location = ''
  const { port } = await receive(t, (request, response) => {
    if (request.url === '/end') return echo(request, response)
    response.writeHead(307, { location }).end()
  })
  const url = `http://ci.example.com:${port}/start`
  const lookup = async () => at('127.0.0.1')
  location = `http://elsewhere.example.com:${port}/end`
  t.match(await sender(loopback, lookup)(post(url)), { status: 307, headers: { location } })
  const following = sender({ ...loopback, SOLOIST_WEBHOOK_REDIRECTS: '2' }, lookup)
  const { body } = await following(
    post(url, { headers: { 'X-Secret': 's', Accept: 'a/b' }, username: 'u', password: 'p', body: 'b' })
  )
  t.match(JSON.parse(body), { method: 'POST', body: 'b', headers: { accept: 'a/b' } })
  for (const name of ['x-secret', 'authorization']) t.notOk(name in JSON.parse(body).headers, `${name} stays with its origin`)
  for (const target of ['http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data', `http://[::1]:${port}/end`]) {
    location = target
    await t.rejects(following(post(url)), OutgoingRefused, target)
  }
  location = url
  t.match(await following(post(url)), { status: 307 }, 'a circle ends')
})

t.test('an answer that trickles in ends at the time-out', async t => {
  const { port } = await receive(t, (_request, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const started = Date.now()
  const send = sender({ ...loopback, SOLOIST_WEBHOOK_TIMEOUT: '300' })
  await t.rejects(send(post(`http://127.0.0.1:${port}/secret`)), {
    message: `http://127.0.0.1:${port} did not answer within 0.3 s.`
  })
  t.ok(Date.now() - started < 3000)
})

t.test('an answer without end is read up to the limit', async t => {
  const { port } = await receive(t, (_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    }
    response.on('drain', more)
    more()
  })
  const { body } = await sender({ ...loopback, SOLOIST_WEBHOOK_RESPONSE_LIMIT: '25000' })(post(`http://127.0.0.1:${port}`))
  t.equal(body.length, 25_000)
})

t.test('a receiver that is not there is an error in words', async t => {
  const send = sender({}, async () => {
    throw new Error('getaddrinfo ENOTFOUND ci.example.com')
  })
  await t.rejects(send(post('https://ci.example.com/secret')), {
    message: 'The request to https://ci.example.com failed: getaddrinfo ENOTFOUND ci.example.com'
  })
})

t.test('a proxy of the environment is used where the settings say so, and addresses stay forbidden behind it', async t => {
  const seen: string[] = []
  const { port } = await receive(t, (request, response) => {
    seen.push(String(request.url))
    response.end('from the proxy')
  })
  const env = { http_proxy: `http://127.0.0.1:${port}`, no_proxy: 'direct.example.com' }
  const lookup = async () => at('10.0.0.1')
  await t.rejects(sender(env, lookup)(post('http://ci.example.com/x')), OutgoingRefused)
  const send = sender({ ...env, SOLOIST_OUTGOING_PROXY: 'true' }, lookup)
  t.match(await send(post('http://ci.example.com/x')), { body: 'from the proxy' })
  t.same(seen, ['http://ci.example.com/x'])
  await t.rejects(send(post('http://169.254.169.254/')), OutgoingRefused)
  await t.rejects(send(post('http://direct.example.com/x')), OutgoingRefused)
})
