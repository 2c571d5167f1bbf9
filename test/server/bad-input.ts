import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

await forEachEngine(t, 'bad input is refused, nothing of it is stored, and the broker lives on', async (t, engine) => {
  const { request, get, environment, environmentId } = await tellStory(t, { engine })
  await environment('prod')
  const long = 'x'.repeat(256)
  const id = environmentId('prod')
  const cases: Array<[status: number, method: string, url: string, body?: unknown]> = [
    [422, 'GET', '/pacticipants/%00'],
    [422, 'PUT', '/pacticipants/a/versions/1%1F', {}],
    [400, 'GET', '/pacticipants?q=%00'],
    [400, 'GET', `/environments/${id}/deployed-versions/currently-deployed?pacticipant=%00`],
    [400, 'GET', '/pacticipants?page=1&size=9999999999999999999999'],
    [200, 'GET', '/pacticipants?page=999999999&size=999999999'],
    [400, 'GET', '/pacticipants?page[]=1'],
    [400, 'GET', '/pacticipants?q[a]=1'],
    [400, 'GET', '/matrix?q[][pacticipant]=a&limit[a]=1'],
    [400, 'GET', '/matrix?q[][pacticipant]=a&limit=1.5'],
    [404, 'GET', `/pacticipants/${long}`],
    [404, 'DELETE', `/pacticipants/${long}`],
    [404, 'DELETE', '/pacticipants/%C2%80/versions/1'],
    [404, 'GET', '/environments/%F0%9F%98%80'],
    [400, 'PUT', `/pacticipants/a/versions/${long}`, {}],
    [400, 'PUT', `/pacticipants/a/versions/1/tags/${long}`, {}],
    [400, 'PUT', '/pacticipants/a/branches/%20/versions/1', {}],
    [400, 'PUT', '/pacticipants/a/versions/1', '{"buildUrl":"a\\u0000"}'],
    [400, 'PUT', '/pacticipants/a/versions/1', '{"buildUrl":"a\\ud800"}'],
    [400, 'PUT', '/pacticipants/a/versions/1', '{'],
    [400, 'PUT', '/pacticipants/a/versions/1', '[]'],
    [400, 'PUT', '/pacticipants/a/versions/1', '"a"'],
    [400, 'PUT', '/pacticipants/a/branches/main/versions/1', '{"a":'],
    [400, 'PATCH', '/pacticipants/a', '{"displayName":"a\\u0000"}'],
    [400, 'POST', '/environments', '{"name":"a","production":true,"displayName":"\\ud800"}'],
    [201, 'POST', '/environments', '{"name":"odd","production":true,"contacts":[{"name":"\\u0000","details":{"a":"\\ud800"}}]}']
  ]
  for (const [status, method, url, body] of cases) {
    const answer = await request(method, url, body)
    t.equal(answer.status, status, `${method} ${url} ${body ?? ''} ${answer.text}`)
  }
  t.same((await get('/pacticipants')).body._embedded.pacticipants, [])
})

t.test('every address of the plain resources that a document links to answers', async t => {
  const { get, environment, branched, tagged, deployed, released } = await tellStory(t)
  await environment('prod')
  await branched("it's a/b", '1 %', 'feat/x')
  await tagged("it's a/b", '1 %', 't?')
  await deployed("it's a/b", '1 %', 'prod', 'blue')
  await released("it's a/b", '1 %', 'prod')
  const seen = new Set<string>()
  const waiting = ['/pacticipants', '/environments', '/policies']
  // Contracts have their own stories; a badge, a label and a page of documentation belong to others.
  const elsewhere = /verification-results|\/pacts\/|\/doc\/|\{/
  while (waiting.length > 0) {
    const url = waiting.pop()!
    if (seen.has(url)) continue
    seen.add(url)
    const { status, body } = await get(url)
    t.equal(status, 200, url)
    for (const [, href] of JSON.stringify(body).matchAll(/"href":"https?:\/\/[^/]+([^"]*)"/g)) {
      if (href !== undefined && !elsewhere.test(href) && !seen.has(href)) waiting.push(href)
    }
  }
  t.ok([...seen].some(url => url.includes('released-versions/environment')))
  t.ok([...seen].some(url => url.includes('branches/feat%2Fx/versions/1%20%25')))
})

t.test('the description of the API names every plain resource', async t => {
  const { get } = await tellStory(t)
  const { paths } = (await get('/openapi.json')).body
  for (const [path, methods] of [
    ['/pacticipants', ['get', 'post']],
    ['/pacticipants/{pacticipant}', ['get', 'put', 'patch', 'delete']],
    ['/pacticipants/{pacticipant}/versions/{version}', ['get', 'put', 'patch', 'delete']],
    ['/environments/{environment}', ['get', 'put', 'delete']],
    ['/deployed-versions/{uuid}', ['get', 'patch']],
    ['/policies', ['get', 'put']]
  ] as const) {
    t.same(
      Object.keys(paths[path] ?? {})
        .filter(method => method !== 'head')
        .sort(),
      [...methods].sort(),
      path
    )
  }
})
