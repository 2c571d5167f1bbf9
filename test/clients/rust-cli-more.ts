import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { commandsOf, fails, pactClient, works } from '../pact-command.ts'
import { pactOf, tellStory } from '../story.ts'

t.setTimeout(0)

// On one engine: what is asked here is whether the client understands the answers, which are the same on both.

t.test('the Rust CLI describes, updates and deletes environments', async t => {
  const story = await tellStory(t)
  const run = await pactClient(story, 'pact-broker', t.testdir())
  await story.environment('qa')
  const uuid = story.environmentId('qa') as string
  await works(t, run, [
    ...['update-environment', '--uuid', uuid, '--name', 'stage', '--display-name', 'Staging area', '--production'],
    ...['--contact-name', 'ops', '--contact-email-address', 'ops@example.org']
  ])
  t.match((await story.get(`/environments/${uuid}`)).body, {
    name: 'stage',
    displayName: 'Staging area',
    production: true,
    contacts: [{ name: 'ops', email: 'ops@example.org' }]
  })
  await works(t, run, ['describe-environment', '--uuid', uuid], /Staging area/)
  await works(t, run, ['describe-environment', '--uuid', uuid, '--output', 'json'], /ops@example\.org/)
  await works(t, run, ['list-environments', '--output', 'json'], /stage/)
  await works(t, run, ['delete-environment', '--uuid', uuid])
  t.equal((await story.get(`/environments/${uuid}`)).status, 404)
  await fails(t, run, ['describe-environment', '--uuid', uuid], /./)
  await fails(t, run, ['update-environment', '--uuid', uuid, '--name', 'x'], /./)
  await fails(t, run, ['delete-environment', '--uuid', uuid], /./)
})

t.test('the Rust CLI tags versions and takes tags off', async t => {
  const story = await tellStory(t)
  const run = await pactClient(story, 'pact-broker', t.testdir())
  const web1 = ['--pacticipant', 'web', '--version', '1']
  await fails(t, run, ['create-version-tag', ...web1, '--tag', 'rc'], /./)
  await works(t, run, ['create-version-tag', ...web1, '--tag', 'rc', '--auto-create-version'])
  const tags = async () =>
    (await story.get('/pacticipants/web/versions/1')).body._embedded.tags.map(({ name }: { name: string }) => name)
  t.same(await tags(), ['rc'])
  await works(t, run, ['delete-version-tag', ...web1, '--tag', 'rc'])
  t.same(await tags(), [])
  await works(t, run, ['delete-version-tag', ...web1, '--tag', 'rc'])
  await works(t, run, ['create-or-update-version', '--pacticipant', 'web', '--version', '2'])
  t.equal((await story.get('/pacticipants/web/versions/2')).status, 200)
})

t.test('the Rust CLI gets pacts in all its forms', async t => {
  const story = await tellStory(t)
  const folder = t.testdir({})
  const run = await pactClient(story, 'pact-broker', folder)
  await story.published('web', '1', { api: 1 }, { branch: 'main' })
  await story.published('web', '2', { api: 2 }, { branch: 'main' })
  await story.published('app', '1', { api: 3 }, { branch: 'feat' })
  await story.request('PATCH', '/pacticipants/app', { mainBranch: 'feat' })
  const get = ['get-pacts', '--provider', 'api']
  const forms: Array<[rest: string[], web: string[], app: boolean]> = [
    [[], ['1', '2'], true],
    [['--latest'], ['2'], true],
    [['--branch', 'main'], ['1', '2'], false],
    [['--branch', 'main', '--latest'], ['2'], false],
    [['--consumer', 'web'], ['1', '2'], false],
    [['--consumer', 'web', '--branch', 'main'], ['1', '2'], false]
  ]
  for (const [index, [rest, web, app]] of forms.entries()) {
    await works(t, run, [...get, ...rest], web.length > 0 ? /web/ : /./)
    const { out } = await works(t, run, [...get, ...rest, '--output', 'json'])
    for (const number of ['1', '2'])
      t.equal(out.includes(`consumer/web/version/${number}`), web.includes(number), `${rest} ${number}`)
    t.equal(out.includes('consumer/app/version/1'), app, `${rest} app`)
    const downloads = join(folder, `downloads-${index}`)
    await works(t, run, [...get, ...rest, '--download', '--download-dir', downloads])
    t.ok(readdirSync(downloads).length >= 1, `${rest} are downloaded`)
  }
  await fails(t, run, ['get-pacts', '--provider', 'nobody'], /./)
})

