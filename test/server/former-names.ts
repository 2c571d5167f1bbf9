import t from 'tap'
import { encodeName } from '../../server/hal/urls.ts'
import { forEachEngine } from '../engines.ts'
import { pactOf, pactUrl, type Story, tellStory } from '../story.ts'

/** web 1 and api 1 are proved and live in production; then they are renamed. */
async function renamed(story: Story): Promise<void> {
  await story.environment('production')
  await story.published('web', '1', { api: 1 }, { branch: 'main', tags: ['dev'] })
  await story.verified('web', '1', 'api', '1')
  await story.branched('api', '1', 'main')
  await story.tagged('api', '1', 'dev')
  for (const name of ['web', 'api']) {
    await story.deployed(name, '1', 'production')
    await story.released(name, '1', 'production')
    await story.must([201], 'PUT', `/pacticipants/${name}/labels/core`, {})
  }
  await story.must([200], 'POST', '/pacticipants/web/rename', { name: 'shop front' })
  await story.must([200], 'POST', '/pacticipants/api/rename', { name: 'catalog' })
}

await forEachEngine(t, 'renaming keeps the history, and the old name goes on meaning the application', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await renamed(story)
  const { body } = await story.get('/pacticipants/web')
  t.match(body, {
    name: 'shop front',
    displayName: 'Shop Front',
    formerNames: ['web'],
    _embedded: { latestVersion: { number: '1' }, labels: [{ name: 'core' }] }
  })
  t.match(body._links['pb:deployed-environments'], [{ name: 'Production' }])
  t.same((await story.get('/pacticipants')).body.pacticipants.length, 2)

  t.match(await story.canIDeploy('web', '1', 'production'), {
    summary: { deployable: true, success: 1 },
    verdict: { answer: 'yes', versions: [{ pacticipant: 'shop front', version: '1' }], reasons: [{ code: 'verified' }] }
  })
  await story.verified('web', '1', 'api', '1', false)
  t.match(await story.canIDeploy('catalog', '1', 'production'), { verdict: { answer: 'no' } })
  const ignored = await story.canIDeploy('web', '1', 'production', '&ignore[]=api')
  t.match(ignored, { verdict: { answer: 'yes', reasons: [{ code: 'ignored' }] } }, 'an old name can be ignored')
  const together = '/matrix?q[][pacticipant]=web&q[][version]=1&q[][pacticipant]=api&q[][version]=1&latestby=cvpv'
  t.match((await story.get(together)).body.matrix, [{ consumer: { name: 'shop front' }, provider: { name: 'catalog' } }])
  const policy = { kind: 'provider-not-deployed', provider: 'api', rule: 'external', reason: 'r' }
  t.match((await story.must([201], 'PUT', '/policies', policy)).body, { provider: 'catalog' })
})

await forEachEngine(t, 'what is published under an old name lands at the renamed application', async (t, engine) => {
  const story = await tellStory(t, { engine })
  await renamed(story)
  const { body } = await story.published('web', '2', { api: 2 }, { branch: 'main' })
  t.match(body._embedded, { pacticipant: { name: 'shop front' }, version: { number: '2' } })
  await story.verified('shop front', '2', 'catalog', '1')
  t.match(await story.canIDeploy('web', '2', 'production'), { verdict: { answer: 'yes' } })
  // A pact file that says the old names, under the new ones, and the other way round.
  for (const [consumer, provider, number] of [
    ['shop front', 'api', '3'],
    ['web', 'catalog', '4']
  ] as const) {
    const put = await story.request('PUT', pactUrl(provider, consumer, number), pactOf('web', 'api', Number(number)))
    t.match(put, { status: 201, body: { consumer: { name: 'web' }, _links: { 'pb:provider': { name: 'catalog' } } } })
  }
  t.match(await story.request('PUT', pactUrl('api', 'web', '5'), pactOf('shop front', 'catalog', 5)), { status: 201 })
  t.match(await story.request('PUT', pactUrl('api', 'web', '6'), pactOf('other', 'api', 5)), { status: 400 })
  await story.branched('web', '6', 'main')
  t.match((await story.get('/pacticipants/shop%20front/versions')).body._embedded.versions.length, 6)
  t.equal((await story.get('/pacticipants')).body.pacticipants.length, 2, 'nothing was created under an old name')

  const contract = (providerName: string) => {
    const content = Buffer.from(JSON.stringify(pactOf('web', 'api', 9))).toString('base64')
    return { consumerName: 'web', providerName, specification: 'pact', contentType: 'application/json', content }
  }
  const both = { pacticipantName: 'web', pacticipantVersionNumber: '9', contracts: [contract('api'), contract('catalog')] }
  t.match(await story.request('POST', '/contracts/publish', both), { status: 200 }, 'two names are one provider')
  t.equal((await story.get('/pacts/provider/api/consumer/web/versions')).body._embedded.pacts.length, 6)
})

