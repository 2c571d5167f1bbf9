import t from 'tap'
import { Soloist } from '../../client/index.ts'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const finding = {
  code: 'res.field.gone',
  severity: 'error',
  text: 'It is gone.',
  element: 'GET /a#response.200.body/x',
  interaction: 'a <b>'
}
const window = { state: 'deprecated', deprecatedOn: '2030-01-01', sunset: '2030-03-31', announced: true, openEnded: false }
const version = { number: '1', environments: ['production'], branches: ['main'] }
const consumer = (name: string, outcome: string, findings: object[] = [], alreadyBroken: object[] = []) => ({
  name,
  outcome,
  versions: [version],
  comparedWith: ['1'],
  findings,
  alreadyBroken
})
const simulated = {
  answer: 'no',
  summary: { breaks: 1, atRisk: 0, alreadyBroken: 1, unaffected: 1, notCompared: 0 },
  complete: true,
  notices: [{ type: 'info', text: 'Mind this.' }],
  comparedWith: [{ number: '1', environments: ['production'], mainBranch: true }],
  consumers: [
    consumer('web', 'breaks', [finding]),
    consumer('old', 'already-broken', [], [finding]),
    consumer('shop', 'unaffected')
  ],
  promises: [
    {
      element: 'GET /b',
      code: 'public-never-deprecated',
      outcome: 'fail',
      text: 'GET /b is public.',
      next: 'Announce it',
      window
    }
  ],
  messages: [{ comparedWith: '1', findings: [{ ...finding, window }] }]
}
const pact = '{"consumer":{"name":"web"},"provider":{"name":"api"}}'
const difference = {
  answer: 'yes',
  complete: true,
  findings: [],
  added: ['GET /b'],
  removed: [],
  deprecated: [{ element: 'GET /a', sunset: '2030-01-01' }]
}

function reply(line: string) {
  if (line.startsWith('POST /provider-contracts/provider/')) return { body: simulated }
  if (line.startsWith('POST /pacts')) {
    return {
      body: { answer: 'unknown', notices: [], versions: [{ ...version, mainBranch: true, answer: 'unknown', findings: [] }] }
    }
  }
  if (line === 'POST /provider-contracts/diff') return { body: difference }
  if (line.endsWith('/branch/latest')) {
    return { body: { _embedded: { providerContracts: [{ name: 'http', _embedded: { version: { number: '7' } } }] } } }
  }
  if (line.endsWith('/document')) return { body: 'openapi: 3.0.0' }
  if (line.includes('/usage')) {
    const uses = [{ element: 'GET /a', strength: 'type' }]
    return {
      body: {
        element: 'GET /a',
        notices: [{ type: 'info', text: 'Declared.' }],
        consumers: [{ name: 'web', versions: [{ ...version, uses }] }]
      }
    }
  }
  return {}
}

