import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const pact = (consumer: string, provider: string, rest = '') =>
  `{"consumer":{"name":"${consumer}"},"provider":{"name":"${provider}"},"interactions":[]${rest}}`
const published = {
  notices: [
    { type: 'debug', text: 'Created' },
    { type: 'success', text: 'Pact published' },
    { type: 'prompt', text: 'Next steps' }
  ]
}
const version = ['--consumer-app-version', '7', '--branch', 'main']
const providers = ({ pacticipantName, contracts }: { pacticipantName: string; contracts: Array<{ providerName: string }> }) => [
  pacticipantName,
  contracts.map(({ providerName }) => providerName)
]

t.test('files, folders and patterns are published, those of several consumers in one call', async t => {
  const folder = t.testdir({
    'a.json': pact('web', 'api'),
    more: { deep: { 'b.json': pact('web', 'mail'), 'notes.txt': 'x' }, 'package.json': '{"name":"web"}' },
    other: { 'app-api.json': pact('app', 'api'), 'app-mail.json': pact('app', 'mail') }
  })
  const { baseUrl, recorded } = await recordingBroker(t, () => ({
    body: { _embedded: { publications: [published, published] } }
  }))
  const words = ['publish', 'a.json', 'more', 'other/*-api.json', '-b', baseUrl, ...version, '--tag', 'dev', '--tag', 'x']
  const { code, stdout, stderr } = await runCommand(words, { folder })
  t.equal(code, 0)
  t.same(
    recorded.map(({ line, body }) => [line, body.publications.map(providers)]),
    [
      [
        'POST /contracts/publish-together',
        [
          ['web', ['api', 'mail']],
          ['app', ['api']]
        ]
      ]
    ]
  )
  for (const publication of recorded[0]?.body.publications ?? []) {
    t.match(publication, { pacticipantVersionNumber: '7', branch: 'main', tags: ['dev', 'x'] })
  }
  t.match(stdout, /^Published web 7: contracts with api, mail\n {2}Next steps\nPublished app 7/)
  t.match(stderr, /package\.json is no pact; left out/)
})

t.test('a Pact Broker takes the contracts of one consumer after the other', async t => {
  const folder = t.testdir({ 'a.json': pact('web', 'api'), 'b.json': pact('app', 'api') })
  const { baseUrl, recorded } = await recordingBroker(t, line =>
    line.endsWith('/publish-together') ? { status: 404, body: { error: 'x' } } : { body: published }
  )
  const { code, stdout, stderr } = await runCommand(['publish', '.', '-b', baseUrl, ...version], { folder })
  t.equal(code, 0)
  t.same(
    recorded.slice(1).map(({ line, body }) => [line, ...providers(body)]),
    [
      ['POST /contracts/publish', 'web', ['api']],
      ['POST /contracts/publish', 'app', ['api']]
    ]
  )
  t.match(stdout, /Published web 7[\s\S]*Published app 7/)
  t.match(stderr, /one after the other/)
})

t.test('the commit, its branch and the build are found in CI, and said', async t => {
  const folder = t.testdir({ 'a.json': pact('web', 'api') })
  const { baseUrl, recorded } = await recordingBroker(t, () => ({ body: published }))
  const env = {
    GITLAB_CI: 'true',
    CI_COMMIT_SHA: 'abc',
    CI_COMMIT_BRANCH: 'fix',
    CI_JOB_URL: 'https://ci/9',
    PACT_BROKER_BASE_URL: baseUrl
  }
  const { code, stderr } = await runCommand(['publish', '.'], { folder, env })
  t.equal(code, 0)
  t.match(recorded[0]?.body, { pacticipantVersionNumber: 'abc', branch: 'fix', buildUrl: 'https://ci/9' })
  t.match(stderr, 'Version abc (from GitLab)\nBranch fix (from GitLab)\nBuild https://ci/9 (from GitLab)\n')
})

