import t, { type Test } from 'tap'
import { publish } from '../provider-documents.ts'
import { runCommand } from '../run-command.ts'
import { tellStory } from '../story.ts'
import { reading, usersApi } from '../users-api.ts'

const name = 'GET /users/{}#response.200.body/name'

/** A provider of users, and web, which reads their name in production. */
async function setting(t: Test) {
  const clock = { now: Date.parse('2026-03-10T12:00:00Z') }
  const story = await tellStory(t, { now: () => clock.now })
  const baseUrl = await story.app.listen({ port: 0, host: '127.0.0.1' })
  await story.environment('production', true)
  const fields = { id: { type: 'integer' }, name: { type: 'string' } }
  await publish(story, '1', { branch: 'main', ...usersApi({ properties: fields }) })
  await story.deployed('api', '1', 'production')
  await story.published('web', '1', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  await story.deployed('web', '1', 'production')
  const soloist = (...words: string[]) => runCommand(words, { env: { SOLOIST_BROKER_URL: baseUrl } })
  return { ...story, soloist, clock, about: ['--provider', 'api', '--element', name] }
}

t.test('the life of an element, told by commands', async t => {
  const { soloist, about, clock, published, deployed } = await setting(t)
  const used = await soloist('can-i-remove', ...about)
  t.equal(used.code, 1)
  t.match(used.stdout, `No, api may not remove ${name}.`)
  t.match(used.stdout, `✗ ${name} is used by web 1 (production)`)
  t.match(used.stdout, /Next: Deprecate it.*soloist deprecate --provider api --element 'GET/)

  const deprecating = await soloist('can-i-deprecate', ...about)
  t.equal(deprecating.code, 0)
  t.match(deprecating.stdout, `Yes, api may announce the end of ${name} for 2026-04-09 or later.`)
  t.match(deprecating.stdout, /web 1 \(live in production; head of main\): exact/)
  t.match(deprecating.stdout, /--sunset 2026-04-09$/m)

  t.match(await soloist('deprecate', ...about, '--sunset', '2026-03-20'), { code: 3, stderr: /cannot be before 2026-04-09/ })
  t.match(await soloist('deprecate', ...about, '--sunset', '2026-04-09', '--reason', 'use fullName'), {
    code: 0,
    stdout: `${name} of api: deprecated since 2026-03-10, promised until 2026-04-09.\n`
  })
  t.match((await soloist('who-uses', name, '--provider', 'api')).stdout, /deprecated since 2026-03-10, promised until 2026-04-09/)
  t.match(await soloist('windows', '--overdue'), { code: 0, stdout: 'No windows that are overdue.\n' })
  t.match(
    (await soloist('windows', '--upcoming', '--provider', 'api')).stdout,
    /· api GET .*name: deprecated since 2026-03-10, promised until 2026-04-09\n/
  )

  clock.now = Date.parse('2026-04-10T00:00:00Z')
  const overdue = await soloist('windows', '--overdue')
  t.equal(overdue.code, 1)
  t.match(
    overdue.stdout,
    /✗ api GET .*: overdue, deprecated since 2026-03-10, promised until 2026-04-09\n {6}use fullName\n.*\n {4}· offered by 1 \(live in production; head of main\)\n {4}· used by web 1 \(live in production; head of main\): exact/
  )
  t.match((await soloist('can-i-remove', ...about)).stdout, /its sunset was on 2026-04-09/)

  await published('web', '2', { api: reading('web', { id: 1 }) }, { branch: 'main' })
  await deployed('web', '2', 'production')
  const free = await soloist('can-i-remove', ...about, '--output', 'json')
  t.equal(free.code, 0)
  t.match(JSON.parse(free.stdout), { answer: 'yes', reasons: [{ code: 'not-in-use' }] })
  t.match(await soloist('can-i-deprecate', ...about), { code: 1, stdout: /^No, .* is past its sunset/ })
  t.match(await soloist('can-i-remove', ...about, '--environment', 'production'), { code: 0, stdout: /from production\./ })
})

t.test('what was set by command is taken back by it', async t => {
  const { soloist, about } = await setting(t)
  t.match(await soloist('deprecate', ...about), { code: 0, stdout: /deprecated since 2026-03-10, without a last day\.\n$/ })
  t.match(await soloist('windows'), { stdout: /without a last day/ })
  t.match(await soloist('deprecate', ...about, '--withdraw'), { code: 0, stdout: /no longer deprecated by command/ })
  t.match(await soloist('windows'), { stdout: 'No windows.\n' })
})

t.test('what cannot be decided exits with 2, what is asked wrongly with 3', async t => {
  const { soloist, about, published, deployed } = await setting(t)
  const answer = { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'x' }
  const foreign = {
    ...reading('shop', {}),
    interactions: [{ description: 'a', request: { method: 'GET', path: '/users/7' }, response: answer }]
  }
  await published('shop', '1', { api: foreign }, { branch: 'main' })
  await deployed('shop', '1', 'production')
  await published('web', '2', { api: reading('web', { id: 1 }) }, { branch: 'main' })
  await deployed('web', '2', 'production')
  t.match(await soloist('can-i-remove', ...about), { code: 2, stdout: /^Unknown: whether api may remove/ })
  for (const [words, says] of [
    [['deprecate', '--provider', 'api'], /Missing: --element/],
    [['deprecate', ...about, '--withdraw', '--on', '2026-01-01'], /--withdraw takes no dates/],
    [['windows', '--upcoming', '--overdue'], /Give either/],
    [['can-i-remove', '--provider', 'api', '--element', 'GET /user/{}'], /Near it: GET \/users\/\{\}/]
  ] as const) {
    const { code, stderr } = await soloist(...words)
    t.equal(code, 3, words.join(' '))
    t.match(stderr, says)
  }
})
