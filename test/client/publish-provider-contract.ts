import t from 'tap'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const published = {
  notices: [
    { type: 'success', text: 'Published' },
    { type: 'warning', text: '  It was sent as "oas"' },
    { type: 'prompt', text: '  Next step: check' },
    { type: 'debug', text: '  View it' }
  ]
}
const base64 = (text: string) => Buffer.from(text).toString('base64')
const api5 = ['--provider', 'api', '-a', '5', '--branch', 'main']

t.test('a file is published as the document default', async t => {
  const folder = t.testdir({ 'oas.yml': 'openapi: 3.0.0\n', 'report.xml': '<x/>' })
  const { baseUrl, recorded, lines } = await recordingBroker(t, () => ({ body: published }))
  const words = ['publish-provider-contract', 'oas.yml', '-b', baseUrl, ...api5, '--tag', 'x', '--build-url', 'http://ci/5']
  const { code, stdout } = await runCommand(words, { folder })
  t.equal(code, 0)
  t.same(lines(), ['POST /provider-contracts/provider/api/publish'])
  t.same(recorded[0]?.body, {
    pacticipantVersionNumber: '5',
    branch: 'main',
    tags: ['x'],
    buildUrl: 'http://ci/5',
    contract: { content: base64('openapi: 3.0.0\n') }
  })
  t.equal(stdout, 'Published api 5: provider contract default\n  It was sent as "oas"\n  Next step: check\n')

  const checked = [
    '--verification-exit-code',
    '1',
    '--verification-results',
    'report.xml',
    '--verifier',
    'x',
    '--verifier-version',
    '2'
  ]
  const types = ['--verification-results-content-type', 'application/xml', '--verification-results-format', 'junit']
  await runCommand(
    [...words, '--name', 'orders', '--specification', 'oas', '--content-type', 'application/yaml', ...checked, ...types],
    { folder }
  )
  t.same(recorded[1]?.body.contract, {
    name: 'orders',
    content: base64('openapi: 3.0.0\n'),
    specification: 'oas',
    contentType: 'application/yaml',
    selfVerificationResults: {
      success: false,
      contentType: 'application/xml',
      format: 'junit',
      verifier: 'x',
      verifierVersion: '2',
      content: base64('<x/>')
    }
  })
  for (const [option, success] of [
    [['--verification-success'], true],
    [['--no-verification-success'], false],
    [['--verification-exit-code', '0'], true]
  ] as const) {
    await runCommand([...words, ...option], { folder })
    t.match(recorded.at(-1)?.body.contract.selfVerificationResults, { success }, option.join(' '))
  }
  const json = await runCommand([...words, '--output', 'json'], { folder })
  t.same(JSON.parse(json.stdout), published)
})

t.test('several files are published at once, each under its name', async t => {
  const folder = t.testdir({ 'oas.yml': 'a', 'events.json': 'b' })
  const { baseUrl, recorded } = await recordingBroker(t, () => ({ body: published }))
  const words = [
    'publish-provider-contract',
    'oas.yml',
    'events.json',
    '--name',
    'http',
    '--name',
    'events',
    '-b',
    baseUrl,
    ...api5
  ]
  t.match(await runCommand(words, { folder }), { code: 0, stdout: /provider contract http, events/ })
  t.match(recorded[0]?.body, { contracts: [{ name: 'http' }, { name: 'events', content: base64('b') }] })
})

t.test('the commit, its branch and the build are found in CI, and said', async t => {
  const folder = t.testdir({ 'oas.yml': 'a' })
  const { baseUrl, recorded } = await recordingBroker(t, () => ({ body: published }))
  const env = {
    GITLAB_CI: 'true',
    CI_COMMIT_SHA: 'abc',
    CI_COMMIT_BRANCH: 'fix',
    CI_JOB_URL: 'https://ci/9',
    PACT_BROKER_BASE_URL: baseUrl
  }
  const words = ['publish-provider-contract', 'oas.yml', '--provider', 'api', '--tag-with-git-branch', '-r']
  const { stderr } = await runCommand(words, { folder, env })
  t.match(recorded[0]?.body, { pacticipantVersionNumber: 'abc', branch: 'fix', buildUrl: 'https://ci/9', tags: ['fix'] })
  t.match(stderr, 'Version abc (from GitLab)\nBranch fix (from GitLab)\nBuild https://ci/9 (from GitLab)\n')
})

t.test('what cannot be published is refused, and nothing is sent', async t => {
  const folder = t.testdir({ 'oas.yml': 'a' })
  const { baseUrl, lines } = await recordingBroker(t)
  for (const [words, message] of [
    [[], /Which provider contract/],
    [['none.yml'], /none\.yml cannot be read/],
    [['oas.yml', 'oas.yml'], /2 files and 0 --name/],
    [['oas.yml', '--name', 'a', '--name', 'b'], /1 file and 2 --name/],
    [['oas.yml', '--verifier', 'x'], /--verifier says nothing of the result/],
    [['oas.yml', '--verification-results', 'none', '--verification-success'], /none cannot be read/],
    [['oas.yml', '--verification-success', '--verification-exit-code', '1'], /Give either/],
    [['oas.yml', '--verification-exit-code', 'zero'], /must be a number/]
  ] as const) {
    const { code, stderr } = await runCommand(['publish-provider-contract', ...words, '-b', baseUrl, ...api5], { folder })
    t.equal(code, 3)
    t.match(stderr, message)
  }
  t.match(await runCommand(['publish-provider-contract', 'oas.yml'], { folder }), { code: 3, stderr: /Missing: --provider/ })
  t.same(lines(), [])
})

t.test("a refusal is told in the broker's words", async t => {
  const folder = t.testdir({ 'oas.yml': 'a' })
  const body = { notices: [{ type: 'error', text: 'contract.content cannot be read: line 3, column 1' }], errors: {} }
  const { baseUrl } = await recordingBroker(t, () => ({ status: 400, body }))
  t.match(await runCommand(['publish-provider-contract', 'oas.yml', '-b', baseUrl, ...api5], { folder }), {
    code: 3,
    stderr: /^contract\.content cannot be read: line 3, column 1 \(400 from POST/
  })
})
