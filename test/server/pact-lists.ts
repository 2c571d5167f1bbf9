import t from 'tap'
import { engines } from '../engines.ts'
import { type Story, tellStory } from '../story.ts'

const provider = '/pacts/provider/api'
const pair = '/pacts/provider/api/consumer/web'

/** web 1..4 and app 1 publish for api; web's main branch is main, with head 2. */
async function setting(story: Story) {
  await story.published('web', '1', { api: 1, db: 1 }, { tags: ['dev'] })
  await story.published('web', '2', { api: 1 }, { tags: ['dev', 'prod'] })
  await story.published('web', '3', { api: 2 }, { branch: 'main' })
  await story.published('web', '4', { api: 2 }, { branch: 'feat' })
  await story.published('app', '1', { api: 1 }, { branch: 'feat' })
  await story.branched('web', '2', 'main')
}

const providerLists: Array<[path: string, pacts: string[]]> = [
  ['', ['app 1', 'web 4', 'web 3', 'web 2', 'web 1']],
  ['/tag/dev', ['web 2', 'web 1']],
  ['/tag/none', []],
  ['/latest', ['app 1', 'web 4']],
  ['/latest/dev', ['web 2']],
  ['/branch', ['web 3', 'web 2']],
  ['/branch/latest', ['web 2']],
  ['/branch/feat', ['app 1', 'web 4']],
  ['/branch/feat/latest', ['app 1', 'web 4']]
]

const pairLists: Array<[path: string, versions: string[]]> = [
  ['/versions', ['4', '3', '2', '1']],
  ['/tag/dev', ['2', '1']],
  ['/branch', ['2', '3']],
  ['/branch/versions', ['2', '3']],
  ['/branch/latest/versions', ['2']],
  ['/branch/feat', ['4']],
  ['/branch/main/latest/versions', ['2']]
]

const single: Array<[path: string, version: string]> = [
  ['/latest', '4'],
  ['/latest/dev', '2'],
  ['/latest-untagged', '4'],
  ['/branch/main/latest', '3'],
  ['/version/3/previous-distinct', '2']
]

for (const engine of engines) {
  t.test(`pacts are listed by provider and pair, tag and branch (${engine})`, async t => {
    const story = await tellStory(t, { engine, config: { firstTagIsBranch: false } })
    await setting(story)
    const named = (link: { title: string }) => /^Pact between (\S+) \((\S+)\)/.exec(link.title)?.slice(1).join(' ')
    for (const [path, pacts] of providerLists) {
      const { status, body } = await story.get(provider + path)
      t.equal(status, 200, path)
      t.same(body._links['pb:pacts'].map(named), pacts, path)
      t.same(body._links.pacts, body._links['pb:pacts'], path)
      t.match(body._links, { self: { href: new RegExp(`${provider}${path}$`) }, 'pb:provider': { name: 'api' } }, path)
    }
    for (const [path, versions] of pairLists) {
      const { status, body } = await story.get(pair + path)
      t.equal(status, 200, path)
      const listed = body._embedded.pacts.map((pact: { _embedded: { consumerVersion: { number: string } } }) => pact._embedded)
      t.same(
        listed.map(({ consumerVersion }: { consumerVersion: { number: string } }) => consumerVersion.number),
        versions,
        path
      )
      t.equal(body._links['pb:pacts'].length, versions.length, path)
    }
    for (const [path, version] of single) {
      t.match(await story.get(pair + path), { status: 200, body: { _links: { 'pb:consumer-version': { name: version } } } }, path)
    }
  })
}

t.test('the latest pact of each pair is listed with its versions', async t => {
  const story = await tellStory(t)
  await setting(story)
  const { body } = await story.get('/pacts/latest')
  t.match(body.pacts[1], {
    createdAt: /\+00:00$/,
    _embedded: { consumer: { name: 'web', _embedded: { version: { number: '4' } } }, provider: { name: 'api' } },
    _links: { self: [{ href: /\/latest$/ }, { href: /\/version\/4$/ }] }
  })
  t.equal(body._links['pb:pacts'].length, 3)
})

t.test('links of lists carry the words and names that clients compare', async t => {
  const story = await tellStory(t)
  await setting(story)
  t.match((await story.get(`${provider}/latest/dev`)).body._links, {
    self: { title: "Latest pact versions for the provider api with consumer version tag 'dev'" },
    'pb:pacts': [{ title: 'Pact between web (2) and api', name: 'web', href: /consumer\/web\/version\/2$/ }]
  })
  t.match((await story.get(`${provider}/branch/feat`)).body._links.self.title, /consumer version branch 'feat'$/)
  t.match((await story.get(`${pair}/versions`)).body._links, {
    self: { title: 'All versions of the pact between web and api' },
    consumer: { name: 'web' },
    'pact-versions': [{ title: 'Pact', name: /^Version 4 - \d\d\/\d\d\/\d{4}$/ }, {}, {}, {}]
  })
  t.match((await story.get(`${pair}/tag/dev`)).body._links, { 'pb:consumer': {}, 'pb:pact-versions': [{}, {}] })
})

t.test('an unknown name is not found, a known one without pacts has an empty list', async t => {
  const story = await tellStory(t)
  await setting(story)
  t.match(await story.get('/pacts/provider/nobody/latest'), {
    status: 404,
    body: { error: "No provider with name 'nobody' found" }
  })
  t.match(await story.get('/pacts/provider/web/latest'), { status: 200, body: { _links: { 'pb:pacts': [], pacts: [] } } })
  t.equal((await story.get('/pacts/provider/api/consumer/nobody/versions')).status, 404)
  t.equal((await story.get('/pacts/provider/api/consumer/nobody/latest')).status, 404)
  t.equal((await story.get(`${pair}/latest/none`)).status, 404)
  t.equal((await story.get(`${pair}/version/1/previous-distinct`)).status, 404)
})

t.test('the pacts of a pair can be deleted together', async t => {
  const story = await tellStory(t, { config: { firstTagIsBranch: false } })
  await setting(story)
  t.match(await story.request('DELETE', `${pair}/tag/prod`), { status: 200, body: { _links: { 'pb:latest-pact-version': {} } } })
  t.equal((await story.get(`${pair}/version/2`)).status, 404)
  t.equal((await story.request('DELETE', `${pair}/branch/feat`)).status, 200)
  t.equal((await story.request('DELETE', `${pair}/versions`)).status, 204)
  t.equal((await story.get(`${pair}/latest`)).status, 404)
  t.equal((await story.get('/pacts/provider/db/consumer/web/latest')).status, 200)
  t.equal((await story.request('DELETE', '/pacts/provider/api/consumer/nobody/versions')).status, 404)
})
