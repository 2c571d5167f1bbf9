import t from 'tap'
import { tellStory } from '../story.ts'

const json = { 'content-type': 'application/json' }
const numbers = (answer: { body: { _embedded: { versions: Array<{ number: string }> } } }) =>
  answer.body._embedded.versions.map(version => version.number)

t.test('PUT overwrites a version, PATCH merges, and each refuses the other media type', async t => {
  const { request } = await tellStory(t)
  const url = '/pacticipants/shop/versions/1%2F2'
  t.match(await request('PUT', url, { buildUrl: 'https://ci/1', tags: [{ name: 'a' }, { name: 'b' }] }), {
    status: 201,
    headers: { location: /\/pacticipants\/shop\/versions\/1%2F2$/ },
    body: { number: '1/2', buildUrl: 'https://ci/1', _embedded: { tags: [{ name: 'a' }, { name: 'b' }] } }
  })
  t.match(await request('PATCH', url, { tags: [{ name: 'b' }] }), {
    status: 200,
    body: { buildUrl: 'https://ci/1', _embedded: { tags: [{ name: 'b' }], branches: [] } }
  })
  const overwritten = await request('PUT', url, '', json)
  t.match(overwritten, { status: 200, body: { _embedded: { tags: [{ name: 'b' }] } } })
  t.equal(overwritten.body._embedded.tags.length, 1)
  t.notOk('buildUrl' in overwritten.body)
  t.same((await request('PATCH', url, { _embedded: { tags: [] } })).body._embedded.tags, [])
  t.match(await request('PUT', url, {}, { 'content-type': 'application/merge-patch+json' }), { status: 415 })
  t.match(await request('PATCH', url, {}, json), { status: 415 })
  t.match(await request('PUT', url), { status: 415 })
  t.match(await request('PUT', url, { buildUrl: 1, tags: [{}] }), {
    status: 400,
    body: { errors: { buildUrl: ['must be a string'], tags: ['name is missing (at index 0)'] } }
  })
  t.match(await request('PUT', url, { tags: [{ name: ' ' }] }), { status: 400, body: { errors: { tags: ['cannot be blank'] } } })
})