t.test('outside CI the commit and its branch are found in git', async t => {
  const folder = t.testdir({ 'a.json': pact('web', 'api') })
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder, encoding: 'utf8' })
  git('init', '-q', '-b', 'feat/x')
  git('add', '.')
  git('commit', '-qm', 'one')
  const commit = git('rev-parse', 'HEAD').trim()
  const { baseUrl, recorded } = await recordingBroker(t, () => ({ body: published }))
  const env = { SOLOIST_BROKER_URL: baseUrl }
  const clean = await runCommand(['publish', 'a.json', '--tag-with-git-branch'], { folder, env })
  t.match(recorded[0]?.body, { pacticipantVersionNumber: commit, branch: 'feat/x', tags: ['feat/x'] })
  t.match(clean.stderr, `Version ${commit} (from git)`)
  t.notMatch(clean.stderr, /differ/)
  git('checkout', '-q', '--detach')
  git('rm', '-q', '--cached', 'a.json')
  const detached = await runCommand(['publish', 'a.json'], { folder, env })
  t.equal(recorded[1]?.body.branch, undefined, 'a commit checked out is on no branch')
  t.match(detached.stderr, /Files here differ from that commit/)
})

t.test('the same pact twice counts once; other content for the same provider is merged only if asked', async t => {
  const folder = t.testdir({ 'a.json': pact('web', 'api'), 'b.json': pact('web', 'api'), 'c.json': pact('web', 'api', ',"x":1') })
  const { baseUrl, recorded } = await recordingBroker(t, () => ({ body: published }))
  t.match(await runCommand(['publish', 'a.json', 'b.json', '-b', baseUrl, ...version], { folder }), { code: 0 })
  t.equal(recorded[0]?.body.contracts.length, 1)
  t.match(await runCommand(['publish', '.', '-b', baseUrl, ...version], { folder }), {
    code: 3,
    stderr: /different pacts of web and api/
  })
  t.equal(recorded.length, 1)
  t.match(await runCommand(['publish', '.', '--merge', '-b', baseUrl, ...version], { folder }), { code: 0 })
  t.match(recorded[1]?.body.contracts, [{ onConflict: 'merge' }, { onConflict: 'merge' }])
})

t.test('what cannot be published is refused by its name, and nothing is sent', async t => {
  const folder = t.testdir({
    'bad.json': '{',
    'none.json': '{"a":1}',
    'latin.json': Buffer.from([0x7b, 0xff, 0x7d]),
    empty: {},
    'a.json': pact('web', 'api')
  })
  const { baseUrl, lines } = await recordingBroker(t)
  for (const [words, message] of [
    [[], /Which pacts/],
    [['absent.json'], /absent\.json is neither a file nor a folder/],
    [['x/**/*.json'], /No file matches/],
    [['empty'], /no \.json file in empty/],
    [['bad.json'], /bad\.json is not valid JSON/],
    [['none.json'], /none\.json is no pact/],
    [['latin.json'], /latin\.json is not valid UTF-8/],
    [['a.json', 'bad.json'], /bad\.json/]
  ] as const) {
    const { code, stderr } = await runCommand(['publish', ...words, '-b', baseUrl, ...version], { folder })
    t.equal(code, 3)
    t.match(stderr, message)
  }
  t.same(lines(), [])
})

t.test('without CI and git the version must be given', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'soloist-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'a.json'), pact('web', 'api'))
  const { baseUrl, lines } = await recordingBroker(t)
  const { code, stderr } = await runCommand(['publish', 'a.json', '-b', baseUrl], { folder })
  t.equal(code, 3)
  t.match(stderr, /Which version\? .*give --consumer-app-version/)
  t.same(lines(), [])
})

t.test("a conflict is told in the broker's words", async t => {
  const folder = t.testdir({ 'a.json': pact('web', 'api') })
  const conflict = { notices: [{ type: 'error', text: 'Web 7 has other content' }], errors: { contracts: ['x'] } }
  const { baseUrl } = await recordingBroker(t, () => ({ status: 409, body: conflict }))
  const { code, stderr } = await runCommand(['publish', '.', '-b', baseUrl, ...version], { folder })
  t.equal(code, 3)
  t.match(stderr, /^Web 7 has other content \(409 from POST/)
})
