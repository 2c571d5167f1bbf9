import { type AddressInfo, connect } from 'node:net'
import t from 'tap'
import { tellStory } from '../story.ts'

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const accounts = {
  basicAuthUsername: 'writer',
  basicAuthPassword: 'w:ä',
  basicAuthReadOnlyUsername: 'reader',
  basicAuthReadOnlyPassword: 'r'
}
const [writer, reader] = [basic('writer:w:ä'), basic('reader:r')]

t.test('every path asks for credentials, with an empty body', async t => {
  const { request, app } = await tellStory(t, { config: accounts })
  for (const [method, url] of [
    ['GET', '/'],
    ['GET', '/openapi.json'],
    ['GET', '/no-such-page'],
    ['GET', '/stylesheets/x.css'],
    ['OPTIONS', '/pacticipants'],
    ['GET', '/pacticipants//x'],
    ['PROPFIND', '/'],
    ['GET', '/diagnostic/status/heartbeat'],
    ['POST', '/contracts/publish'],
    ['DELETE', '/pacticipants/web']
  ] as const) {
    const answer = await request(method, url)
    t.match(
      answer,
      { status: 401, text: '', headers: { 'www-authenticate': 'Basic realm="Restricted area"' } },
      `${method} ${url}`
    )
  }
  const huge = await app.inject({ method: 'POST', url: '/pacticipants', payload: 'no json', headers: { 'content-type': 'a/b' } })
  t.equal(huge.statusCode, 401, 'before the body is looked at')
})

t.test('the read-only account reads and asks what to verify; the other does all', async t => {
  const { request } = await tellStory(t, { config: accounts })
  t.match(await request('POST', '/pacticipants', { name: 'api' }, reader), { status: 401, text: '' })
  t.match(await request('POST', '/pacticipants', { name: 'api' }, writer), { status: 201 })
  t.match(await request('GET', '/pacticipants/api', undefined, reader), { status: 200 })
  t.match(await request('POST', '/pacts/provider/api/for-verification', {}, reader), { status: 200 })
  t.match(await request('GET', '/pacticipants/api', undefined, writer), { status: 200 })
})

t.test('wrong credentials are none', async t => {
  const { get } = await tellStory(t, { config: accounts })
  const wrong = ['writer:r', 'reader:w:ä', 'writer:', ':w:ä', 'writer', '', 'WRITER:w:ä', 'writer:w:ä ']
  for (const text of wrong) t.match(await get('/', basic(text)), { status: 401 }, text)
  for (const authorization of ['Bearer x', 'Basic', 'Basic !!!', basic('reader:r').authorization.slice(6)]) {
    t.match(await get('/', { authorization }), { status: 401 }, authorization)
  }
  t.match(await get('/', { authorization: reader.authorization.replace('Basic', 'basic') }), { status: 200 })
})

t.test('without a read-only pair only the read-write pair works', async t => {
  const { get } = await tellStory(t, { config: { basicAuthUsername: 'writer', basicAuthPassword: 'w:ä' } })
  t.match(await get('/', writer), { status: 200 })
  for (const text of ['reader:r', ':', 'undefined:undefined']) t.match(await get('/', basic(text)), { status: 401 })
})

t.test('switched on without a read-write pair, nobody can write', async t => {
  const { request, get } = await tellStory(t, { config: { ...accounts, basicAuthEnabled: true, basicAuthPassword: undefined } })
  t.match(await get('/', reader), { status: 200 })
  for (const text of ['writer:', 'writer:undefined', 'reader:r']) {
    t.match(await request('POST', '/pacticipants', { name: 'api' }, basic(text)), { status: 401 })
  }
})

t.test('an account set by half closes the broker rather than leaving it open', async t => {
  for (const config of [{ basicAuthUsername: 'writer' }, { basicAuthReadOnlyPassword: 'r' }]) {
    t.match(await (await tellStory(t, { config })).get('/'), { status: 401 })
  }
})

t.test('switched off, the accounts are asked of nobody', async t => {
  const { get } = await tellStory(t, { config: { ...accounts, basicAuthEnabled: false } })
  t.match(await get('/'), { status: 200 })
})

t.test('what is public needs no credentials, and the rest still does', async t => {
  const reading = await tellStory(t, { config: { ...accounts, allowPublicRead: true } })
  t.match(await reading.get('/'), { status: 200 })
  t.match(await reading.request('POST', '/pacticipants', { name: 'api' }), { status: 401 })
  const beating = await tellStory(t, { config: { ...accounts, publicHeartbeat: true } })
  t.match(await beating.get('/diagnostic/status/heartbeat'), { status: 200 })
  t.match(await beating.get('/'), { status: 401 })
  const badges = await tellStory(t, { config: { ...accounts, enablePublicBadgeAccess: true } })
  const { status } = await badges.get('/pacticipants/N/main-branch/can-i-merge/badge.svg', { accept: 'image/svg+xml' })
  t.not(status, 401)
})

t.test('no way of writing an address makes a path look public that is not', async t => {
  const config = { ...accounts, enablePublicBadgeAccess: true, publicHeartbeat: true }
  const { app, request } = await tellStory(t, { config })
  await request('POST', '/pacticipants', { name: 'web' }, writer)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  for (const target of [
    '/pacticipants/web#/main-branch/can-i-merge/badge',
    '/pacticipants/web?/main-branch/can-i-merge/badge',
    '/pacticipants/web%23/../main-branch/can-i-merge/badge',
    '/pacticipants/web#/diagnostic/status/heartbeat',
    '/diagnostic/status/heartbeat/../../../pacticipants/web',
    'http://b/pacticipants/web#/main-branch/can-i-merge/badge',
    '/pacticipants/web;/main-branch/can-i-merge/badge.svg/x'
  ]) {
    const status = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(`GET ${target} HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n`)
      )
      socket.once('data', data => resolve(data.toString().split(' ')[1] as string)).once('error', reject)
    })
    t.match(status, /^40[01]$/, target)
  }
})
