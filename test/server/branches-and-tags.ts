import t from 'tap'
import { tellStory } from '../story.ts'

const json = { 'content-type': 'application/json' }

t.test('a version is put on a branch, and what is missing is created', async t => {
  const { request, get } = await tellStory(t)
  const url = '/pacticipants/shop/branches/feat%2Fx/versions/1'
  t.match(await request('PUT', url, '', json), {
    status: 201,
    headers: { location: /branches\/feat%2Fx\/versions\/1$/ },
    body: { createdAt: /./, _links: { self: {}, 'pb:branch': { name: 'feat/x' }, 'pb:version': { name: '1' } } }
  })
  t.match(await request('PUT', url, { name: 'feat/x' }), { status: 200 })
  t.match(await request('PUT', url), { status: 415 })
  t.match(await get(url), { status: 200 })
  t.match(await get('/pacticipants/shop/branches/feat%2Fx'), {
    status: 200,
    body: { name: 'feat/x', _links: { 'pb:latest-version': { href: /feat%2Fx\/latest-version$/ } } }
  })
  t.match(await get('/pacticipants/shop/branches/none'), { status: 404 })
  t.match(await get('/pacticipants/shop/branches/feat%2Fx/versions/2'), { status: 404 })
  t.match(await request('PUT', `/pacticipants/shop/branches/${'b'.repeat(256)}/versions/1`, {}), {
    status: 400,
    body: { errors: { branch: [/255/] } }
  })
})

t.test('branches are always paged, those changed last first', async t => {
  let time = 0
  const { branched, get } = await tellStory(t, { now: () => time })
  for (const [index, branch] of ['a', 'Bx', 'c'].entries()) {
    time = index * 1000
    await branched('shop', '1', branch)
  }
  time = 100_000
  await branched('shop', '2', 'a')
  const { body } = await get('/pacticipants/shop/branches')
  t.same(
    body._embedded.branches.map(({ name }: { name: string }) => name),
    ['a', 'c', 'Bx']
  )
  t.match(body._embedded.branches[0], { updatedAt: '1970-01-01T00:01:40+00:00' })
  t.same(body.page, { number: 1, size: 100, totalElements: 3, totalPages: 1 })
  t.match(body._links['pb:branches'][1], { name: 'c', href: /branches\/c$/ })
  const found = (await get('/pacticipants/shop/branches?q=b&size=1')).body
  t.match(found, { page: { totalElements: 1 }, _embedded: { branches: [{ name: 'Bx' }] } })
  t.match(await get('/pacticipants/none/branches'), { status: 404 })
})

t.test('the head that is taken off a branch is followed by the member with the highest order', async t => {
  const { branched, request, get } = await tellStory(t)
  for (const number of ['1', '2', '3']) await branched('shop', number, 'first')
  for (const number of ['3', '1', '2']) await branched('shop', number, 'main')
  const head = async () => (await get('/pacticipants/shop/branches/main/latest-version')).body.number
  t.equal(await head(), '2')
  t.match(await request('DELETE', '/pacticipants/shop/branches/main/versions/1'), { status: 204 })
  t.equal(await head(), '2', 'another member that leaves changes nothing')
  await branched('shop', '1', 'main')
  t.match(await request('DELETE', '/pacticipants/shop/branches/main/versions/1'), { status: 204 })
  t.equal(await head(), '3')
  t.match(await request('DELETE', '/pacticipants/shop/branches/main/versions/1'), { status: 404 })
  t.match(await get('/pacticipants/shop/versions/1'), { status: 200 })
})

t.test('branches are removed one or many at a time, the main branch and those named are kept', async t => {
  const { application, branched, request, get } = await tellStory(t)
  await application('shop', { mainBranch: 'main' })
  for (const branch of ['main', 'a', 'b', 'c']) await branched('shop', '1', branch)
  t.match(await request('DELETE', '/pacticipants/shop/branches/a'), { status: 204 })
  t.match(await request('DELETE', '/pacticipants/shop/branches/a'), { status: 404 })
  t.match(await request('DELETE', '/pacticipants/shop/branches?exclude[]=b'), {
    status: 202,
    body: { notices: [{ type: 'success', text: /Removed 1 .*: c\. Remaining: / }] }
  })
  const { body } = await get('/pacticipants/shop/branches')
  t.same(body._embedded.branches.map(({ name }: { name: string }) => name).sort(), ['b', 'main'])
  t.match(await get('/pacticipants/shop/versions/1'), { status: 200 })
  t.match(await request('DELETE', '/pacticipants/none/branches'), { status: 404 })
})

t.test('a version is tagged, and its first tag is also its branch', async t => {
  const { request, get } = await tellStory(t)
  const url = '/pacticipants/shop/versions/1/tags/main'
  t.match(await request('PUT', url, {}), {
    status: 201,
    headers: { location: /versions\/1\/tags\/main$/ },
    body: { name: 'main', createdAt: /./, _links: { self: {}, version: { name: '1' }, pacticipant: { name: 'shop' } } }
  })
  t.match(await request('PUT', url, '', json), { status: 200 })
  t.match(await request('PUT', url), { status: 415 })
  await request('PUT', '/pacticipants/shop/versions/1/tags/later', {})
  const { body } = await get('/pacticipants/shop/versions/1')
  t.match(body._embedded, { branches: [{ name: 'main' }], tags: [{ name: 'later' }, { name: 'main' }] })
  t.equal(body._embedded.branches.length, 1)
  t.match((await get('/pacticipants/shop')).body, { mainBranch: 'main' })
  t.match(await request('DELETE', url), { status: 204 })
  t.match(await request('DELETE', url), { status: 404 })
  t.match(await get(url), { status: 404 })
})

t.test('a tag named like an environment records a deployment there', async t => {
  const { environment, environmentId, tagged, get } = await tellStory(t)
  await environment('prod', true)
  await tagged('shop', '1', 'prod')
  await tagged('shop', '2', 'prod')
  const list = `/environments/${environmentId('prod')}/deployed-versions/currently-deployed`
  t.match((await get(list)).body._embedded.deployedVersions, [{ _embedded: { version: { number: '2' } } }])
  await tagged('shop', '1', 'prod')
  const { deployedVersions } = (await get(list)).body._embedded
  t.equal(deployedVersions.length, 1)
  t.match(deployedVersions, [{ _embedded: { version: { number: '1' } } }], 'also when the version had the tag before')
})
