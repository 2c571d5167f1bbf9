import t from 'tap'
import { seedEnvironments } from '../../server/actions/seed-environments.ts'
import { tellStory } from '../story.ts'

t.test('an environment is created, read, replaced and removed', async t => {
  const { request, get } = await tellStory(t)
  const contacts = [{ name: 'ops', details: { emailAddress: 'o@x' } }]
  const created = await request('POST', '/environments', { name: 'prod-eu', production: true, contacts })
  const { uuid } = created.body
  t.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4/)
  t.match(created, {
    status: 201,
    headers: { location: new RegExp(`/environments/${uuid}$`) },
    body: {
      name: 'prod-eu',
      displayName: 'Prod Eu',
      production: true,
      contacts,
      createdAt: /./,
      _links: {
        self: { title: 'Environment', name: 'prod-eu', href: new RegExp(`/environments/${uuid}$`) },
        'pb:currently-deployed-deployed-versions': { href: /deployed-versions\/currently-deployed$/ },
        'pb:currently-supported-released-versions': { href: /released-versions\/currently-supported$/ },
        'pb:environments': { href: /\/environments$/ }
      }
    }
  })
  t.match(await get(`/environments/${uuid}`), { status: 200, body: { uuid } })
  const replaced = await request('PUT', `/environments/${uuid}`, { name: 'eu', displayName: 'Europe', production: false })
  t.match(replaced, { status: 200, body: { uuid, name: 'eu', displayName: 'Europe', production: false } })
  t.notOk('contacts' in replaced.body)
  t.match(await request('DELETE', `/environments/${uuid}`), { status: 204 })
  for (const method of ['GET', 'DELETE']) t.match(await request(method, `/environments/${uuid}`), { status: 404 })
  t.match(await request('PUT', `/environments/${uuid}`, { name: 'eu', production: false }), { status: 404 })
  t.match(
    await request('PUT', `/environments/${uuid}`, { name: 'eu' }),
    { status: 400 },
    'a bad body comes before a missing thing'
  )
})

t.test('environments are listed by display name whatever its case, and found by name', async t => {
  const { request, get } = await tellStory(t)
  for (const [name, displayName] of [
    ['x', 'beta'],
    ['y', 'Alpha'],
    ['z', 'Gamma']
  ]) {
    await request('POST', '/environments', { name, displayName, production: false })
  }
  const { body } = await get('/environments')
  t.same(
    body._links['pb:environments'].map(({ name }: { name: string }) => name),
    ['y', 'x', 'z']
  )
  t.match(body._embedded.environments[0], { displayName: 'Alpha', production: false })
  t.match((await get('/environments?name=x')).body._embedded, { environments: [{ name: 'x' }] })
  t.same((await get('/environments?name=q')).body._embedded, { environments: [] })
})

t.test('what cannot be kept of an environment is refused by field', async t => {
  const { request, environment } = await tellStory(t)
  await environment('taken')
  const { body: other } = await request('POST', '/environments', { name: 'other', production: false })
  const cases: Array<[body: object, errors: object]> = [
    [{}, { name: ['is missing'], production: ['is missing'] }],
    [{ name: 'a b', production: true }, { name: ['cannot contain spaces'] }],
    [{ name: 'a\nb', production: true }, { name: ['cannot contain multiple lines'] }],
    [{ name: 'a', production: 'yes' }, { production: ['must be boolean'] }],
    [{ name: 'a', production: true, contacts: [{}] }, { contacts: ['name is missing (at index 0)'] }],
    [{ name: 'taken', production: true }, { name: [/is taken/] }]
  ]
  for (const [body, errors] of cases) {
    t.match(await request('POST', '/environments', body), { status: 400, body: { errors } })
    t.match(await request('PUT', `/environments/${other.uuid}`, body), { status: 400, body: { errors } })
  }
})

t.test('an empty broker starts with the environments test and production, once', async t => {
  const { broker, get, request } = await tellStory(t, { config: { seedEnvironments: true } })
  await seedEnvironments(broker)
  const { environments } = (await get('/environments')).body._embedded
  t.match(environments, [
    { name: 'production', production: true },
    { name: 'test', production: false }
  ])
  await request('DELETE', `/environments/${environments[1].uuid}`)
  await seedEnvironments(broker)
  t.equal((await get('/environments')).body._embedded.environments.length, 1)
})
