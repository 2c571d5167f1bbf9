import Ajv2020 from 'ajv/dist/2020.js'
import t from 'tap'
import { fillVariables } from '../../client/apply/variables.ts'
import { findingsIn, type Schema } from '../../client/checked-file/check-schema.ts'
import { readJson } from '../../client/checked-file/json-places.ts'
import { configurationSchema } from '../../schemas/apply.ts'
import { recordingBroker } from '../recording-broker.ts'
import { runCommand } from '../run-command.ts'

const refused: Array<[name: string, text: string, message: RegExp]> = [
  ['a.yml', 'environments: {}', /^a\.yml:1:1: environments must be a list, not a map\.\n/],
  ['a.yml', 'environment: []', /^a\.yml:1:1: environment is not known here\. Did you mean environments\?\n/],
  ['a.yml', 'environments:\n  - name: qa', /^a\.yml:2:5: environments 0 production is missing\./],
  [
    'a.yml',
    'environments:\n  - name: qa\n    production: ja',
    /^a\.yml:3:5: environments 0 production must be true or false, not a text\./
  ],
  [
    'a.json',
    '{"environments":[\n {"name":"qa","production":1}]}',
    /^a\.json:2:15: environments 0 production must be true or false/
  ],
  ['a.json', '{"applications":[{"name":""}]}', /^a\.json:1:19: applications 0 name is empty\./],
  ['a.json', '{"environments":[],}', /^a\.json:1:20: this is not JSON\./],
  ['a.json', '{"environments":[', /^a\.json:1:18: the text ends too early\./],
  ['a.json', '{"a":1,\n"a":2}', /^a\.json:2:1: "a" is there twice\./],
  ['a.yml', 'a: 1\na: 2', /^a\.yml:2:1: Map keys must be unique\./],
  ['a.yml', 'a: [1', /^a\.yml:1:6: /],
  ['a.yml', 'just text', /^a\.yml:1:1: must be a map, not a text\./],
  ['a.yml', 'policies: [{kind: no-contents, rule: warn, reason: x}]', /kind is "no-contents"\. Did you mean no-content\?/],
  [
    'a.yml',
    'webhooks:\n  - {name: a, request: {method: POST, url: u}, provider: {name: a, label: b}}',
    /provider must have one of name, label\./
  ],
  ['a.yml', 'webhooks: [{name: a, request: {method: POST, url: u}, events: []}]', /events is empty/],
  ['a.yml', 'applications: [{name: a}, {name: a}]', /^a\.yml:1:27: applications 1 is there twice\./],
  ['a.yml', `applications: [{name: a, displayName: "\${NOBODY}"}]`, /^a\.yml:1:26: .*needs the variable NOBODY, which is not set/]
]

t.test('what is wrong in a file is told with line and column, and nothing is sent', async t => {
  const { baseUrl, lines } = await recordingBroker(t)
  for (const [name, text, message] of refused) {
    const { code, stderr } = await runCommand(['apply', name, '-b', baseUrl], { folder: t.testdir({ [name]: text }) })
    t.equal(code, 3, text)
    t.match(stderr, message)
  }
  t.match(await runCommand(['apply', 'none.yml']), { code: 3, stderr: /none\.yml cannot be read/ })
  t.match(await runCommand(['apply']), { code: 3, stderr: /Which file\? Name one/ })
  t.same(lines(), [])
})

t.test('the schema is printed for editors, and understood by others as by us', async t => {
  const { stdout } = await runCommand(['apply', '--print-schema'])
  t.same(JSON.parse(stdout), JSON.parse(JSON.stringify(configurationSchema)))
  const validate = new Ajv2020.default({ strict: true, allowUnionTypes: true }).compile(configurationSchema)
  const values = [
    {},
    { environments: [{ name: 'a', production: true, contacts: null }] },
    { environments: [{ name: 'a', production: true, contacts: [{ name: 'x', details: { any: 1 } }] }] },
    { environments: [{ name: 'a' }] },
    { environments: 1 },
    { applications: [{ name: 'a', mainBranch: null, labels: ['x'] }] },
    { applications: [{ name: null }] },
    { applications: [{ name: 'a', labels: [1] }] },
    { policies: [{ kind: 'no-content', rule: 'warn', reason: 'x' }] },
    { policies: [{ kind: 'other', rule: 'warn', reason: 'x' }] },
    { webhooks: [{ name: 'a', request: { method: 'POST', url: 'u', body: [1], headers: { a: 'b' } }, consumer: { name: 'x' } }] },
    { webhooks: [{ name: 'a', request: { method: 'POST', url: 'u', headers: { a: 1 } } }] },
    { webhooks: [{ name: 'a', request: { method: 'POST', url: 'u' }, consumer: {} }] },
    { webhooks: [{ name: 'a', request: { method: 'POST', url: '' } }] },
    { webhooks: [{ name: 'a', request: { method: 'POST', url: 'u' }, more: 1 }] },
    [],
    'a'
  ]
  for (const value of values) {
    t.equal(findingsIn(value, configurationSchema as Schema).length === 0, validate(value), JSON.stringify(value))
  }
})

t.test('JSON is read as JSON.parse reads it', async t => {
  for (const text of ['{"a":[1.5,-2e3,true,null,"\\u0041\\"]"],"":{}}', ' [ ] ', '"x"', '0']) {
    const read = readJson(text)
    t.same('value' in read && read.value, JSON.parse(text), text)
  }
  for (const text of [
    '',
    '{',
    '[1,]',
    '{"a"}',
    '{a:1}',
    "'a'",
    '+1',
    '01',
    '1 2',
    '"\n"',
    '[1}',
    'nul',
    '{"a":1]',
    '['.repeat(100_000)
  ]) {
    t.match(readJson(text), { sentence: String, at: Number }, text.slice(0, 20))
  }
})

t.test('variables are put in by name only where they are in capitals', async t => {
  const inBraces = (name: string) => `\${${name}}`
  const other = `${inBraces('pactbroker.pactUrl')} $A ${inBraces('a')} $`
  const given = [{ a: `${inBraces('A')}-${inBraces('B')}` }, `${other}${inBraces('A')}`, 1, null, true]
  const { filled, unset } = fillVariables(given, { A: '$&1' })
  t.same(filled, [{ a: '$&1-' }, `${other.slice(0, -1)}${inBraces('A')}`, 1, null, true])
  t.same(unset, [{ path: [0, 'a'], name: 'B' }])
})
