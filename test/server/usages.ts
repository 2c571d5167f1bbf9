import t from 'tap'
import { fillSomeUsages } from '../../server/actions/fill-usages.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { publish } from '../provider-documents.ts'
import { type Story, tellStory, toBase64 } from '../story.ts'
import { reading, usersApi } from '../users-api.ts'

const typed = { matchingRules: { body: { $: { matchers: [{ match: 'type' }] } } } }

const ask = (story: Story, element: string, more = '') =>
  story.get(`/pacticipants/api/usage?element=${encodeURIComponent(element)}${more}`)
const told = (body: { consumers: Array<{ name: string; versions: Array<{ number: string; uses: object[] }> }> }) =>
  body.consumers.flatMap(({ name, versions }) => versions.map(({ number, uses }) => [`${name} ${number}`, uses]))

await forEachEngine(t, 'who uses an element is told with where, and how strongly', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.environment('production', true)
  await story.published('web', '1', { api: reading('web', { name: 'x', address: { city: 'y' } }, typed) }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  await story.published('web', '2', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  await story.published('shop', '1', { api: reading('shop', { id: 3 }) }, { branch: 'main' })
  await story.published('shop', '2', { api: reading('shop', { name: 'z' }) }, { branch: 'topic' })

  const { status, body } = await ask(story, 'GET /users/{id}#response.200.body/name')
  t.equal(status, 200)
  const element = 'GET /users/{}#response.200.body/name'
  t.equal(body.element, element)
  t.same(told(body), [
    ['shop 2', [{ element, strength: 'exact' }]],
    ['web 2', [{ element, strength: 'exact' }]],
    ['web 1', [{ element, strength: 'type' }]]
  ])
  t.match(body.consumers[1], {
    name: 'web',
    versions: [
      { number: '2', environments: [], branches: ['main'] },
      { number: '1', environments: ['production'], branches: [], _links: { self: { href: /web\/versions\/1$/ } } }
    ]
  })
  t.match(body.notices, [{ text: /declared use/ }, { text: /no document/ }])

  t.same(told((await ask(story, 'GET /users/{}#response.200.body/address/city')).body), [
    ['web 1', [{ element: 'GET /users/{}#response.200.body/address/city', strength: 'type' }]]
  ])
  t.same(told((await ask(story, 'GET /users/{}')).body).length, 4)
  t.same(told((await ask(story, 'POST /users/{}')).body), [])
  t.same(told((await ask(story, 'GET /users')).body), [])

  const below = await ask(story, 'GET /users/{}#response.200.body/address', '&match=prefix')
  t.same(told(below.body), [
    [
      'web 1',
      [
        { element: 'GET /users/{}#response.200.body/address', strength: 'type' },
        { element: 'GET /users/{}#response.200.body/address/city', strength: 'type' }
      ]
    ]
  ])
  t.same(told((await ask(story, 'GET /us', '&match=prefix')).body).length, 4)
})

await forEachEngine(t, "where a path leads, the provider's documents know", async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.published('web', '1', { api: reading('web', { name: 'x' }, {}, { path: '/users/me' }) })
  const me = { '/users/me': { get: { responses: { 200: { description: 'ok' } } } } }
  await publish(story, '1', usersApi({ properties: { name: { type: 'string' } } }, {}, me))
  t.same(told((await ask(story, 'GET /users/{}#response.200.body/name')).body), [])
  const { body } = await ask(story, 'GET /users/me#response.200.body/name')
  t.same(told(body).length, 1)
  t.notMatch(body.notices, [{}, { text: /no document/ }])
})

