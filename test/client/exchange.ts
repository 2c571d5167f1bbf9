import t from 'tap'
import { Soloist } from '../../client/index.ts'
import { recordingBroker } from '../recording-broker.ts'

t.test('a read is tried again where the broker is away for a moment', async t => {
  const answers = [{ status: 503 }, { instead: 'break' as const }, { body: { name: 'web' } }]
  const { baseUrl, lines } = await recordingBroker(t, (_, times) => answers[times - 1])
  t.match(await new Soloist({ baseUrl }).describeApplication({ application: 'web' }), { name: 'web' })
  t.equal(lines().length, 3)
})

t.test('asking for pacts to verify is a read, though it is a POST', async t => {
  const { baseUrl, lines } = await recordingBroker(t, (_, times) =>
    times === 1 ? { status: 502 } : { body: { _embedded: { pacts: [] } } }
  )
  await new Soloist({ baseUrl }).pactsForVerification({ provider: 'api' })
  t.same(lines(), ['POST /pacts/provider/api/for-verification', 'POST /pacts/provider/api/for-verification'])
})

t.test('a read is given up after a few attempts', async t => {
  const { baseUrl, lines } = await recordingBroker(t, () => ({ status: 503 }))
  await t.rejects(new Soloist({ baseUrl }).index(), { code: 'failed', status: 503 })
  t.equal(lines().length, 4)
})

t.test('a refusal is not tried again', async t => {
  const { baseUrl, lines } = await recordingBroker(t, () => ({ status: 500 }))
  await t.rejects(new Soloist({ baseUrl }).index(), { code: 'failed' })
  t.equal(lines().length, 1)
})

t.test('a write that may have arrived is not sent twice', async t => {
  const { baseUrl, lines } = await recordingBroker(t, line => (line.startsWith('PUT') ? { instead: 'break' } : { status: 503 }))
  const broker = new Soloist({ baseUrl })
  await t.rejects(broker.tag({ application: 'web', version: '7', tag: 'dev' }), { code: 'unreachable' })
  await t.rejects(broker.createApplication({ application: 'web' }), { code: 'failed' })
  t.equal(lines().length, 2)
})

t.test('a write that nobody could take is sent again', async t => {
  let times = 0
  const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED', message: 'nobody' } })
  const fetch = async () => {
    if (++times < 3) throw refused
    return new Response('{"name":"dev"}', { status: 201 })
  }
  t.same(await new Soloist({ baseUrl: 'http://broker.test', fetch }).tag({ application: 'web', version: '7', tag: 'dev' }), {
    name: 'dev'
  })
  t.equal(times, 3)
})

t.test('an answer that does not come in time is an error', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ instead: 'hang' }))
  await t.rejects(new Soloist({ baseUrl, timeout: 50 }).index(), { code: 'timeout', message: /within 50 ms/ })
})

t.test('a write is never redirected, as it would turn into a read', async t => {
  const { baseUrl, lines } = await recordingBroker(t, () => ({ status: 302, headers: { Location: 'https://elsewhere.test/x' } }))
  const broker = new Soloist({ baseUrl })
  await t.rejects(broker.createApplication({ application: 'web' }), {
    code: 'not-understood',
    message: /redirected to https:\/\/elsewhere/
  })
  t.equal(lines().length, 1)
})

t.test('credentials are sent, and never shown', async t => {
  const { baseUrl, recorded } = await recordingBroker(t, () => ({ status: 404 }))
  const withPassword = baseUrl.replace('//', '//me:s%C3%A9cret@')
  await t.rejects(new Soloist({ baseUrl: withPassword }).index(), { message: /from GET http:\/\/127/ })
  await t.rejects(new Soloist({ baseUrl, username: 'me', password: 'a:b' }).index())
  await t.rejects(new Soloist({ baseUrl, token: 'tok\n', headers: { 'X-Team': 'shop' } }).index())
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  t.same(
    recorded.map(({ headers }) => headers.authorization),
    [basic('me:sécret'), basic('me:a:b'), 'Bearer tok']
  )
  t.match(recorded[2]?.headers, { 'x-team': 'shop', accept: 'application/hal+json, application/json' })
})

t.test('a broker may live below a path', async t => {
  const { baseUrl, lines } = await recordingBroker(t)
  await new Soloist({ baseUrl: `${baseUrl}/broker/` }).describeApplication({ application: 'web' })
  t.same(lines(), ['GET /broker/pacticipants/web'])
})