t.test('the Rust CLI asks in all its forms whether a version can be deployed', async t => {
  const story = await tellStory(t)
  const run = await pactClient(story, 'pact-broker', t.testdir())
  await story.environment('production')
  await story.published('web', '1', { api: 1, mail: 1 }, { branch: 'main', tags: ['rc'] })
  await story.branched('api', '5', 'main')
  await story.tagged('api', '5', 'prod')
  await story.verified('web', '1', 'api', '5')
  await story.deployed('api', '5', 'production')
  const there = ['--to-environment', 'production']
  const web = ['can-i-deploy', '--pacticipant', 'web']
  await fails(t, run, [...web, '--version', '1', ...there], /mail/)
  for (const which of [['--version', '1'], ['--latest'], ['--latest', 'rc'], ['--branch', 'main'], ['--main-branch']]) {
    await works(t, run, [...web, ...which, '--ignore', 'mail', ...there])
  }
  await works(t, run, [...web, '--version', '1', '--pacticipant', 'api', '--version', '5'])
  await works(t, run, [...web, '--version', '1', '--pacticipant', 'api', '--latest', 'prod'])
  await works(t, run, [...web, '--version', '1', '--ignore', 'mail', '--to', 'prod'])
  await works(t, run, [...web, '--version', '1', ...there, '--dry-run'])
  await fails(t, run, [...web, '--version', '1', ...there, '--retry-while-unknown', '1', '--retry-interval', '1'], /mail/)
  await fails(t, run, [...web, '--version', '9', ...there], /9/)
  await fails(t, run, [...web, '--version', '1', '--to-environment', 'nowhere'], /nowhere/)
})

t.test('the Rust CLI records instances, and describes versions where they are', async t => {
  const story = await tellStory(t)
  const run = await pactClient(story, 'pact-broker', t.testdir())
  await story.environment('production')
  const there = ['--environment', 'production']
  await story.branched('web', '1', 'main')
  await works(t, run, ['record-deployment', '--pacticipant', 'web', '--version', '1', ...there, '--application-instance', 'blue'])
  await fails(t, run, ['record-undeployment', '--pacticipant', 'web', ...there], /./)
  await works(t, run, ['describe-version', '--pacticipant', 'web', ...there, '--deployed'], /blue|1/)
  await works(t, run, ['record-release', '--pacticipant', 'web', '--version', '1', ...there])
  await works(t, run, ['describe-version', '--pacticipant', 'web', ...there, '--released'], /1/)
  await works(t, run, ['record-undeployment', '--pacticipant', 'web', ...there, '--application-instance', 'blue'])
  await fails(t, run, ['record-deployment', '--pacticipant', 'web', '--version', '1', '--environment', 'nowhere'], /nowhere/)
  await fails(t, run, ['describe-version', '--pacticipant', 'nobody'], /./)
  await works(t, run, ['describe-pacticipant', '--name', 'web', '--output', 'json'], /"web"/)
  await fails(t, run, ['describe-pacticipant', '--name', 'nobody'], /./)
  await works(t, run, ['delete-branch', '--pacticipant', 'web', '--branch', 'none'], /not found|404/i)
})

t.test('the Rust CLI publishes folders, merges, and is told of conflicts', async t => {
  const story = await tellStory(t)
  const folder = t.testdir({ pacts: {} })
  const run = await pactClient(story, 'pact-broker', folder)
  const write = (name: string, content: object) => writeFileSync(join(folder, 'pacts', name), JSON.stringify(content))
  write('web-api.json', pactOf('web', 'api', 1))
  write('web-mail.json', pactOf('web', 'mail', 1))
  const publish = ['publish', 'pacts', '--consumer-app-version', '1', '--branch', 'main']
  await works(t, run, publish, /web/)
  t.equal((await story.get('/pacts/provider/mail/consumer/web/version/1')).status, 200)
  write('web-api.json', pactOf('web', 'api', 2))
  await fails(t, run, publish, /already published/)
  await works(t, run, [...publish, '--merge'])
  t.equal((await story.get('/pacts/provider/api/consumer/web/version/1')).body.interactions.length, 2)
})

t.test('every command of the Rust CLI is tried, but those that need no broker', async t => {
  const folder = new URL('../../../test/clients/', import.meta.url)
  const tests = readdirSync(folder).map(file => readFileSync(new URL(file, folder), 'utf8'))
  const alone = ['generate-uuid', 'ruby', 'docker', 'help']
  // They have tests of their own, with a receiver for what they send.
  const webhooks = ['create-webhook', 'create-or-update-webhook', 'delete-webhook', 'test-webhook']
  const names = [...commandsOf('pact-broker'), ...commandsOf('pactflow')]
  t.ok(names.length > 30, `${names.length} commands`)
  const untried = names.filter(name => ![...alone, ...webhooks].includes(name) && !tests.some(text => text.includes(`'${name}'`)))
  t.same(untried, [])
})
