import t from 'tap'
import { tellStory } from '../story.ts'

t.test('the index names every relation that clients look for', async t => {
  const { get } = await tellStory(t)
  const { status, body, headers } = await get('/')
  t.equal(status, 200)
  t.match(headers, { 'content-type': 'application/hal+json;charset=utf-8', 'x-pact-broker-version': /^\d/ })
  t.match(body._links['pb:publish-contracts'].href, /\/contracts\/publish$/)
})

t.test('a refusal has the form that the client asked for', async t => {
  const { get, request } = await tellStory(t)
  t.match(await get('/nowhere'), { status: 404, body: { error: /nowhere/ } })
  t.match(await get('/nowhere', { accept: 'application/problem+json' }), {
    status: 404,
    body: { status: 404, title: 'Not found' }
  })
  t.match(await request('DELETE', '/'), { status: 405, headers: { allow: 'GET, OPTIONS' } })
  t.match(await request('OPTIONS', '/'), { status: 200, headers: { 'access-control-allow-methods': 'GET, OPTIONS' } })
  t.match(await get('//'), { status: 404, body: { detail: /empty component/ } })
  t.match(await get('/pacticipants/a%0Ab'), { status: 422 })
})
