import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import Ajv2020 from 'ajv/dist/2020.js'
import t from 'tap'
import { findingsIn } from '../../client/checked-file/check-schema.ts'
import { rulesOf } from '../../client/soloist-file/policies.ts'
import { schema } from '../../client/soloist-file/read.ts'
import { SoloistFile } from '../../schemas/soloist-file.ts'
import { declarableRules } from '../../server/domain/declared-policies.ts'
import { pathProblem } from '../../server/domain/resources/resource.ts'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const whole = `
application: billing
owner: team-money
contact: "#money"
mainBranch: trunk
pacts: pacts
providerContracts:
  - path: api/openapi.yml
  - { path: api/events.yml, name: events }
resources:
  - { path: postgres/orders/invoices, access: reads }
  - { path: redis/billing, access: owns, irreversible: true }
topics: [{ name: invoices, retention: 7d }]
source: [src]
policies:
  - { kind: shared-persistence, rule: block, environment: production }
  - { kind: evidence, rule: either }
`
const pact = (consumer: string, provider: string) =>
  JSON.stringify({ consumer: { name: consumer }, provider: { name: provider }, interactions: [] })

t.test('the schema file is made of the schema that the types come from', async t => {
  const file = JSON.parse(readFileSync(new URL('../../../schemas/soloist.schema.json', import.meta.url), 'utf8'))
  t.strictSame(file, JSON.parse(JSON.stringify(SoloistFile)), 'else: npx tsc && node dist/schemas/write-soloist-schema.js')
  t.strictSame(await schema(), file, 'the command reads the same')
  t.equal(file.$schema, 'https://json-schema.org/draft/2020-12/schema')
  const described = (node: { description?: string; properties?: object; items?: object }, place: string) => {
    for (const [name, each] of Object.entries(node.properties ?? {})) {
      t.ok(each.description ?? each.items, `${place} ${name} is described`)
      described(each.items ?? each, `${place} ${name}`)
    }
  }
  described(file, 'file')
})

t.test('command and server know the same rules and paths', async t => {
  for (const [kind, rules] of Object.entries(declarableRules)) {
    t.same([...rulesOf[kind as keyof typeof rulesOf]].sort(), rules.flat().toSorted(), kind)
  }
  const { pattern } = (await schema()).properties?.resources?.items?.properties?.path ?? {}
  for (const path of ['db', 'a/b/c', 'a b/c', '/a', 'a/', 'a//b', 'a/*', ' a', 'a /b', 'ä', '']) {
    t.equal(new RegExp(pattern as string, 'u').test(path), pathProblem(path) === undefined, JSON.stringify(path))
  }
})

t.test('the checker and Ajv agree', async t => {
  const validate = new Ajv2020.default({ strict: false }).compile((await schema()) as object)
  const cases: unknown[] = [
    { application: 'a' },
    {},
    { application: '' },
    { application: 'a', resources: [{ path: 'a/', access: 'owns' }] },
    { application: 'a', resources: [{ path: 'a', access: 'uses' }] },
    { application: 'a', resources: [{ path: 'a', access: 'owns', more: 1 }] },
    { application: 'a', topics: [{ name: 'x', retention: '7d' }] },
    { application: 'a', topics: [{ name: 'x', retention: '0d' }] },
    { application: 'a', topics: [{ name: 'x', retention: 'forever' }] },
    { application: 'a', policies: [{ kind: 'evidence', rule: 'both' }] },
    { application: 'a', policies: [{ kind: 'other', rule: 'both' }] }
  ]
  const checks = await schema()
  for (const each of cases) t.equal(findingsIn(each, checks).length === 0, validate(each), JSON.stringify(each))
})

const refused: Array<[text: string, message: RegExp]> = [
  ['owner: x', /^soloist\.yml:1:1: application is missing\./],
  ['application: a\nresource: []', /^soloist\.yml:2:1: resource is not known here\. Did you mean resources/],
  [
    'application: a\nresources:\n  - {path: a/*, access: reads}',
    /^soloist\.yml:3:6: resources 0 path is "a\/\*"; it must look like postgres/
  ],
  [
    'application: a\nresources:\n  - path: a\n    access: read',
    /^soloist\.yml:4:5: resources 0 access is "read"\. Did you mean reads/
  ],
  [
    'application: a\nresources: [{path: a, access: owns},\n {path: a, access: reads}]',
    /^soloist\.yml:3:2: resources 1 is there twice\./
  ],
  [
    'application: a\npolicies:\n  - {kind: evidence, rule: block}',
    /^soloist\.yml:3:22: policies 0 rule is "block"; for evidence it must be one of tests/
  ],
  ['application: a\nproviderContracts: [{path: x}, {path: y}]', /providerContracts 1 is there twice/],
  [
    'application: a\ntopics: [{name: x, retention: long}]',
    /^soloist\.yml:2:20: topics 0 retention is "long"; it must look like 7d or 12h or forever\./
  ],
  ['application: [', /^soloist\.yml:1:15: /]
]