t.test('documents are simulated, and the worst finding is the exit code', async t => {
  const folder = t.testdir({ 'oas.yml': 'openapi: 3.0.0\n', 'events.yml': 'asyncapi: 3.0.0\n' })
  const { baseUrl, recorded, lines } = await recordingBroker(t, reply)
  const words = ['simulate', 'oas.yml', '-b', baseUrl, '--provider', 'api']
  const { code, stdout } = await runCommand(words, { folder })
  t.equal(code, 1)
  t.same(lines(), ['POST /provider-contracts/provider/api/simulate'])
  t.same(recorded[0]?.body, { contracts: [{ content: base64('openapi: 3.0.0\n') }] })
  t.equal(
    stdout,
    `No, a contract breaks if api publishes this.
  · Mind this.
  · Compared with 1 (live in production)
  ✗ web 1 (live in production; head of main) would break
    ✗ It is gone. GET /a#response.200.body/x in "a <b>" (res.field.gone)
  ✗ GET /b is public.
      Next: Announce it
  ✗ Messages, compared with 1: It is gone. GET /a#response.200.body/x in "a <b>" (res.field.gone)
      It is deprecated since 2030-01-01, promised until 2030-03-31.
  ! old 1 (live in production; head of main) does not fit, and did not before
    · It is gone. GET /a#response.200.body/x in "a <b>" (res.field.gone)
  ✓ shop 1 (live in production; head of main) is not affected
`
  )
  await runCommand(
    [
      ...words,
      'events.yml',
      '--name',
      'http',
      '--name',
      'events',
      '--environment',
      'test',
      '--base',
      '3',
      '--branch',
      'x',
      '--compatibility',
      'FULL',
      '--strict'
    ],
    { folder }
  )
  t.same(recorded[1]?.body, {
    contracts: [
      { name: 'http', content: base64('openapi: 3.0.0\n') },
      { name: 'events', content: base64('asyncapi: 3.0.0\n') }
    ],
    environments: ['test'],
    branch: 'x',
    base: '3',
    compatibility: 'FULL',
    strict: true
  })
  const comment = (await runCommand([...words, '--output', 'markdown'], { folder })).stdout
  t.match(comment, /^### No, a contract breaks/)
  t.match(comment, '  - ❌ It is gone')
  t.notMatch(comment, '<b>', 'what others wrote does nothing')
  t.match(JSON.parse((await runCommand([...words, '-o', 'json'], { folder })).stdout), simulated)
})

t.test('a pact is simulated against what its provider offers', async t => {
  const folder = t.testdir({ 'pact.json': pact })
  const { baseUrl, recorded, lines } = await recordingBroker(t, reply)
  const { code, stdout } = await runCommand(['simulate', 'pact', 'pact.json', '-b', baseUrl, '--environment', 'test'], { folder })
  t.equal(code, 2)
  t.same(lines(), ['POST /pacts/provider/api/consumer/web/simulate'])
  t.same(recorded[0]?.body, { content: base64(pact), environments: ['test'] })
  t.match(stdout, /^Unknown.*\n {2}\? 1 \(live in production; head of the main branch\): unknown\n$/)
})

t.test('two files are compared, or one with what is published', async t => {
  const folder = t.testdir({ 'old.yml': 'a', 'new.yml': 'b' })
  const { baseUrl, recorded, lines } = await recordingBroker(t, reply)
  const { code, stdout } = await runCommand(['diff', 'old.yml', 'new.yml', '-b', baseUrl], { folder })
  t.equal(code, 0)
  t.equal(
    stdout,
    'Compatible: what was promised is still kept.\n  · Added:\n    · GET /b\n  · Deprecated:\n    · GET /a, until 2030-01-01\n'
  )
  t.same(recorded[0]?.body, {
    before: { contracts: [{ content: base64('a') }] },
    after: { contracts: [{ content: base64('b') }] }
  })
  await runCommand(['diff', 'new.yml', '-b', baseUrl, '--provider', 'api'], { folder })
  t.same(lines().slice(1), [
    'GET /provider-contracts/provider/api/branch/latest',
    'GET /provider-contracts/provider/api/version/7/name/http/document',
    'POST /provider-contracts/diff'
  ])
  t.match(recorded.at(-1)?.body, { before: { contracts: [{ content: base64('openapi: 3.0.0') }] } })
})

t.test('who uses an element is told, a version each', async t => {
  const { baseUrl, lines } = await recordingBroker(t, reply)
  const { code, stdout, stderr } = await runCommand(['who-uses', 'GET /a', '-b', baseUrl, '--provider', 'api', '--prefix'])
  t.equal(code, 0)
  t.same(lines(), ['GET /pacticipants/api/usage?element=GET%20%2Fa&match=prefix'])
  t.equal(stdout, '1 version relies on GET /a.\n  · web 1 (live in production; head of main): type\n  · Declared.\n')
  t.equal(stderr, '')
})

const wrong: Array<[says: string, words: string[], about: RegExp]> = [
  ['documents need a provider', ['simulate', 'a.yml'], /--provider/],
  ['a file is needed', ['simulate', '--provider', 'api'], /Name a file/],
  ['a file must be there', ['simulate', 'none.yml', '--provider', 'api'], /none\.yml cannot be read/],
  ['several need names', ['simulate', 'a.yml', 'b.yml', '--provider', 'api'], /name each/],
  ['one pact at a time', ['simulate', 'pact'], /Which pact/],
  ['a pact must be one', ['simulate', 'pact', 'a.yml'], /no pact/],
  ['two documents are needed', ['diff', 'a.yml'], /two files/],
  ['not three', ['diff', 'a.yml', 'a.yml', 'a.yml'], /Which documents/],
  ['a version is that of a provider', ['diff', 'a.yml', 'a.yml', '--version', '1'], /need --provider/],
  ['an element is needed', ['who-uses', '--provider', 'api'], /Which element/]
]

t.test('what is asked wrongly is refused before anything is sent', async t => {
  const folder = t.testdir({ 'a.yml': 'a', 'b.yml': 'b' })
  const { baseUrl, lines } = await recordingBroker(t, reply)
  for (const [says, words, about] of wrong) {
    const { code, stderr } = await runCommand([...words, '-b', baseUrl], { folder })
    t.equal(code, 3, says)
    t.match(stderr, about, says)
  }
  t.same(lines(), [])
})

t.test('an answer that says neither yes nor no is no yes', async t => {
  const { baseUrl } = await recordingBroker(t, () => ({ body: { summary: {} } }))
  const broker = new Soloist({ baseUrl })
  await t.rejects(broker.simulateProviderContracts({ provider: 'api', documents: [{ content: 'a' }] }), {
    code: 'not-understood'
  })
  await t.rejects(broker.diffProviderDocuments({ before: [], after: [{} as { content: string }] }), { code: 'asked-wrongly' })
})
