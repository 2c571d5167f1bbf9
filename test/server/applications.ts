import t from 'tap'
import { tellStory } from '../story.ts'

const patchJson = { 'content-type': 'application/json' }

t.test('an application is created by POST, and a second POST leaves it as it is', async t => {
  const { request, get } = await tellStory(t)
  const body = { name: 'web-shop', mainBranch: 'main', repositoryUrl: 'https://git/x', repository_url: 'ignored' }
  const created = await request('POST', '/pacticipants', body)
  t.match(created, {
    status: 201,
    headers: { location: /\/pacticipants\/web-shop$/, 'content-type': 'application/hal+json;charset=utf-8' },
    body: {
      name: 'web-shop',
      displayName: 'Web Shop',
      mainBranch: 'main',
      repositoryUrl: 'https://git/x',
      createdAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/,
      _embedded: { labels: [] },
      _links: {
        self: { href: /\/pacticipants\/web-shop$/ },
        'pb:versions': { href: /\/web-shop\/versions$/ },
        'pb:branches': { href: /\/web-shop\/branches$/ },
        'pb:version': { href: /\/web-shop\/versions\/\{version\}$/, templated: true },
        'pb:version-tag': { href: /\/web-shop\/versions\/\{version\}\/tags\/\{tag\}$/, templated: true },
        'pb:branch-version': { href: /\/web-shop\/branches\/\{branch\}\/versions\/\{version\}$/, templated: true },
        curies: [{ name: 'pb' }]
      }
    }
  })
  t.same(created.body._links['pb:deployed-environments'], [])
  t.notOk('repositoryName' in created.body)
  t.match(await request('POST', '/pacticipants', { name: 'web-shop', mainBranch: 'other' }), {
    status: 201,
    body: { mainBranch: 'main' }
  })
  t.match(await get('/pacticipants/web-shop'), { status: 200, body: { mainBranch: 'main' } })
  t.match(await get('/pacticipants/nobody'), {
    status: 404,
    body: { error: "No pacticipant with name 'nobody' found" }
  })
})

t.test('PUT replaces an application and never creates one; PATCH changes what is given, and creates', async t => {
  const { request } = await tellStory(t)
  const url = '/pacticipants/shop'
  t.match(await request('PUT', url, {}), { status: 404 })
  t.match(await request('PATCH', url, { mainBranch: 'main', repositoryUrl: 'u' }), {
    status: 201,
    headers: { location: /\/pacticipants\/shop$/ }
  })
  const merged = await request('PATCH', url, { displayName: 'My Shop', mainBranch: null }, patchJson)
  t.match(merged, { status: 200, body: { displayName: 'My Shop', repositoryUrl: 'u' } })
  t.notOk('mainBranch' in merged.body)
  const replaced = await request('PUT', url, { repositoryName: 'r' })
  t.match(replaced, { status: 200, body: { displayName: 'Shop', repositoryName: 'r' } })
  t.notOk('repositoryUrl' in replaced.body)
  t.match(await request('PUT', url, {}, { 'content-type': 'application/merge-patch+json' }), { status: 415 })
  t.match(await request('PUT', '/pacticipants/missing', '{', {}), { status: 400, body: { error: /JSON/ } })
})

t.test('what cannot be kept of an application is refused by field', async t => {
  const { request } = await tellStory(t)
  const cases: Array<[body: unknown, errors: Record<string, unknown>]> = [
    [{}, { name: ['is missing'] }],
    [{ name: 1 }, { name: ['must be a string'] }],
    [{ name: ' ' }, { name: ['cannot be blank'] }],
    [{ name: 'a\u0000b' }, { name: [/control/] }],
    [{ name: 'a'.repeat(256) }, { name: [/255/] }],
    [{ name: 'a', mainBranch: 'a b' }, { mainBranch: ['cannot contain spaces'] }],
    [{ name: 'a', mainBranch: '' }, { mainBranch: ['cannot be blank'] }],
    [{ name: 'a', repositoryUrl: 'a\nb' }, { repositoryUrl: ['cannot contain multiple lines'] }],
    [
      { name: 'a', displayName: 5, repositoryName: false },
      { displayName: ['must be a string'], repositoryName: ['must be a string'] }
    ]
  ]
  for (const [body, errors] of cases) t.match(await request('POST', '/pacticipants', body), { status: 400, body: { errors } })
  t.match(await request('POST', '/pacticipants', ''), { status: 400 })
  t.match(await request('POST', '/pacticipants', 'name=a', { 'content-type': 'text/plain' }), { status: 415 })
  t.match(await request('PATCH', `/pacticipants/${'a'.repeat(256)}`, {}), {
    status: 400,
    body: { errors: { pacticipant: [/255/] } }
  })
})

