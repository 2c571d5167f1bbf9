import t from 'tap'
import { forEachEngine } from '../engines.ts'
import { tellStory } from '../story.ts'

const names = (body: { _embedded: { pacticipants: Array<{ name: string }> } }) =>
  body._embedded.pacticipants.map(({ name }) => name)

await forEachEngine(t, 'a label is put on an application, found and taken off', async (t, engine) => {
  const { request, get } = await tellStory(t, { engine })
  const path = '/pacticipants/web%20shop/labels/a%2Fb'
  t.match(await get(path), { status: 404 })
  t.match(await request('PUT', path), { status: 415 })
  t.match(await request('PUT', path, '', { 'content-type': 'application/json' }), {
    status: 201,
    headers: { location: /\/pacticipants\/web%20shop\/labels\/a%2Fb$/ },
    body: {
      name: 'a/b',
      createdAt: /^2/,
      _links: {
        self: { title: 'Label', name: 'a/b', href: /\/labels\/a%2Fb$/ },
        pacticipant: { title: 'Pacticipant', name: 'web shop', href: /\/pacticipants\/web%20shop$/ }
      }
    }
  })
  const again = await request('PUT', path, {})
  t.match(again, { status: 200, body: { name: 'a/b' } })
  t.notOk('location' in again.headers)
  t.match((await get('/pacticipants/web%20shop')).body._embedded.labels, [
    { name: 'a/b', _links: { self: { title: 'Label', name: 'a/b', href: /\/labels\/a%2Fb$/ } } }
  ])
  t.match(await get(path), { status: 200, body: { name: 'a/b' } })
  t.match(await request('DELETE', path), { status: 204, text: '' })
  t.match(await request('DELETE', path), { status: 404, body: { error: /web shop has no label a\/b/ } })
  t.match(await request('DELETE', '/pacticipants/nobody/labels/x'), { status: 404 })
  t.match(await request('PUT', '/pacticipants/web/labels/%20', {}), {
    status: 400,
    body: { errors: { label: ['cannot be blank'] } }
  })
})

await forEachEngine(t, 'labels are listed once each, and applications by their label', async (t, engine) => {
  const { get, must } = await tellStory(t, { engine })
  for (const [application, label] of [
    ['b', 'core'],
    ['A', 'core'],
    ['c', 'core'],
    ['a', 'Mobile'],
    ['b', 'mobile']
  ]) {
    await must([201], 'PUT', `/pacticipants/${application}/labels/${label}`, {})
  }
  const all = (await get('/labels')).body
  t.same(all._embedded.labels, [{ name: 'Mobile' }, { name: 'core' }, { name: 'mobile' }], 'in the order of code points')
  t.notOk('page' in all)
  const page = (await get('/labels?size=2&page=2')).body
  t.same(page._embedded.labels, [{ name: 'mobile' }])
  t.match(page, { page: { number: 2, size: 2, totalElements: 3, totalPages: 2 }, _links: { previous: { href: /page=1$/ } } })
  t.match(await get('/labels?size=0'), { status: 400 })

  const core = (await get('/pacticipants/label/core')).body
  t.same(names(core), ['A', 'b', 'c'])
  t.match(core._links, { self: { href: /\/pacticipants\/label\/core$/ }, 'pb:pacticipants': [{ name: 'A' }, {}, {}] })
  t.match(core._embedded.pacticipants[1]._embedded.labels, [{ name: 'core' }, { name: 'mobile' }])
  t.same(names((await get('/pacticipants/label/core?q=B')).body), ['b'])
  const second = (await get('/pacticipants/label/core?size=1&page=2')).body
  t.same(names(second), ['b'])
  t.match(second, { page: { totalElements: 3 }, _links: { next: { href: /label\/core\?size=1&page=3$/ } } })
  t.match(await get('/pacticipants/label/nothing'), { status: 200, body: { _embedded: { pacticipants: [] } } })
})