t.test('what is wrong in the file is told with line and column, by every command that reads it', async t => {
  const { baseUrl, lines } = await recordingBroker(t)
  for (const [text, message] of refused) {
    const folder = t.testdir({ 'soloist.yml': text })
    for (const words of [['check-config'], ['can-i-deploy', '--version', '1', '--to-environment', 'test', '-b', baseUrl]]) {
      t.match(await runCommand(words, { folder }), { code: 3, stderr: message, stdout: '' }, text)
    }
  }
  t.same(lines(), [])
  t.match(await runCommand(['check-config'], { folder: t.testdir({}) }), { code: 3, stderr: /There is no soloist\.yml here/ })
  t.match(await runCommand(['check-config', 'x.yml'], { folder: t.testdir({}) }), { code: 3, stderr: /x\.yml cannot be read/ })
})

t.test('check-config tells what was read; JSON will do as well', async t => {
  const { stdout, code } = await runCommand(['check-config'], { folder: t.testdir({ 'soloist.yml': whole }) })
  t.equal(code, 0)
  t.match(stdout, /^soloist\.yml is right:\n {2}application {9}billing\n/)
  t.match(stdout, /resources {11}reads postgres\/orders\/invoices, owns redis\/billing \(irreversible\)\n/)
  t.match(stdout, /provider contracts {2}api\/openapi\.yml as default, api\/events\.yml as events\n/)
  t.match(stdout, /policies {12}shared-persistence block in production, evidence either\n/)
  const json = t.testdir({ sub: { 'soloist.json': '{"application":"a","pacts":"p"}' } })
  t.match(await runCommand(['check-config', 'sub/soloist.json'], { folder: json }), { code: 0, stdout: /pacts {8}sub\/p\n/ })
  t.match(await runCommand(['check-config', '--print-schema']), { code: 0, stdout: /"title": "soloist.yml"/ })
})

/** A broker that keeps what is declared. */
const kept = (line: string) => {
  if (line === 'GET /environments') return { body: { _embedded: { environments: [{ uuid: 'u-1', name: 'test' }] } } }
  if (line === 'GET /pacticipants/billing/versions/old/resources') return { body: { declared: true, resources: [] } }
  if (line === 'GET /pacticipants/billing/versions/gone/resources') return { status: 404, body: { error: 'no' } }
  if (line.startsWith('GET /pacticipants/billing/versions')) return { body: { declared: false, resources: [] } }
  if (line.endsWith('/policies'))
    return { body: { policies: [], notices: [{ type: 'warning', text: 'evidence either has no effect' }] } }
  if (line.startsWith('GET /can-i-deploy')) return { body: { summary: { deployable: true }, notices: [], matrix: [] } }
  return {}
}

const files = {
  'soloist.yml': whole,
  pacts: { 'a.json': pact('billing', 'orders') },
  api: { 'openapi.yml': 'openapi: 3.0.0', 'events.yml': 'asyncapi: 3.0.0' }
}
const said = ['PATCH /pacticipants/billing', 'PUT /pacticipants/billing/topics/invoices']
const declaredBy = (version: string) => [
  `PUT /pacticipants/billing/versions/${version}/resources`,
  `PUT /pacticipants/billing/versions/${version}/policies`
]

