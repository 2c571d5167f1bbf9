import t, { type Test } from 'tap'
import { webhookUuid } from '../../client/apply/webhook-steps.ts'
import { Soloist } from '../../client/index.ts'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'
import { tellStory } from '../story.ts'

const file = `# what our broker holds
environments:
  - name: production
    displayName: Production
    production: true
    contacts: [{name: ops, details: {emailAddress: o@example.org}}]
  - {name: qa, production: false}
applications:
  - name: web
    mainBranch: main
  - name: api
policies:
  - kind: provider-not-deployed
    provider: bank
    rule: external
    reason: not ours
`

/** A real broker with a port. */
async function broker(t: Test) {
  const story = await tellStory(t)
  return { story, baseUrl: await story.app.listen({ port: 0, host: '127.0.0.1' }) }
}

t.test('a file is brought to the broker once; the second time nothing changes', async t => {
  const { story, baseUrl } = await broker(t)
  await story.environment('qa', true)
  await story.application('bank')
  const folder = t.testdir({ 'soloist.yml': file })
  const run = (...words: string[]) => runCommand(['apply', 'soloist.yml', '-b', baseUrl, ...words], { folder })
  const plan = `  + create environment production
  ~ update environment qa: production
  + create application web
  + create application api
  + create policy provider-not-deployed, provider bank
`
  t.same(await run('--dry-run'), {
    code: 0,
    stdout: `${plan}Nothing was changed. It would be: 4 created, 1 updated, 0 deleted, 0 unchanged.\n`,
    stderr: ''
  })
  t.equal((await story.get('/pacticipants/web')).status, 404)
  t.same(await run(), { code: 0, stdout: `${plan}Applied: 4 created, 1 updated, 0 deleted, 0 unchanged.\n`, stderr: '' })
  t.match((await story.get('/pacticipants/web')).body, { mainBranch: 'main', displayName: 'Web' })
  t.match((await story.get('/environments?name=production')).body._embedded.environments, [
    { displayName: 'Production', production: true, contacts: [{ name: 'ops', details: { emailAddress: 'o@example.org' } }] }
  ])
  t.match((await run()).stdout, 'Applied: 0 created, 0 updated, 0 deleted, 5 unchanged.\n')
  t.match((await run('--verbose')).stdout, /= unchanged application web/)
  const json = JSON.parse((await run('--output', 'json')).stdout)
  t.match(json, { dryRun: false, steps: [{ kind: 'environment', name: 'production', action: 'unchanged', changes: [] }] })
})

t.test('what the file does not say of a thing stays as it is', async t => {
  const { story, baseUrl } = await broker(t)
  await story.must([201], 'POST', '/environments', {
    name: 'qa',
    displayName: 'Mine',
    production: false,
    contacts: [{ name: 'me' }]
  })
  await story.application('web', { repositoryUrl: 'https://git.example/web', mainBranch: 'old' })
  const soloist = new Soloist({ baseUrl })
  const applied = await soloist.apply({
    configuration: { environments: [{ name: 'qa', production: true }], applications: [{ name: 'web', mainBranch: null }] }
  })
  t.match(applied.steps, [
    { action: 'update', changes: ['production'] },
    { action: 'update', changes: ['mainBranch'] }
  ])
  t.match((await story.get('/environments')).body._embedded.environments, [
    { displayName: 'Mine', production: true, contacts: [{ name: 'me' }] }
  ])
  const web = (await story.get('/pacticipants/web')).body
  t.match(web, { repositoryUrl: 'https://git.example/web', mainBranch: undefined })
})

t.test('nothing is removed unless it is asked for, section by section', async t => {
  const { story, baseUrl } = await broker(t)
  await story.environment('old')
  await story.application('forgotten')
  await story.must([201], 'PUT', '/policies', { kind: 'no-content', rule: 'warn', reason: 'x' })
  const folder = t.testdir({
    'a.json': '{"environments":[{"name":"qa","production":false}],"policies":[],"applications":[]}',
    'b.json': '{}'
  })
  const run = (name: string, ...words: string[]) => runCommand(['apply', name, '-b', baseUrl, ...words], { folder })
  t.match(await run('a.json'), { code: 0, stdout: /1 created, 0 updated, 0 deleted/ })
  t.match(
    (await run('a.json', '--prune', 'policies')).stdout,
    /- delete policy no-content\nApplied: 0 created, 0 updated, 1 deleted/
  )
  t.match((await run('a.json', '--prune', 'environments')).stdout, /- delete environment old\n/)
  t.equal((await story.get('/environments')).body._embedded.environments.length, 1)
  t.equal((await story.get('/pacticipants/forgotten')).status, 200, 'applications are never removed')
  t.match(await run('b.json', '--prune', 'webhooks'), {
    code: 3,
    stderr: /has no webhooks, so pruning webhooks would remove all/
  })
  t.match(await run('b.json', '--prune', 'applications'), { code: 3, stderr: /Nothing called applications can be pruned/ })
})

