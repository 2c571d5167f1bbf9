import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { publish } from '../provider-documents.ts'
import { runCommand } from '../run-command.ts'
import { tellStory } from '../story.ts'
import { reading, usersApi } from '../users-api.ts'
import { wellFormed } from '../well-formed.ts'

const name = 'GET /users/{}#response.200.body/name'
const forms = ['text', 'json', 'markdown', 'junit', 'github'] as const

/** web 1 runs in production with api 1, as web 4 did before; web 2 does not fit, and web 3 is not verified. */
async function setting(t: Test) {
  const clock = { now: Date.parse('2026-03-10T12:00:00Z') }
  const story = await tellStory(t, { now: () => clock.now })
  const baseUrl = await story.app.listen({ port: 0, host: '127.0.0.1' })
  await story.environment('production', true)
  const fields = { id: { type: 'integer' }, name: { type: 'string' } }
  await publish(story, '1', { branch: 'main', ...usersApi({ properties: fields }) })
  await story.published('web', '4', { api: reading('web', { id: 4 }) }, { branch: 'old' })
  await story.verified('web', '4', 'api', '1')
  await story.published('web', '1', { api: reading('web', { name: 'x' }) }, { branch: 'main' })
  await story.verified('web', '1', 'api', '1')
  await story.deployed('api', '1', 'production')
  await story.deployed('web', '4', 'production')
  await story.deployed('web', '1', 'production')
  await story.published('web', '2', { api: reading('web', { name: 'x', id: 1 }) }, { branch: 'two' })
  await story.verified('web', '2', 'api', '1', false)
  await story.published('web', '3', { api: reading('web', { name: 'y', id: 1 }) }, { branch: 'three' })
  const folder = t.testdir({
    'same.json': JSON.stringify(openapi(fields)),
    'less.json': JSON.stringify(openapi({ id: { type: 'integer' } })),
    'none.json': JSON.stringify({ ...openapi({}), paths: {} }),
    summary: '',
    output: ''
  })
  const soloist = (words: readonly string[], env: Record<string, string> = {}) =>
    runCommand(words, { env: { SOLOIST_BROKER_URL: baseUrl, ...env }, folder })
  const override = (version: string) =>
    soloist([
      'override',
      '-a',
      'web',
      '--version',
      version,
      '--environment',
      'production',
      '--by',
      'ann',
      '--reason',
      'shop is down'
    ])
  return { story, soloist, folder, clock, override }
}

const openapi = (fields: object) =>
  JSON.parse(Buffer.from(usersApi({ properties: fields }).contract.content, 'base64').toString())
const to = (version: string) => ['-a', 'web', '--version', version, '--to-environment', 'production']
const element = ['--provider', 'api', '--element', name]
const compared = (file: string) => ['--provider', 'api', file]