t.test('applications are listed by name whatever its case, searched by a part of it, and paged', async t => {
  const { application, get, branched } = await tellStory(t)
  for (const name of ['b_2', 'A1', 'a%3', 'C']) await application(name)
  await branched('C', '7', 'main')
  await branched('C', '8', 'main')
  const all = await get('/pacticipants')
  const names = (body: { _embedded: { pacticipants: Array<{ name: string }> } }) => body._embedded.pacticipants.map(p => p.name)
  t.same(names(all.body), ['a%3', 'A1', 'b_2', 'C'])
  t.notOk('page' in all.body)
  t.match(all.body.pacticipants[3], { name: 'C', displayName: 'C', title: 'C' })
  t.match(all.body._embedded.pacticipants[3]._embedded, {
    latestVersion: { number: '8', _links: { self: { title: 'Version', name: '8', href: /\/C\/versions\/8$/ } } },
    'latest-version': { number: '8' }
  })
  t.notOk('latestVersion' in all.body._embedded.pacticipants[0]._embedded)
  t.notOk('pb:deployed-environments' in all.body._embedded.pacticipants[0]._links)
  t.match(all.body._links['pb:pacticipants'][1], { title: 'Pacticipant', name: 'A1', href: /A1$/ })
  t.match(all.body._links.pacticipants[1], { title: 'A1' })
  t.same(names((await get('/pacticipants?q=A')).body), ['a%3', 'A1'])
  t.same(names((await get('/pacticipants?q=%25')).body), ['a%3'])
  t.same(names((await get('/pacticipants?q=_')).body), ['b_2'])

  const second = (await get('/pacticipants?q=&page=2&size=1')).body
  t.same(names(second), ['A1'])
  t.same(second.page, { number: 2, size: 1, totalElements: 4, totalPages: 4 })
  t.match(second._links, { next: { href: /\?q=&size=1&page=3$/ }, previous: { href: /\?q=&size=1&page=1$/ } })
  const last = (await get('/pacticipants?pageNumber=4&pageSize=1')).body
  t.notOk('next' in last._links)
  t.match(await get('/pacticipants?page=0&size=x'), {
    status: 400,
    body: { errors: { page: ['must be greater than or equal to 1'], size: ['must be an integer'] } }
  })
})

t.test('an application is removed with all that hangs on it', async t => {
  const { branched, request, get } = await tellStory(t)
  await branched('shop', '1', 'main')
  t.match(await request('DELETE', '/pacticipants/shop'), { status: 204, text: '' })
  t.match(await request('DELETE', '/pacticipants/shop'), { status: 404 })
  t.match(await get('/pacticipants/shop/versions/1'), { status: 404 })
})

t.test('an application names where it is deployed', async t => {
  const { environment, branched, deployed, get } = await tellStory(t)
  await environment('prod', true)
  await branched('shop', '1', 'main')
  const { body } = await deployed('shop', '1', 'prod')
  t.match((await get('/pacticipants/shop')).body._links['pb:deployed-environments'], [
    { name: 'Prod', currently_deployed: true, href: new RegExp(`/deployed-versions/${body.uuid}$`) }
  ])
})

t.test('an application tells whom to ask', async t => {
  const { application, request, get } = await tellStory(t)
  t.match((await application('shop', { owner: 'team checkout', contact: '#checkout' })).body, {
    owner: 'team checkout',
    contact: '#checkout'
  })
  t.match(await request('PATCH', '/pacticipants/shop', { contact: 'c@example.org' }), {
    body: { owner: 'team checkout', contact: 'c@example.org' }
  })
  const listed = (await get('/pacticipants')).body._embedded.pacticipants[0]
  t.match(listed, { owner: 'team checkout', contact: 'c@example.org' })
  const cleared = await request('PATCH', '/pacticipants/shop', { owner: null })
  t.notOk('owner' in cleared.body)
  const json = { 'content-type': 'application/json' }
  t.notOk('contact' in (await request('PUT', '/pacticipants/shop', {}, json)).body, 'what is not given is cleared')
  t.match(await request('PATCH', '/pacticipants/shop', { owner: ' ', contact: 'a\nb' }), {
    status: 400,
    body: { errors: { owner: ['cannot be blank'], contact: ['cannot contain multiple lines'] } }
  })
})