t.test('providers select consumers by an old name', async t => {
  const story = await tellStory(t)
  await renamed(story)
  const asked = { consumerVersionSelectors: [{ consumer: 'web', mainBranch: true }] }
  const { body } = await story.must([200], 'POST', '/pacts/provider/api/for-verification', asked)
  t.equal(body._embedded.pacts.length, 1)
  const { pathname } = new URL(body._embedded.pacts[0]._links.self.href)
  t.match((await story.get(pathname)).body._links['pb:provider'], { name: 'catalog' })
})

t.test('every address that has the name of an application answers under the old one, too', async t => {
  const story = await tellStory(t)
  await renamed(story)
  const sha = (await story.get(pactUrl('api', 'web', '1'))).body._links['pb:pact-version'].name
  const names: Array<Record<string, string>> = [
    { pacticipant: 'shop front', consumer: 'shop front', provider: 'catalog' },
    { pacticipant: 'web', consumer: 'web', provider: 'api' }
  ]
  const rest: Record<string, string> = {
    version: '1',
    branch: 'main',
    tag: 'dev',
    label: 'core',
    sha,
    number: '1',
    environment: story.environmentId('production') as string,
    token: 'x'
  }
  const { paths } = (await story.get('/openapi.json')).body
  let answered = 0
  for (const [path, methods] of Object.entries<Record<string, unknown>>(paths)) {
    if (!('get' in methods) || !/\{(pacticipant|consumer|provider)\}/.test(path)) continue
    const address = (which: Record<string, string> | undefined) =>
      path.replace(/\{(\w+)\}/g, (_, name) => encodeName(which?.[name] ?? rest[name] ?? '?'))
    const now = await story.get(address(names[0]))
    const before = await story.get(address(names[1]))
    t.equal(before.status, now.status, path)
    if (now.status === 200) answered++
  }
  t.ok(answered > 30, `${answered} answered`)

  const environment = story.environmentId('production')
  for (const list of ['deployed-versions/currently-deployed', 'released-versions/currently-supported']) {
    const { body } = await story.get(`/environments/${environment}/${list}?pacticipant=web`)
    t.equal(Object.values<unknown[]>(body._embedded)[0]?.length, 1, list)
  }
})

await forEachEngine(t, 'a name that was ever used is not given to another application', async (t, engine) => {
  const story = await tellStory(t, { engine })
  const rename = (from: string, name: unknown) => story.request('POST', `/pacticipants/${from}/rename`, { name })
  await story.application('a', { displayName: 'Called otherwise' })
  await story.application('b')
  t.match(await rename('a', 'c'), { status: 200, body: { name: 'c', displayName: 'Called otherwise', formerNames: ['a'] } })
  t.match(await rename('b', 'c'), { status: 409, body: { error: /Another application is named c/ } })
  t.match(await rename('b', 'a'), { status: 409, body: { error: /c was named a before/ } })
  t.match((await story.application('a')).body, { name: 'c' }, 'creating what is known leaves it as it is')
  t.match(await rename('a', 'd'), { status: 200, body: { name: 'd', formerNames: ['a', 'c'] } }, 'by its old name')
  t.match(await rename('d', 'd'), { status: 200, body: { name: 'd', formerNames: ['a', 'c'] } })
  t.match(await rename('d', 'a'), { status: 200, body: { name: 'a', formerNames: ['c', 'd'] } }, 'a name of its own')
  t.match(await rename('x', 'y'), { status: 404 })
  t.match(await rename('a', ' '), { status: 400, body: { errors: { name: ['cannot be blank'] } } })
  t.match(await rename('a', 1), { status: 400, body: { errors: { name: ['must be a string'] } } })
  t.match((await story.get('/pacticipants')).body.pacticipants.length, 2)
  t.match(await story.request('DELETE', '/pacticipants/c'), { status: 204 })
  t.match(await story.get('/pacticipants/d'), { status: 404 })
  t.match((await story.application('d')).body, { name: 'd' }, 'the names of what is deleted are free')
})

await forEachEngine(t, 'renamings and first uses at the same moment leave one application for each name', async (t, engine) => {
  const story = await tellStory(t, { engine })
  for (let round = 0; round < 5; round++) {
    const [old, fresh] = [`old${round}`, `new${round}`]
    await story.branched(old, '0', 'main')
    await Promise.all([
      story.request('POST', `/pacticipants/${old}/rename`, { name: fresh }),
      story.request('POST', `/pacticipants/${old}/rename`, { name: `${fresh}er` }),
      ...['1', '2', '3'].map(number => story.branched(old, number, 'main')),
      story.branched(`${fresh}er`, '4', 'main')
    ])
    const { body } = await story.get('/pacticipants')
    const all = body.pacticipants.flatMap(({ name }: { name: string }) => name)
    const taken = await Promise.all(all.map((name: string) => story.get(`/pacticipants/${name}`)))
    const names = taken.flatMap(answer => [answer.body.name, ...(answer.body.formerNames ?? [])])
    t.equal(new Set(names).size, names.length, names.join(' '))
    t.match((await story.get(`/pacticipants/${old}/versions/0`)).status, 200)
    for (const number of ['1', '2', '3'])
      t.match((await story.get(`/pacticipants/${old}/versions/${number}`)).status, 200, number)
  }
})
