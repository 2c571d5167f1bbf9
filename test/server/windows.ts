import t from 'tap'
import { fillSomeElements } from '../../server/actions/fill-elements.ts'
import { forgetElements } from '../../server/storage/document-elements.ts'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { publish } from '../provider-documents.ts'
import { type Story, tellStory } from '../story.ts'
import { reading, usersApi } from '../users-api.ts'

const day = 86_400_000
const start = Date.parse('2026-03-10T12:00:00Z')
const name = 'GET /users/{}#response.200.body/name'
const at = (element: string) => `/pacticipants/api/windows/${encodeURIComponent(element)}`
const fields = (properties: object) => ({ properties: { id: { type: 'integer' }, name: { type: 'string' }, ...properties } })

/** A provider whose main branch offers a user with id and name, and a clock that the test moves. */
async function withProvider(t: Parameters<typeof tellStory>[0], engine: 'sqlite' | 'postgres', rest: object = {}) {
  const clock = { now: start }
  const story = await tellStory(t, { engine, now: () => clock.now, ...rest })
  await story.environment('production', true)
  await publish(story, '1', { branch: 'main', ...usersApi(fields({})) })
  return { story, clock }
}
const ask = (story: Story, question: string, element: string, more = '') =>
  story.get(`/pacticipants/api/${question}?element=${encodeURIComponent(element)}${more}`)
const codes = (body: { reasons: Array<{ code: string }> }) => body.reasons.map(({ code }) => code)

await forEachEngine(t, 'a team deprecates an element, moves its dates later, and takes it back', async (t, engine) => {
  const { story } = await withProvider(t, engine)
  const put = (body: object, element = name) => story.request('PUT', at(element), body)
  const made = await put({ sunset: '2026-06-30', reason: 'use fullName' })
  t.equal(made.status, 201)
  t.match(made.body, {
    provider: 'api',
    element: name,
    window: { state: 'deprecated', deprecatedOn: '2026-03-10', sunset: '2026-06-30', announced: true, declaredBy: ['command'] },
    reason: 'use fullName',
    offeredBy: [{ number: '1', branches: ['main'] }]
  })
  t.equal(new URL(made.headers.location as string).pathname, new URL(made.body._links.self.href).pathname)
  const earlier = await put({ sunset: '2026-06-01' })
  t.equal(earlier.status, 409)
  t.match(earlier.text, /announced for 2026-06-30/)
  t.equal((await put({ on: '2026-03-01', sunset: '2026-07-01' })).status, 409)
  const later = await put({ sunset: '2026-07-31' })
  t.equal(later.status, 200)
  t.match(later.body, { window: { deprecatedOn: '2026-03-10', sunset: '2026-07-31' } })
  t.equal((await story.request('DELETE', at(name))).status, 204)
  t.match((await story.get(at(name))).body, { window: { state: 'introduced', declaredBy: [] } })
  t.equal((await story.request('DELETE', at(name))).status, 404)
  t.equal((await put({ sunset: '2026-07-30' })).status, 409, 'what was announced is remembered')
  // The names of parameters do not matter.
  t.equal((await put({ sunset: '2026-12-31' }, 'GET /users/{name}')).status, 201)
  t.match((await story.get(at(name))).body, { window: { of: 'GET /users/{}', sunset: '2026-12-31' } })
})