/** Asks in all forms at once, and in each; gives what was said, after looking at what holds for every answer. */
async function inEveryForm(t: Test, { soloist, folder }: Awaited<ReturnType<typeof setting>>, words: readonly string[]) {
  const reports = forms.flatMap(form => ['--report', `${form}=all.${form}`])
  for (const file of ['summary', 'output']) writeFileSync(join(folder, file), '')
  const github = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output') }
  const { code, stdout } = await soloist([...words, ...reports], github)
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  const said = Object.fromEntries(forms.map(form => [form, read(`all.${form}`)])) as Record<(typeof forms)[number], string>
  const asked = words.join(' ')
  t.match(stdout, /^::stop-commands::/, asked)
  t.equal(stdout.split('\n').length, said.github.split('\n').length, 'what is printed is what is in the file')
  t.ok(wellFormed(said.junit), `well-formed: ${said.junit}`)
  const fails = (text: string, what: RegExp) => (text.match(what) ?? []).length > 0
  t.equal(fails(said.junit, /<(failure|error) /), code !== 0, `${asked}: a test case fails exactly when it exits with ${code}`)
  t.equal(fails(said.github, /^::error /m), code !== 0, `${asked}: and so does an annotation`)
  const counted = /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(said.junit) ?? []
  const found = ['<testcase ', '<failure ', '<error '].map(part => said.junit.split(part).length - 1)
  t.same(counted.slice(1).map(Number), found, 'the counts are right')
  t.match(said.markdown, /^(#{2,3} |\| |```text\n)/, asked)
  t.match(read('summary'), /^(#{2,3} |\| )/, asked)
  t.doesNotThrow(() => JSON.parse(said.json), asked)
  const inGitLab = await soloist(words, { GITLAB_CI: 'true', CI_COMMIT_SHA: '1' })
  t.equal(inGitLab.code, code, asked)
  t.equal(inGitLab.stdout, said.text, `${asked}: in GitLab it is text`)
  return { code, ...said, summary: read('summary'), output: read('output') }
}

const questions: Array<[words: string[], code: number, title: RegExp]> = [
  [['can-i-deploy', ...to('1')], 0, /^Yes, web 1 can be deployed/],
  [['can-i-deploy', ...to('2')], 1, /^No, web 2 cannot/],
  [['can-i-deploy', ...to('3')], 2, /^Unknown: nothing proves yet that web 3/],
  [['can-i-merge', '-a', 'web', '--version', '2'], 1, /^No, web 2 cannot be merged/],
  [['check', '--environment', 'production'], 0, /^Yes, everything/],
  [['missing', '--environment', 'production'], 0, /^Nothing is missing/],
  [['plan', '-a', 'web', '--version', '2', '--environment', 'production'], 1, /^No version of anybody/],
  [['plan', '-a', 'web', '--version', '3', '--environment', 'production'], 0, /can get to production in 2 steps/],
  [['can-i-rollback', '-a', 'web', '--environment', 'production'], 0, /^Yes, web can go back/],
  [['can-i-undeploy', '-a', 'api', '--version', '1', '--environment', 'production'], 1, /^No, api 1 cannot/],
  [['can-i-remove', ...element], 1, /^No, api may not remove/],
  [['can-i-deprecate', ...element], 0, /^Yes, api may announce/],
  [['who-uses', name, '--provider', 'api'], 0, /^3 versions rely on/],
  [['windows'], 0, /^No windows/],
  [['windows', '--overdue'], 0, /^No windows that are overdue/],
  [['simulate', ...compared('same.json')], 0, /^Yes, nobody breaks/],
  [['simulate', ...compared('less.json')], 1, /^No, /],
  [['diff', 'same.json', 'less.json'], 0, /^Compatible/],
  [['diff', 'same.json', 'none.json'], 1, /^Not compatible/],
  [['resources', '--environment', 'production'], 0, /^production: nothing that is declared is shared/],
  [['autonomy', '--environment', 'production'], 0, /^Autonomy of production/],
  [['verdicts', '--environment', 'production'], 0, /^GIVEN/],
  [['list-overrides'], 0, /^STATE/],
  [['list-comparisons', '--provider', 'api', '--provider-version', '1'], 0, /^ID/],
  [['list-environments'], 0, /^NAME/],
  [['matrix', '-a', 'web', '--version', '2'], 0, /^CONSUMER/]
]

t.test('every answer has all forms, and pipelines fail on it exactly when the exit code does', async t => {
  const set = await setting(t)
  for (const [words, code, title] of questions) {
    const said = await inEveryForm(t, set, words)
    t.equal(said.code, code, words.join(' '))
    t.match(said.text, title, words.join(' '))
    if (code !== 0) t.equal(said.output, `answer=${code === 1 ? 'no' : 'unknown'}\n`)
  }
})

t.test('a window that is overdue fails, once it is asked for', async t => {
  const set = await setting(t)
  await set.soloist(['deprecate', ...element, '--sunset', '2026-04-09'])
  t.match((await inEveryForm(t, set, ['can-i-remove', ...element])).text, /^No, .*\n(?!.*Nobody)/)
  set.clock.now = Date.parse('2026-04-10T00:00:00Z')
  const overdue = await inEveryForm(t, set, ['windows', '--overdue'])
  t.equal(overdue.code, 1)
  t.match(overdue.junit, `name="overdue: api ${name}: overdue, deprecated since 2026-03-10`)
  t.match(overdue.github, /^::error title=overdue::/m)
  t.equal(overdue.output, 'answer=no\n')
  const all = await inEveryForm(t, set, ['windows'])
  t.equal(all.code, 0)
  t.match(all.github, /^::warning title=overdue::.*%0ANext: soloist can-i-remove --provider api --element 'GET/m)
})

t.test('an answer that is not yes leads to the plan, in every form, once', async t => {
  const set = await setting(t)
  for (const version of ['2', '3']) {
    const { text, json, markdown, junit, github, summary } = await inEveryForm(t, set, ['can-i-deploy', ...to(version)])
    const plan = `soloist plan --pacticipant web --version ${version} --to-environment production`
    for (const said of [text, markdown, junit, summary]) t.equal(said.split(plan).length, 2)
    t.match(github, new RegExp(`^::notice title=.*::What to do: .*%0ANext: ${plan}$`, 'm'))
    t.match(JSON.parse(json).verdict.plan, new RegExp(`/web/versions/${version}/plan/environment/production$`))
  }
  const { text } = await inEveryForm(t, set, ['can-i-deploy', ...to('2'), '--application-instance', 'a b', '--ignore', 'x=1'])
  t.match(
    text,
    "soloist plan --pacticipant web --version 2 --to-environment production --application-instance 'a b' --ignore 'x=1'"
  )
  t.notMatch((await inEveryForm(t, set, ['can-i-deploy', ...to('1')])).text, 'soloist plan')
})

t.test('--dry-run exits with 0, and every form says what it would have been', async t => {
  const set = await setting(t)
  const said = await inEveryForm(t, set, ['can-i-deploy', ...to('2'), '--dry-run'])
  t.equal(said.code, 0)
  for (const form of [said.text, said.markdown, said.junit, said.github, said.summary]) {
    t.match(form, /--dry-run: the exit code would have been 1\./)
    t.match(form, /No, web 2 cannot be deployed/)
  }
  t.match(said.github, /^::warning title=dry-run::/m)
  t.equal(said.output, 'answer=no\n')
  const asJson = await set.soloist(['can-i-deploy', ...to('2'), '--dry-run', '--output', 'json'])
  t.match(asJson, { code: 0, stderr: /--dry-run: the exit code would have been 1\./ })
})

t.test('an override that holds is seen in every form of every answer it touches', async t => {
  const set = await setting(t)
  const { story, override } = set
  t.equal((await override('2')).code, 0)
  const seen = async (words: string[], code: number, holder: (document: ReturnType<typeof JSON.parse>) => unknown) => {
    const said = await inEveryForm(t, set, words)
    t.equal(said.code, code, words.join(' '))
    for (const form of [said.text, said.markdown, said.junit, said.github, said.summary])
      t.match(form, /Override: ann answers for web 2 until [^(]*\(shop is down\)/, words.join(' '))
    t.match(said.github, /^::warning title=override::/m)
    t.match(holder(JSON.parse(said.json)), { by: 'ann', reason: 'shop is down' })
    return said
  }
  const { text, output } = await seen(['can-i-deploy', ...to('2')], 0, ({ verdict }) => verdict.override)
  t.match(text, /^OVERRIDDEN: web 2 may be deployed to production\. The answer itself is no\.\n/)
  t.equal(output, 'answer=yes\n')
  await seen(['plan', '-a', 'web', '--version', '2', '--environment', 'production'], 1, ({ override }) => override)
  await story.deployed('web', '2', 'production')
  await seen(['check', '--environment', 'production'], 1, ({ overrides }) => overrides[0])
  await story.deployed('web', '1', 'production')
  await seen(['can-i-rollback', '-a', 'web', '--environment', 'production'], 1, ({ slots }) => slots[0].verdict.override)
  t.notMatch((await inEveryForm(t, set, ['check', '--environment', 'production'])).text, 'Override', 'it is live no more')
})

t.test('what is wrong with a new deployment is a warning', async t => {
  const { soloist } = await setting(t)
  const words = ['record-deployment', '-a', 'web', '--version', '2', '--environment', 'production']
  const { code, stdout } = await soloist(words, { GITHUB_ACTIONS: 'true' })
  t.equal(code, 0)
  t.match(stdout, /\nRecorded: web 2 is deployed to production\n {2}! The verification/)
  t.match(stdout, /^::warning title=.*::The verification/m)
})