t.test('what stops half way is told, with what was done', async t => {
  const { story, baseUrl } = await broker(t)
  const folder = t.testdir({ 'a.json': '{"environments":[{"name":"qa","production":false},{"name":"a b","production":true}]}' })
  const { code, stderr } = await runCommand(['apply', 'a.json', '-b', baseUrl], { folder })
  t.equal(code, 3)
  t.match(stderr, /^Could not create environment a b: name cannot contain spaces .*1 of 2 changes were made before/)
  t.equal((await story.get('/environments')).body._embedded.environments.length, 1)
})

const uuid = webhookUuid('build api')
const webhooks = `webhooks:
  - name: build api
    provider: {name: api}
    consumer: {label: mobile}
    events: [contract_requiring_verification_published]
    request:
      method: POST
      url: https://ci.example.org/build?pact=\${pactbroker.pactUrl}
      headers: {Authorization: "Bearer \${CI_TOKEN}", Accept: application/json}
      body: {ref: main, price: "$\${NOT_ME}"}
`
const shown = (secret: string) => ({
  uuid,
  description: 'build api',
  provider: { name: 'api' },
  consumer: { label: 'mobile' },
  enabled: true,
  events: [{ name: 'contract_requiring_verification_published' }],
  request: {
    method: 'POST',
    url: `https://ci.example.org/build?pact=\${pactbroker.pactUrl}`,
    headers: { authorization: secret, accept: 'application/json' },
    body: { price: `\${NOT_ME}`, ref: 'main' }
  }
})

t.test('a webhook is the same the next time, and its secrets come from the environment', async t => {
  const folder = t.testdir({ 'a.yml': webhooks })
  let current: object | undefined
  const others = [
    { name: 'build api', href: `http://x/webhooks/${uuid}` },
    { name: 'old one', href: 'http://x/webhooks/aaaaaaaaaaaaaaaa' }
  ]
  const { baseUrl, recorded, lines } = await recordingBroker(t, line => {
    if (line === `GET /webhooks/${uuid}`) return current === undefined ? { status: 404 } : { body: current }
    if (line === 'GET /webhooks') return { body: { _links: { 'pb:webhooks': others } } }
    return line.startsWith('DELETE') ? { status: 204 } : {}
  })
  const run = (...words: string[]) =>
    runCommand(['apply', 'a.yml', '-b', baseUrl, ...words], { folder, env: { CI_TOKEN: 's3cret' } })
  const created = await run()
  t.match(created.stdout, '  + create webhook build api\n')
  t.same(lines(), [`GET /webhooks/${uuid}`, `PUT /webhooks/${uuid}`])
  const { uuid: _, request, ...rest } = shown('')
  const headers = { Authorization: 'Bearer s3cret', Accept: 'application/json' }
  t.same(recorded[1]?.body, { ...rest, request: { ...request, headers } })

  current = shown('**********')
  t.match((await run()).stdout, '  ~ update webhook build api: request.headers.authorization (secret, sent again)\n')
  current = shown('Bearer s3cret')
  t.match((await run()).stdout, /1 unchanged/)
  current = { ...shown('Bearer s3cret'), enabled: false, request: { ...request, username: 'u', headers } }
  t.match((await run('--dry-run')).stdout, '  ~ update webhook build api: enabled, request.username\n')
  t.match((await run('--prune', 'webhooks')).stdout, /- delete webhook old one \(aaaaaaaaaaaaaaaa\)/)
  t.equal(lines().at(-1), 'DELETE /webhooks/aaaaaaaaaaaaaaaa')
  for (const { stdout, stderr } of [created, await run('--verbose')]) t.notMatch(stdout + stderr, /s3cret/)

  const unset = await runCommand(['apply', 'a.yml', '-b', baseUrl], { folder, env: { CI_TOKEN: '' } })
  t.match(unset, { code: 3, stderr: /^a\.yml:9:17: webhooks 0 request headers Authorization needs the variable CI_TOKEN/ })
})

t.test('labels are put on, and taken off where that is asked for', async t => {
  const pacticipants = [{ name: 'web', displayName: 'Web', _embedded: { labels: [{ name: 'old' }, { name: 'mobile' }] } }]
  const { baseUrl, lines } = await recordingBroker(t, line =>
    line === 'GET /pacticipants' ? { body: { _embedded: { pacticipants } } } : line.startsWith('DELETE') ? { status: 204 } : {}
  )
  const soloist = new Soloist({ baseUrl })
  const configuration = { applications: [{ name: 'web', labels: ['mobile', 'new'] }, { name: 'api' }] }
  const kept = await soloist.apply({ configuration })
  t.same(
    kept.steps.map(({ kind, name, action }) => `${action} ${kind} ${name}`),
    ['unchanged application web', 'unchanged label mobile of web', 'create label new of web', 'create application api']
  )
  t.same(lines().slice(1), ['PUT /pacticipants/web/labels/new', 'PATCH /pacticipants/api'])
  await soloist.apply({ configuration, prune: ['labels'] })
  t.ok(lines().includes('DELETE /pacticipants/web/labels/old'))
  await t.rejects(soloist.apply({ configuration: { webhook: [] } as object }), {
    code: 'asked-wrongly',
    message: /webhook is not known here/
  })
})

t.test('the uuid of a webhook never changes', async t => {
  t.equal(webhookUuid('build api'), uuid)
  t.match(uuid, /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  t.not(webhookUuid('build web'), uuid)
})