const runs: Array<[says: string, words: string[], sent: string[], stderr: RegExp]> = [
  [
    'publish takes the pacts of the file, and sends what it says with the version',
    ['publish', '--consumer-app-version', '7', '--branch', 'trunk'],
    ['POST /contracts/publish', ...said, ...declaredBy('7')],
    /billing 7 uses 2 stores \(from soloist\.yml\)\nsoloist\.yml: evidence either has no effect\./
  ],
  [
    'publish-provider-contract takes provider and documents',
    ['publish-provider-contract', '--provider-app-version', '7'],
    ['POST /provider-contracts/provider/billing/publish', ...declaredBy('7')],
    /Application billing \(from soloist\.yml\)/
  ],
  [
    'a branch that is not the main branch says nothing of the application as a whole',
    ['publish', '--consumer-app-version', '7', '--branch', 'feature'],
    ['POST /contracts/publish', ...declaredBy('7')],
    /No source fingerprint: /
  ],
  [
    'nothing is sent of another application',
    ['publish-provider-contract', 'api/openapi.yml', '--provider', 'shop', '--provider-app-version', '7'],
    ['PUT /provider-contracts/provider/shop/version/7|POST /provider-contracts/provider/shop/publish'],
    /^/
  ],
  [
    'record-deployment sends it for a version that has declared nothing',
    ['record-deployment', '--version', '7', '--environment', 'test'],
    [
      'GET /pacticipants/billing/versions/7/resources',
      ...declaredBy('7'),
      'GET /environments',
      'POST /pacticipants/billing/versions/7/deployed-versions/environment/u-1'
    ],
    /Application billing/
  ],
  [
    'what a version declared stays',
    ['record-deployment', '--version', 'old', '--environment', 'test'],
    [
      'GET /pacticipants/billing/versions/old/resources',
      'GET /environments',
      'POST /pacticipants/billing/versions/old/deployed-versions/environment/u-1'
    ],
    /^/
  ],
  [
    'and one that is misspelt is not made',
    ['record-deployment', '--version', 'gone', '--environment', 'test'],
    [
      'GET /pacticipants/billing/versions/gone/resources',
      'GET /environments',
      'POST /pacticipants/billing/versions/gone/deployed-versions/environment/u-1'
    ],
    /^/
  ],
  [
    'can-i-deploy asks about it',
    ['can-i-deploy', '--version', '7', '--to-environment', 'test'],
    ['GET /can-i-deploy?pacticipant=billing&version=7&environment=test'],
    /Application billing/
  ],
  [
    'what is given wins',
    ['can-i-deploy', '-a', 'shop', '--version', '7', '--to-environment', 'test'],
    ['GET /can-i-deploy?pacticipant=shop&version=7&environment=test'],
    /^$/
  ],
  [
    'declare-resources declares them',
    ['declare-resources', '--version', '7'],
    ['PUT /pacticipants/billing/versions/7/resources'],
    /Application billing/
  ]
]

t.test('commands take from the file what is not given', async t => {
  for (const [says, words, sent, stderr] of runs) {
    const { baseUrl, lines } = await recordingBroker(t, kept)
    const answer = await runCommand([...words, '-b', baseUrl], { folder: t.testdir(files) })
    t.match(answer, { code: 0, stderr }, `${says}: ${answer.stderr}`)
    t.equal(lines().length, sent.length, `${says}: ${lines().join(', ')}`)
    for (const [i, line] of lines().entries()) t.ok(sent[i]?.split('|').includes(line), `${says}: ${line}`)
  }
})

t.test('a broker that keeps none of it is no reason to fail', async t => {
  const { baseUrl } = await recordingBroker(t, line =>
    /(resources|policies)$/.test(line) ? { status: 404, body: {} } : kept(line)
  )
  t.match(await runCommand(['publish', '--consumer-app-version', '7', '-b', baseUrl], { folder: t.testdir(files) }), {
    code: 0,
    stderr: /This broker keeps no resources; those of the file are left out\.\nThis broker keeps no policies of repositories/
  })
})

t.test('--config names a file elsewhere, whose paths begin there', async t => {
  const { baseUrl, lines } = await recordingBroker(t, kept)
  const folder = t.testdir({ services: { billing: files } })
  const words = ['publish', '--consumer-app-version', '7', '--config', 'services/billing/soloist.yml', '-b', baseUrl]
  t.match(await runCommand(words, { folder }), { code: 0, stdout: /Published billing 7: contracts with orders/ })
  t.equal(lines()[0], 'POST /contracts/publish')
})

t.test('the source of the file is what a version is made of', async t => {
  const { baseUrl, recorded } = await recordingBroker(t, kept)
  const folder = t.testdir({ ...files, src: { 'a.js': '1' } })
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'one')
  await runCommand(['publish', '--branch', 'x', '-b', baseUrl], { folder })
  t.match(recorded[0]?.body.sourceFingerprint, /^git-sha256:/)
  await runCommand(['publish', '--branch', 'x', '--source-fingerprint', 'mine', '-b', baseUrl], { folder })
  t.equal(recorded.find(({ body }) => body?.sourceFingerprint === 'mine')?.line, 'POST /contracts/publish', 'what is given wins')
})