await forEachEngine(t, 'what cannot be is refused with what can', async (t, engine) => {
  const { story } = await withProvider(t, engine)
  const refused = async (element: string, body: object, status: number, about: RegExp) => {
    const answer = await story.request('PUT', at(element), body)
    t.equal(answer.status, status, `${element} ${JSON.stringify(body)}: ${answer.text}`)
    t.match(answer.text, about)
  }
  await refused('GET /users/{}#response.200.body/nam', {}, 404, /Near it: GET \/users\/\{\}#response.200.body\/name/)
  await refused('GET /user/{}', {}, 404, /Near it: GET \/users\/\{\}/)
  await refused('name', {}, 400, /is no element/)
  await refused(name, { sunset: 'soon' }, 400, /must be a date/)
  await refused(name, { on: '2026-02-30' }, 400, /must be a date/)
  await refused(name, { on: '2026-08-01', sunset: '2026-07-01' }, 400, /cannot be before/)
  await refused(name, { sunset: '2026-04-08' }, 409, /at least 30 days: the sunset cannot be before 2026-04-09/)
  await refused(name, { until: '2026-04-08' }, 400, /until/)
  const policy = { kind: 'minimum-window', rule: '90 days', provider: 'api', reason: 'slow consumers' }
  await story.must([201], 'PUT', '/policies', policy)
  await refused(name, { sunset: '2026-04-09' }, 409, /at least 90 days: the sunset cannot be before 2026-06-08/)
  t.equal((await story.request('PUT', '/policies', { ...policy, rule: 'long' })).status, 400)
  t.equal((await story.request('PUT', '/policies', { ...policy, environment: 'production' })).status, 400)
  const nothing = await story.request('PUT', at(name).replace('/api/', '/web/'), {})
  t.equal(nothing.status, 404)
  await story.application('web')
  t.match((await story.request('PUT', at(name).replace('/api/', '/web/'), {})).text, /has published no provider contract/)
})

await forEachEngine(t, 'dates in documents hold once they are on the main branch or in production', async (t, engine) => {
  const { story } = await withProvider(t, engine)
  const dated = (sunset: string, title: string) => usersApi(fields({ name: { deprecated: true, 'x-sunset': sunset, title } }))
  await publish(story, '2', { branch: 'topic', ...dated('2026-06-30', 'a') })
  t.match((await story.get(at(name))).body, { window: { state: 'introduced' }, documents: [] })
  await story.deployed('api', '2', 'production')
  t.match((await story.get(at(name))).body, {
    window: { state: 'deprecated', sunset: '2026-06-30', announced: true, declaredBy: ['document'] },
    documents: [{ version: '2', sunset: '2026-06-30', problems: [] }]
  })
  const early = await publish(story, '3', { branch: 'main', ...dated('2026-05-31', 'b') })
  t.equal(early.status, 200)
  t.match(early.text, /announced to stay until 2026-06-30/)
  t.match((await story.get(at(name))).body, {
    window: { sunset: '2026-06-30' },
    documents: [
      { version: '3', sunset: '2026-05-31', problems: ['earlier-than-announced'] },
      { version: '2', problems: [] }
    ]
  })
  const short = await publish(story, '4', {
    branch: 'main',
    ...usersApi(fields({ id: { deprecated: true, 'x-sunset': '2026-03-20' }, name: { 'x-sunset': 'whenever' } }))
  })
  t.match(short.text, /fewer than 30 days/)
  t.match(short.text, /whenever/)
})

await forEachEngine(t, 'an element may go when nobody uses it, and not before it was promised', async (t, engine) => {
  const { story, clock } = await withProvider(t, engine)
  await story.deployed('api', '1', 'production')
  t.match((await ask(story, 'can-i-remove', name)).body, {
    answer: 'yes',
    reasons: [{ code: 'not-in-use', outcome: 'pass' }],
    freeFrom: '2026-03-10',
    consumers: []
  })
  await story.published('web', '1', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  t.match((await ask(story, 'can-i-remove', name)).body, { answer: 'yes', reasons: [{ code: 'used-by-versions-to-come' }] })
  await story.deployed('web', '1', 'production')
  const used = (await ask(story, 'can-i-remove', name)).body
  t.match(used, {
    answer: 'no',
    reasons: [
      {
        code: 'element-removed-in-use',
        text: `${name} is used by web 1 (production)`,
        next: /soloist deprecate --provider api --element 'GET/
      }
    ],
    consumers: [{ name: 'web', versions: [{ number: '1', environments: ['production'], uses: [{ strength: 'exact' }] }] }]
  })
  t.equal((await ask(story, 'can-i-remove', 'GET /users/{}')).body.answer, 'no', 'nor what it is in')
  t.equal((await ask(story, 'can-i-remove', 'GET /users/{}#response.200.body/id')).body.answer, 'yes')
  await story.environment('test')
  t.equal((await ask(story, 'can-i-remove', name, '&environment=test')).body.answer, 'yes')
  t.equal((await ask(story, 'can-i-remove', name, '&environment=nowhere')).status, 400)

  t.match((await ask(story, 'can-i-deprecate', name)).body, {
    answer: 'yes',
    earliestSunset: '2026-04-09',
    freeFrom: '2026-04-10',
    minimumWindowDays: 30,
    consumers: [{ name: 'web' }],
    next: /--sunset 2026-04-09$/
  })
  await story.must([201], 'PUT', at(name), { sunset: '2026-04-09' })
  await story.published('web', '2', { api: reading('web', { id: 1 }) }, { branch: 'main' })
  await story.deployed('web', '2', 'production')
  const promised = (await ask(story, 'can-i-remove', name)).body
  t.match(promised, { answer: 'yes', freeFrom: '2026-04-10', window: { sunset: '2026-04-09' } })
  t.same(codes(promised), ['window-cut-short'], 'a moved consumer releases it at once')
  t.match((await ask(story, 'usage', name)).body, { window: { state: 'deprecated', sunset: '2026-04-09' } })
  const strict = { kind: 'window', rule: 'strict', provider: 'api', reason: 'dates are promises' }
  const { body: policy } = await story.must([201], 'PUT', '/policies', strict)
  t.match((await ask(story, 'can-i-remove', name)).body, {
    answer: 'no',
    reasons: [{ code: 'window-cut-short', outcome: 'fail' }]
  })
  await story.must([204], 'DELETE', `/policies/${policy.uuid}`)
  clock.now = Date.parse('2026-04-09T23:59:59.999Z')
  t.same(codes((await ask(story, 'can-i-remove', name)).body), ['window-cut-short'])
  clock.now++
  const free = (await ask(story, 'can-i-remove', name)).body
  t.same(codes(free), ['not-in-use'])
  t.match(free, { window: { state: 'sunset' }, freeFrom: '2026-04-10' })
  await story.deployed('web', '1', 'production')
  const late = (await ask(story, 'can-i-remove', name)).body
  t.match(late, { answer: 'no', reasons: [{ code: 'element-removed-in-use', outcome: 'fail' }] })
  const allow = { kind: 'after-sunset', rule: 'allow', provider: 'api', reason: 'they were told' }
  await story.must([201], 'PUT', '/policies', { ...allow, environment: 'production' })
  t.match((await ask(story, 'can-i-remove', name)).body, { answer: 'yes', reasons: [{ outcome: 'warn' }] })
  await story.deployed('web', '1', 'test')
  t.match((await ask(story, 'can-i-remove', name)).body, { answer: 'yes' }, 'the provider is not there')
  t.equal((await ask(story, 'can-i-deprecate', name)).body.answer, 'no')
})

await forEachEngine(t, 'what is not known makes no yes', async (t, engine) => {
  const { story } = await withProvider(t, engine)
  const binary = { request: { method: 'GET', path: '/users/7' }, description: 'b', response: { status: 200, body: 'plain text' } }
  const headers = { 'Content-Type': 'text/plain' }
  const pact = { ...reading('web', {}), interactions: [{ ...binary, response: { ...binary.response, headers } }] }
  await story.published('web', '1', { api: pact }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  t.match((await ask(story, 'can-i-remove', name)).body, { answer: 'unknown', reasons: [{ code: 'use-undecided' }] })
  const node = {
    type: 'object',
    properties: { next: { $ref: '#/paths/~1users~1{id}/get/responses/200/content/application~1json/schema' } }
  }
  await publish(story, '2', { branch: 'main', ...usersApi(node) })
  const deep = 'GET /users/{}#response.200.body/next/next/next'
  t.match((await ask(story, 'can-i-remove', deep)).body, { answer: 'unknown' })
  const open = usersApi(fields({}), { 'x-audience': 'public' })
  await publish(story, '3', { branch: 'main', ...open })
  const id = 'GET /users/{}#response.200.body/id'
  const never = (await ask(story, 'can-i-remove', id)).body
  t.same([never.answer, ...codes(never)], ['no', 'use-undecided', 'public-never-deprecated'])
  await story.must([201], 'PUT', at(id), { sunset: '2026-09-30' })
  const promised = (await ask(story, 'can-i-remove', id)).body
  t.equal(promised.answer, 'no')
  t.ok(codes(promised).includes('public-before-sunset'))
})

await forEachEngine(t, 'windows are listed: those to come, and those overdue with who is late', async (t, engine) => {
  const { story, clock } = await withProvider(t, engine)
  await story.published('web', '1', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  await story.must([201], 'PUT', at(name), { sunset: '2026-04-30' })
  await story.must([201], 'PUT', at('GET /users/{}#response.200.body/id'), {})
  const list = async (more: string, where = '/pacticipants/api/windows') => {
    const { body } = await story.get(`${where}?state=${more}`)
    return body.windows.map(({ element }: { element: string }) => element.split('/').at(-1))
  }
  t.same(await list('all'), ['name', 'id'])
  t.same(await list('upcoming'), ['name'])
  t.same(await list('overdue'), [])
  clock.now = Date.parse('2026-05-01T00:00:00Z')
  t.same(await list('upcoming'), [])
  const overdue = (await story.get('/windows?state=overdue')).body
  t.match(overdue.windows, [
    {
      provider: 'api',
      element: name,
      overdue: true,
      window: { state: 'sunset', sunset: '2026-04-30' },
      offeredBy: [{ number: '1' }],
      consumers: [{ name: 'web', versions: [{ number: '1', environments: ['production'] }] }]
    }
  ])
  await publish(story, '2', { branch: 'main', ...usersApi({ properties: { id: {} } }) })
  t.match(
    (await story.get('/windows?state=overdue')).body.windows,
    [{ window: { state: 'removed' }, offeredBy: [] }],
    'it is still used'
  )
  await story.published('web', '2', { api: reading('web', { id: 1 }) }, { branch: 'main' })
  await story.deployed('web', '2', 'production')
  t.same(await list('overdue', '/windows'), [])
  t.equal((await story.get('/windows?state=late')).status, 400)
  t.ok(clock.now - start > 30 * day)
})

await forEachEngine(t, 'documents that were stored before are read later, and until then hold anything', async (t, engine) => {
  const { story } = await withProvider(t, engine)
  const { broker } = story
  await publish(story, '2', { branch: 'main', ...usersApi(fields({ name: { 'x-sunset': '2026-06-30' } })) })
  for (const table of [
    sql`delete from dated_elements`,
    sql`delete from announced_windows`,
    sql`update document_elements set rules = 0`
  ]) {
    await broker.db.transaction(tx => tx.run(table))
  }
  // Nothing of these is held in memory under the rules of another release.
  forgetElements()
  t.match((await ask(story, 'can-i-remove', name)).body, { answer: 'unknown', reasons: [{ code: 'element-undecided' }] })
  let steps = 0
  while (!(await fillSomeElements(broker))) steps++
  t.equal(steps, 2)
  t.match((await story.get(at(name))).body, { window: { sunset: '2026-06-30', announced: true } })
})