t.test('a version says where it is and where it may be recorded', async t => {
  const { environment, branched, tagged, deployed, released, get } = await tellStory(t)
  await environment('prod', true)
  await environment('test')
  await branched('shop', '1', 'main')
  await branched('shop', '2', 'main')
  await tagged('shop', '1', 'v 1')
  await deployed('shop', '1', 'prod', 'blue')
  await deployed('shop', '2', 'prod', 'blue')
  await released('shop', '1', 'test')
  const { body } = await get('/pacticipants/shop/versions/1')
  t.match(body, {
    number: '1',
    _embedded: {
      branches: [
        { name: 'main', latest: false, _links: { self: { title: 'Branch version', href: /branches\/main\/versions\/1$/ } } }
      ],
      branchVersions: [{ name: 'main' }],
      tags: [{ name: 'v 1', _links: { self: { title: 'Tag', href: /versions\/1\/tags\/v%201$/ } } }]
    },
    _links: {
      self: { title: 'Version', name: '1', href: /\/pacticipants\/shop\/versions\/1$/ },
      'pb:pacticipant': { href: /shop$/ },
      'pb:tag': { templated: true },
      'pb:latest-verification-results-where-pacticipant-is-consumer': {
        href: /verification-results\/consumer\/shop\/version\/1\/latest$/
      },
      'pb:deployed-environments': [{ name: 'Prod', currently_deployed: false, application_instance: 'blue' }],
      'pb:released-environments': [{ name: 'Test', currently_supported: true }]
    }
  })
  t.same(body._links['pb:pact-versions'], [])
  t.same(
    body._links['pb:record-deployment'].map(({ name }: { name: string }) => name),
    ['prod', 'test']
  )
  t.match(body._links['pb:record-release'][1].href, /versions\/1\/released-versions\/environment\//)
  const { body: listed } = await get('/pacticipants/shop/versions')
  t.notOk('pb:record-deployment' in listed._embedded.versions[0]._links)
  t.match(listed._embedded.versions[0]._embedded.branches, [{ name: 'main', latest: true }])
  t.match(await get('/pacticipants/shop/versions/3'), { status: 404, body: { error: /3 of shop/ } })
})

t.test('versions are listed newest first: all, with a tag, on a branch, ever in an environment', async t => {
  const { environment, environmentId, branched, tagged, deployed, released, request, get } = await tellStory(t)
  await environment('prod', true)
  await branched('shop', '3', 'main')
  await branched('shop', '1', 'main')
  await branched('shop', '2', 'dev')
  await branched('shop', '3', 'dev')
  await tagged('shop', '3', 'x')
  await tagged('shop', '1', 'x')
  await deployed('shop', '3', 'prod')
  await deployed('shop', '2', 'prod')
  await released('shop', '2', 'prod')
  t.same(numbers(await get('/pacticipants/shop/versions')), ['2', '1', '3'])
  t.same(numbers(await get('/pacticipants/shop/tags/x/versions')), ['1', '3'])
  t.same(numbers(await get('/pacticipants/shop/branches/dev/versions')), ['2', '3'])
  t.same(numbers(await get(`/pacticipants/shop/environments/${environmentId('prod')}/versions`)), ['2', '3'])
  const page = await get('/pacticipants/shop/versions?size=2')
  t.same(numbers(page), ['2', '1'])
  t.match(page.body, {
    page: { number: 1, size: 2, totalElements: 3, totalPages: 2 },
    _links: {
      self: { href: /versions\?size=2$/ },
      next: { href: /versions\?size=2&page=2$/ },
      'pb:versions': [{ name: '2' }, { name: '1' }]
    }
  })
  t.match(await get('/pacticipants/shop/latest-version'), {
    status: 200,
    body: { number: '2', _links: { self: { href: /latest-version$/ } } }
  })
  t.match(await get('/pacticipants/shop/latest-version/x'), { status: 200, body: { number: '1' } })
  t.match((await get('/pacticipants/shop/branches/dev/latest-version')).body, { number: '3' }, 'the head is what was added last')
  for (const path of [
    'tags/y/versions',
    'branches/y/versions',
    'branches/y/latest-version',
    'latest-version/y',
    'environments/y/versions'
  ]) {
    t.match(await get(`/pacticipants/shop/${path}`), { status: 404 }, path)
  }
  t.match(await get('/pacticipants/nobody/versions'), { status: 404 })
  await request('POST', '/pacticipants', { name: 'empty' })
  t.match(await get('/pacticipants/empty/latest-version'), { status: 404 })
  t.same(numbers(await get('/pacticipants/empty/versions')), [])
})

t.test('a version that is removed leaves its branch to the remaining one with the highest order', async t => {
  const { branched, request, get } = await tellStory(t)
  for (const number of ['1', '2', '3']) await branched('shop', number, 'other')
  for (const number of ['2', '1', '3']) await branched('shop', number, 'main')
  t.match(await request('DELETE', '/pacticipants/shop/versions/3'), { status: 204 })
  t.match((await get('/pacticipants/shop/branches/main/latest-version')).body, { number: '2' })
  t.match(await request('DELETE', '/pacticipants/shop/versions/3'), { status: 404 })
  await branched('shop', '3', 'other')
  t.match((await get('/pacticipants/shop/latest-version')).body, { number: '3' }, 'made anew, it is the newest')
})

t.test('names with a slash, a percent sign or a quote arrive whole', async t => {
  const { request, get } = await tellStory(t)
  for (const name of ['a/b', '100%', "it's (1)*!", 'ü b', '1.json']) {
    const url = `/pacticipants/${encodeURIComponent(name)}/versions/${encodeURIComponent(name)}`
    t.match(await request('PUT', url, {}), { status: 201, body: { number: name } }, name)
    const { body } = await get(url)
    t.equal(new URL(body._links['pb:pacticipant'].href).pathname.split('/').length, 3, name)
  }
})
