import t from 'tap'
import { tellStory } from '../story.ts'

t.test('the description tells what every route is for', async t => {
  const { get, app } = await tellStory(t)
  const { status, body } = await get('/openapi.json')
  t.equal(status, 200)
  const operations = Object.entries(body.paths as Record<string, Record<string, { summary?: string; tags?: string[] }>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation }))
  )
  t.ok(operations.length > 70, `${operations.length} operations`)
  const silent = operations
    .filter(({ summary, tags }) => !summary || !tags?.length)
    .map(({ path, method }) => `${method} ${path}`)
  t.same(silent, [])

  // Both spell a path their own way, so the broker is asked: what is described must be routed.
  for (const { path, method } of operations) {
    const url = path.replace(/\{[^}]+\}/g, 'x')
    const reply = await app.inject({ method: method.toUpperCase() as 'GET', url })
    t.not(reply.statusCode, 405, `${method} ${path} is a route`)
    t.ok(reply.statusCode < 500, `${method} ${path} answers an empty request with ${reply.statusCode}`)
  }
})

t.test('the description leaves no route out, and tells the forms of its answers and refusals', async t => {
  const { get, routes } = await tellStory(t)
  const { paths } = (await get('/openapi.json')).body
  for (const { method, url } of routes) {
    if (method === 'HEAD') continue
    const operation = paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    t.ok(operation, `${method} ${url}`)
    const statuses = Object.keys(operation?.responses ?? {})
    t.ok(
      statuses.some(status => /^[23]/.test(status)),
      `${method} ${url} says what it answers: ${statuses}`
    )
    t.ok(operation?.responses['4XX']?.content['application/problem+json'], `${method} ${url} may refuse`)
  }
  const ofPact = paths['/pacts/provider/{provider}/consumer/{consumer}/version/{version}'].get.responses[200]
  t.ok(ofPact.content['text/html'] && ofPact.content['application/hal+json'])
  t.ok(paths['/environments'].get.responses[200].content['application/hal+json'])
})

t.test('the links of the index that belong to this release answer', async t => {
  const story = await tellStory(t)
  await story.environment('test')
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'] })
  const values: Record<string, string> = {
    provider: 'api',
    consumer: 'web',
    consumerApplicationVersion: '1',
    pacticipant: 'web',
    version: '1',
    tag: 'dev',
    branch: 'main',
    uuid: story.environmentId('test') as string,
    environment: 'test'
  }
  await story.must([201], 'PUT', `/webhooks/${values.uuid}`, { request: { method: 'POST', url: 'https://ci.example.org' } })
  const { body } = await story.get('/')
  for (const [relation, link] of Object.entries(body._links as Record<string, { href: string }>)) {
    if (['curies', 'pb:publish-contracts', 'pf:publish-provider-contract'].includes(relation)) continue
    const { pathname, search } = new URL(
      link.href.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '?'),
      'http://localhost'
    )
    t.equal((await story.get(pathname + search)).status, 200, `${relation} at ${pathname}`)
  }
})
