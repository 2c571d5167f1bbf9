import t from 'tap'
import { sql } from '../../server/storage/sql.ts'
import { forEachEngine } from '../engines.ts'
import { pactOf, pactUrl, type Story, tellStory, toBase64 } from '../story.ts'

const publication = (consumer: string, number: string, contents: Record<string, number>, rest: object = {}) => ({
  pacticipantName: consumer,
  pacticipantVersionNumber: number,
  ...rest,
  contracts: Object.entries(contents).map(([provider, content]) => ({
    consumerName: consumer,
    providerName: provider,
    specification: 'pact',
    contentType: 'application/json',
    content: toBase64(pactOf(consumer, provider, content))
  }))
})
const publish = ({ request }: Story, ...publications: object[]) =>
  request('POST', '/contracts/publish-together', { publications })
const count = async ({ broker }: Story) => {
  const row = await broker.db.get(sql`
    select (select count(*) from applications) as applications, (select count(*) from versions) as versions,
      (select count(*) from publications) as publications, (select count(*) from branches) as branches`)
  return row as Record<string, number>
}

await forEachEngine(t, 'several applications publish at once, each as it would alone', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const { status, body } = await publish(
    story,
    publication('web', '7', { api: 1, mail: 2 }, { branch: 'main', tags: ['dev'], buildUrl: 'http://ci/7' }),
    publication('app', '7', { api: 1, web: 3 }, { branch: 'main' })
  )
  t.equal(status, 200)
  const [web, app] = body._embedded.publications
  t.match(web, {
    _embedded: { pacticipant: { name: 'web' }, version: { number: '7' } },
    _links: {
      'pb:contracts': [{ href: /api\/consumer\/web/ }, { href: /mail/ }],
      'pb:pacticipant-version-tags': [{ name: 'dev' }]
    }
  })
  t.match(app._links['pb:contracts'], [{ href: /api\/consumer\/app/ }, { href: /web\/consumer\/app/ }])
  t.same(body.notices, [...web.notices, ...app.notices])
  t.match((await story.get('/pacticipants/web/versions/7')).body, { buildUrl: 'http://ci/7' })
  t.equal((await story.get(pactUrl('web', 'app', '7'))).status, 200)
  t.match(await count(story), { applications: 4, versions: 2, publications: 4 })
})

await forEachEngine(t, 'one contract that is refused keeps all others from being published', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await story.published('app', '7', { api: 1 })
  const before = await count(story)
  const { status, body } = await publish(
    story,
    publication('web', '7', { api: 1 }, { branch: 'main' }),
    publication('app', '7', { api: 2 }, { branch: 'main' })
  )
  t.equal(status, 409)
  t.match(body, {
    errors: { contracts: [/app version 7 has already published a pact with api/] },
    notices: [{ type: 'error' }, { type: 'info' }]
  })
  t.same(await count(story), before)
})

await forEachEngine(
  t,
  'publishers of the same applications in different order do not get in each other’s way',
  async (t, engine) => {
    const story = await tellStory(t, { engine })
    const both = (n: number) => [
      publication('web', `${n}`, { api: 1 }, { branch: 'b' }),
      publication('app', `${n}`, { api: 1 }, { branch: 'b' })
    ]
    const answers = await Promise.all(
      [1, 1, 2, 2, 3, 3].map((n, i) => publish(story, ...(i % 2 === 0 ? both(n) : both(n).reverse())))
    )
    t.same(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 200, 200]
    )
    t.match(await count(story), { versions: 6, publications: 6 })
  }
)

t.test('what is wrong is told with its place, and nothing is stored', async t => {
  const story = await tellStory(t)
  const good = publication('web', '1', { api: 1 })
  const cases: Array<[says: string, body: object, errors: object]> = [
    ['nothing', {}, { publications: ['is missing'] }],
    ['an empty list', { publications: [] }, { publications: ['size cannot be less than 1'] }],
    ['no list', { publications: {} }, { publications: ['must be an array'] }],
    [
      'a publication without a name',
      { publications: [good, { ...good, pacticipantName: undefined }] },
      { publications: ['pacticipantName is missing (at index 1)'] }
    ],
    [
      'a blank version',
      { publications: [good, publication('app', ' ', {})] },
      { publications: ['pacticipantVersionNumber cannot be blank (at index 1)'] }
    ],
    ['a version twice', { publications: [good, good] }, { publications: [/\["web","1"\] is there twice \(at index 1\)/] }],
    [
      'another’s contract',
      { publications: [{ ...good, contracts: publication('app', '1', { api: 1 }).contracts }] },
      { publications: [/contracts consumerName "app" must be the pacticipantName "web" \(at index 0\) \(at index 0\)/] }
    ]
  ]
  for (const [says, body, errors] of cases) {
    const answer = await story.request('POST', '/contracts/publish-together', body)
    t.equal(answer.status, 400, says)
    t.match(answer.body.errors, errors, says)
  }
  t.match(await count(story), { applications: 0 })
})
