import t from 'tap'
import { preferredType } from '../../server/http/negotiation.ts'
import { tellStory } from '../story.ts'

const [hal, json, text] = ['application/hal+json', 'application/json', 'text/plain'] as const

const preferences: Array<[accept: string | undefined, type: string | undefined]> = [
  [undefined, hal],
  ['', hal],
  ['*/*', hal],
  [`${hal}, ${json}`, hal],
  [`${json};q=0.9, ${hal};q=0.1`, json],
  [`${json}`, json],
  ['application/*', hal],
  ['text/*', text],
  [`${text}, */*;q=0.1`, text],
  [`${hal};q=0, */*`, json],
  ['APPLICATION/JSON; charset=utf-8', json],
  ['image/png', undefined],
  [`${json};q=nonsense`, undefined]
]

t.test('the form of an answer is the one the client likes best', async t => {
  for (const [accept, type] of preferences) t.equal(preferredType(accept, [hal, json, text]), type, `${accept}`)
})

const pact = '/pacts/provider/api/consumer/web/version/1'
const extended = 'application/vnd.pactbrokerextended.v1+json'
const chrome = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8'
const java = 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2'
const browsing = { accept: chrome, 'upgrade-insecure-requests': '1' }

const answers: Array<[says: string, url: string, headers: Record<string, string>, status: number, type: string | undefined]> = [
  ['verifiers ask for anything and get a pact', pact, { accept: '*/*' }, 200, hal],
  ['clients name both', pact, { accept: `${hal}, ${json}` }, 200, hal],
  ['plain JSON', pact, { accept: json }, 200, json],
  ['the extended form', pact, { accept: extended }, 200, extended],
  ['a pact is a page for people', pact, { accept: chrome }, 200, 'text/html'],
  ['who asks for what a pact is not gets HAL', pact, { accept: 'image/png' }, 200, hal],
  ['the matrix as text', '/matrix?q[][pacticipant]=web', { accept: 'text/plain' }, 200, 'text/plain'],
  ['the matrix as HAL', '/matrix?q[][pacticipant]=web', { accept: `${hal}, text/plain;q=0.5` }, 200, hal],
  ['a browser is led to the page that shows documents', '/pacticipants/web', browsing, 303, undefined],
  ['so is who wants pages and JSON', '/pacticipants/web', { accept: 'text/html, application/json' }, 303, undefined],
  ['a program that reads pages too is not', '/pacticipants/web', { accept: java }, 200, hal],
  ['what is not found is a page for people', '/nowhere', { accept: chrome }, 404, 'text/html'],
  ['and a document for programs', '/nowhere', { accept: '*/*' }, 404, json],
  ['the words of a resource that is missing', '/pacticipants/nobody', {}, 404, hal],
  ['bad input is a page only where a browser went', '/pacticipants?page=0', browsing, 400, 'text/html'],
  ['else a document', '/pacticipants?page=0', { accept: java }, 400, hal],
  ['a difference is text only', `${pact}/diff/previous-distinct`, { accept: json }, 406, hal]
]

t.test('each asks in its own way, and is answered in it', async t => {
  const { get, published, request } = await tellStory(t)
  await published('web', '1', { api: 1 })
  for (const [says, url, headers, status, type] of answers) {
    const answer = await get(url, headers)
    t.equal(answer.status, status, says)
    t.equal(answer.headers['content-type'], type && `${type};charset=utf-8`, says)
    t.match(answer.headers, { vary: 'Accept', 'x-pact-broker-version': /^\d/, 'cache-control': /no-cache/ }, says)
  }
  const put = await request('PUT', pact.replace('/1', '/2'), '{"interactions":[]}', { accept: java })
  t.match(put, { status: 201, headers: { 'content-type': `${hal};charset=utf-8` } }, 'who publishes gets the document')
  t.equal(
    (await get('/pacticipants/web?x=1', browsing)).headers.location,
    'http://localhost/hal-browser/browser.html#/pacticipants/web?x=1'
  )
})

t.test('a refusal as problem+json tells where each mistake is', async t => {
  const { request, published } = await tellStory(t)
  await published('web', '1', { api: 1 })
  const problem = (method: string, url: string, body?: unknown, headers = {}) =>
    request(method, url, body, { accept: 'application/problem+json', ...headers })
  t.match(await problem('POST', '/environments', { name: 'a' }), {
    status: 400,
    headers: { 'content-type': 'application/problem+json;charset=utf-8' },
    body: {
      title: 'Validation errors',
      type: 'http://localhost/problems/validation-error',
      status: 400,
      instance: '/',
      errors: [{ type: /missing-body-property$/, title: 'Invalid body parameter', detail: 'is missing', pointer: '/production' }]
    }
  })
  t.match(await problem('PUT', `/pacticipants/a/versions/${'x'.repeat(256)}`, {}), {
    status: 400,
    body: { errors: [{ type: /invalid-request-parameter-value$/, title: 'Invalid path segment', parameter: 'version' }] }
  })
  t.match(await problem('GET', '/pacticipants?page=0'), {
    status: 400,
    body: { errors: [{ title: 'Invalid query parameter', parameter: 'page' }] }
  })
  t.match(await problem('DELETE', '/'), { status: 405, headers: { allow: 'GET, OPTIONS' }, body: { status: 405 } })
  t.match(await problem('POST', '/environments', '{"name":"a"}', { 'content-type': 'text/plain' }), {
    status: 415,
    body: { status: 415 }
  })
  const conflict = { pacticipantName: 'web', pacticipantVersionNumber: '1', contracts: [] }
  t.match(await problem('PUT', '/pacts/provider/api/consumer/Webs/version/1', {}), {
    status: 409,
    headers: { 'content-type': 'application/problem+json;charset=utf-8' }
  })
  t.match(await problem('POST', '/contracts/publish', conflict), {
    headers: { 'content-type': /application\/(problem|hal)\+json/ }
  })
})

t.test('names that look like endings, odd paths and methods', async t => {
  const { get, request, must } = await tellStory(t)
  for (const number of ['1.json', '1.yaml', '1.svg', '1.csv', '1.html']) {
    await must([201], 'PUT', `/pacticipants/a/versions/${number}`, {})
    t.match(await get(`/pacticipants/a/versions/${number}`), { status: 200, body: { number } })
  }
  t.match(await get('/pacticipants//versions'), { status: 404, headers: { 'content-type': /problem\+json/ } })
  for (const code of ['%0A', '%09', '%0d']) {
    t.match(await get(`/pacticipants/a${code}b`), { status: 422, headers: { 'content-type': /problem\+json/ } })
  }
  t.match(await request('HEAD', '/pacticipants/a'), {
    status: 200,
    text: '',
    headers: { 'content-type': `${hal};charset=utf-8` }
  })
  t.match(await request('OPTIONS', '/pacticipants/a'), {
    status: 200,
    text: '',
    headers: { 'access-control-allow-methods': 'GET, PUT, PATCH, DELETE, OPTIONS' }
  })
  t.match(await request('PROPFIND', '/pacticipants'), { status: 501 })
  t.equal((await request('PUT', pact, '{}', { 'content-type': 'application/merge-patch+json' })).status, 415)
})