await forEachEngine(t, 'fields of messages are found by the message that they stand in', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const message = (description: string, id: number) => ({
    description,
    contents: { id, lines: [{ sku: 'a' }] },
    metadata: { contentType: 'application/json' }
  })
  const pact = { messages: [message('OrderPlaced', 1)], metadata: { pactSpecification: { version: '3.0.0' } } }
  await story.published('mail', '1', { api: pact })
  t.same(told((await ask(story, 'orders#OrderPlaced@1/lines/*/sku')).body).length, 1, 'by its name alone')
  t.same(told((await ask(story, 'orders#OrderLost@1/lines/*/sku')).body), [])
  const messages = [{ name: 'OrderPlaced', version: 3, channel: 'orders', schema: { type: 'object' } }]
  await publish(story, '1', { contract: { content: toBase64({ catalogue: 1, messages }) } })
  t.same(told((await ask(story, 'orders#OrderPlaced@1/id')).body), [])
  t.same(told((await ask(story, 'orders#OrderPlaced@3/id')).body), [
    ['mail 1', [{ element: 'orders#OrderPlaced@3/id', strength: 'exact' }]]
  ])
  t.same(told((await ask(story, 'orders#', '&match=prefix')).body).length, 1)
})

await forEachEngine(
  t,
  'what is stored since before is read later, and until then nobody is told that nobody uses it',
  async (t, engine) => {
    const story = await tellStory(t, { engine })
    await story.published('web', '1', { api: reading('web', { name: 'x' }) })
    await story.broker.db.transaction(tx => tx.run(sql`delete from usages`))
    const element = 'GET /users/{}#response.200.body/other'
    const before = (await ask(story, element)).body
    t.same(told(before), [['web 1', [{ element, strength: 'unknown' }]]])
    t.match(before.notices.at(-1), { type: 'warning', text: /unknown/ })
    t.equal(await fillSomeUsages(story.broker), false)
    t.equal(await fillSomeUsages(story.broker), true)
    t.same(told((await ask(story, element)).body), [])
    t.same(told((await ask(story, 'GET /users/{}#response.200.body/name')).body).length, 1)
  }
)

await forEachEngine(t, 'contracts of any kind are kept, and what cannot be read of them counts as perhaps', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const name = 'n\u0000\ud800'
  await story.published('odd', '1', { api: reading('odd', { [name]: { ['long/'.repeat(400)]: 1 }, a: null }) })
  await story.published('odder', '1', { api: { interactions: [{ description: 1, request: 'x' }, {}, { type: 'Plugin/New' }] } })
  const text = { headers: { 'Content-Type': 'text/xml' }, body: '<name/>' }
  await story.published('xml', '1', { api: reading('xml', {}, text) })
  const field = (await ask(story, 'GET /users/{}#response.200.body/name')).body
  const element = 'GET /users/{}#response.200.body/name'
  t.same(told(field), [
    ['odder 1', [{ element, strength: 'unknown' }]],
    ['xml 1', [{ element, strength: 'unknown' }]]
  ])
  t.same(told((await ask(story, 'GET /users/{}#response.200.body/n\\u0000\\ud800')).body).length, 3, 'as an answer writes it')
})

t.test('publishing known content asks no more than before, and new content one statement more', async t => {
  let statements: string[] = []
  const story = await tellStory(t, { onStatement: text => statements.push(text) })
  const members = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`member${i}`, i]))
  await story.published('web', '1', { api: reading('web', members) })
  t.equal(statements.filter(text => /usages/.test(text)).length, 1)
  statements = []
  await story.published('web', '2', { api: reading('web', members) })
  t.equal(statements.filter(text => /usages/.test(text)).length, 0)
})

const refused: Array<[says: string, address: string, status: number, about: RegExp]> = [
  ['an element is needed', '/pacticipants/api/usage', 400, /element/],
  ['an element has a form', '/pacticipants/api/usage?element=users', 400, /no element.*METHOD \/path/],
  ['a match is one of two', '/pacticipants/api/usage?element=GET%20/a&match=like', 400, /match/],
  ['an element is one text', '/pacticipants/api/usage?element[]=GET%20/a', 400, /element/],
  ['an application must be known', '/pacticipants/nobody/usage?element=GET%20/a', 404, /nobody/]
]

t.test('what cannot be asked is refused by name', async t => {
  const story = await tellStory(t)
  await story.application('api')
  for (const [says, address, status, about] of refused) {
    const answer = await story.get(address)
    t.equal(answer.status, status, says)
    t.match(answer.text, about, says)
  }
})
