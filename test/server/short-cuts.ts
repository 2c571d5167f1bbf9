import t from 'tap'
import { tellStory } from '../story.ts'

const toEnvironment = '/pacticipants/web/branches/feat%2Fx/latest-version/can-i-deploy/to-environment/production'
const toTag = '/pacticipants/web/latest-version/dev/can-i-deploy/to/prod'

t.test('can the head of a branch, or the newest version with a tag, be deployed?', async t => {
  const story = await tellStory(t)
  await story.environment('production', true)
  await story.published('web', '1', { api: 1 }, { branch: 'feat/x', tags: ['dev'] })
  await story.published('web', '2', { api: 2 }, { branch: 'feat/x', tags: ['dev'] })
  await story.tagged('api', '7', 'prod')
  await story.deployed('api', '7', 'production')
  await story.verified('web', '2', 'api', '7')
  for (const url of [toEnvironment, toTag]) {
    const { status, body } = await story.get(url)
    t.equal(status, 200)
    t.match(body, { summary: { deployable: true }, matrix: [{ consumer: { version: { number: '2' } } }] }, url)
    t.match(body.verdict, { answer: 'yes', versions: [{ pacticipant: 'web', version: '2' }] })
    const text = await story.get(url, { accept: 'text/plain' })
    t.match(text.headers, { 'content-type': 'text/plain;charset=utf-8' })
    t.match(text.text, /CONSUMER[\s\S]*\nDeployable: true\n/)
  }
  t.same((await story.get(toEnvironment)).body.summary, (await story.canIDeploy('web', '2', 'production')).summary)
  await story.published('web', '3', { api: 3 }, { branch: 'feat/x', tags: ['dev'] })
  for (const url of [toEnvironment, toTag]) t.match((await story.get(url)).body.summary, { deployable: null }, url)
  t.match((await story.get(`${toEnvironment}?ignore[]=api`)).body.summary, { deployable: true, ignored: 1 })
  t.match(
    (await story.get(`${toEnvironment}?environment=none&version=2&to=x`)).body.summary,
    { deployable: null },
    'the address says which version and where to, whatever the query says'
  )
})

t.test('a short cut to what is not there is refused by name', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.published('web', '1', { api: 1 }, { branch: 'feat/x', tags: ['dev'] })
  const cases: Array<[url: string, error: RegExp]> = [
    [toEnvironment.replace('web', 'x'), /'x'/],
    [toEnvironment.replace('feat%2Fx', 'y'), /web has no branch y/],
    [toEnvironment.replace('production', 'prod'), /No environment is named prod/],
    [toTag.replace('web', 'x'), /'x'/],
    [toTag.replace('dev', 'test'), /No version of web has the tag test/],
    ['/matrix/provider/api/consumer/x', /'x'/],
    ['/matrix/provider/x/consumer/web', /'x'/]
  ]
  for (const [url, error] of cases) t.match(await story.get(url), { status: 404, body: { error } }, url)
  t.match(await story.get(toTag), { status: 200 }, 'a tag that nobody has to go to is no mistake')
})

t.test('a branch without versions has no head', async t => {
  const story = await tellStory(t)
  await story.environment('production')
  await story.branched('web', '1', 'feat/x')
  await story.request('DELETE', '/pacticipants/web/versions/1')
  t.match(await story.get(toEnvironment), { status: 404, body: { error: /No version of web is on the branch feat\/x/ } })
})

t.test('the matrix of two applications has the options of any matrix', async t => {
  const story = await tellStory(t)
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.published('web', '2', { api: 2 }, { branch: 'main' })
  await story.verified('web', '1', 'api', '7')
  const url = '/matrix/provider/api/consumer/web'
  const plain = '/matrix?q[][pacticipant]=web&q[][pacticipant]=api'
  t.same((await story.get(url)).body, (await story.get(plain)).body)
  t.equal((await story.get(url)).body.matrix.length, 2)
  t.match((await story.get(`${url}?success[]=true`)).body.matrix, { length: 1 })
  t.match((await story.get(`${url}?q[][pacticipant]=none`)).body.matrix, { length: 2 }, 'its names are those of the address')
  t.match(await story.get(`${url}?limit=x`), { status: 400, body: { errors: [/limit/] } })
  t.match((await story.get(url, { accept: 'text/plain' })).text, /^CONSUMER \|/)
})
