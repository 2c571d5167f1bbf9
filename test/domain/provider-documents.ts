import t from 'tap'
import { parseDocument } from '../../server/domain/provider-contracts/parse-document.ts'
import { firstDifference } from '../../server/domain/provider-contracts/publish-notices.ts'
import { readDocument } from '../../server/domain/provider-contracts/read-document.ts'

const oas = (rest = '') => `openapi: 3.0.3\ninfo: {title: Orders, version: 1.10}\npaths: {}\n${rest}`

const read: Array<[says: string, text: string, facts: object]> = [
  ['OpenAPI in YAML', oas(), { format: 'yaml', kind: 'oas', specification: '3.0.3', title: 'Orders', documentVersion: '1.1' }],
  [
    'OpenAPI 3.1 in JSON',
    '{"openapi":"3.1.0","webhooks":{}}',
    { format: 'json', kind: 'oas', specification: '3.1.0', title: null }
  ],
  ['a byte order mark is skipped', '\ufeff {"openapi":"3.1.0","paths":{}}', { format: 'json', kind: 'oas' }],
  ['Swagger, whose 2.0 YAML takes for a number', 'swagger: 2.0\npaths: {}', { kind: 'oas', specification: '2.0' }],
  ['AsyncAPI 2', 'asyncapi: 2.6.0\nchannels: {}', { kind: 'asyncapi', specification: '2.6.0' }],
  ['AsyncAPI 3', '{"asyncapi":"3.0.0","operations":{}}', { format: 'json', kind: 'asyncapi', specification: '3.0.0' }],
  [
    'a catalogue',
    'catalogue: 1\ntitle: Events\nmessages:\n  - {name: Placed, version: 1}\n  - {name: Placed, version: 2, direction: receives, schema: {}}',
    { kind: 'catalogue', title: 'Events' }
  ],
  ['a catalogue whose version is a text', 'catalogue: "1"\nmessages: []', { kind: 'catalogue', specification: '1' }],
  ['aliases and merge keys are followed', oas('a: &a {b: 1}\nc:\n  <<: *a\n  d: *a'), { kind: 'oas' }],
  ['many harmless aliases are no bomb', oas(`a: &a 1\nb: [${Array(5000).fill('*a').join(', ')}]`), { kind: 'oas' }],
  ['tags are not followed', oas('a: !!js/function "x"'), { kind: 'oas' }],
  [
    'a title is one line that can be kept',
    `{"openapi":"3.1.0","paths":{},"info":{"title":" a\\n\\tb ","version":"\\u0000"}}`,
    { title: 'a b', documentVersion: null }
  ],
  ['__proto__ is a key like others', '{"openapi":"3.1.0","paths":{"__proto__":{"a":1}}}', { kind: 'oas' }]
]

for (const [says, text, facts] of read) t.test(says, async t => void t.match(readDocument(text), { facts }))

/** Each line is ten of the one before: ten billion values in ten lines. */
const bomb = oas(
  [
    'a0: &a0 [1,1,1,1,1,1,1,1,1,1]',
    ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`)}]`)
  ].join('\n')
)
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

const refused: Array<[says: string, text: string, problem: RegExp]> = [
  ['nothing', '', /^it is empty$/],
  ['comments only', '# to be written\n', /^it is empty$/],
  ['a word', 'hello', /root must be a map, not "hello"/],
  ['a list', '- a', /root must be a map, not a list/],
  ['another description', 'info: {title: x}', /no provider contract: .*openapi \(3\.0 or 3\.1\).*catalogue \(1\)/],
  ['a page of HTML', '<!doctype html><html>', /root must be a map/],
  ['an unknown OpenAPI', 'openapi: 4.0.0\npaths: {}', /openapi is "4\.0\.0"; it must be 3\.0 or 3\.1/],
  ['an unknown Swagger', 'swagger: "1.2"\npaths: {}', /must be 2\.0/],
  ['an unknown AsyncAPI', 'asyncapi: 1.0.0', /must be 2\.x or 3\.x/],
  ['two descriptions in one', oas('swagger: "2.0"'), /several things: openapi and swagger/],
  ['a description of nothing', 'openapi: 3.0.0', /describes nothing: paths, webhooks, components are all missing/],
  ['paths that are no map', 'openapi: 3.0.0\npaths: []', /^line 2, at \/paths: must be a map, not a list$/],
  ['a catalogue without messages', 'catalogue: 1', /describes nothing: messages is missing/],
  [
    'a message twice',
    'catalogue: 1\nmessages: [{name: A}, {name: A, version: "1"}]',
    /at \/messages\/1: "A" version 1 is there twice/
  ],
  ['a key twice in YAML', oas('/a: 1\n/a: 2'), /^line 5, column 1: the key "\/a" is there twice$/],
  ['a number and a text as one key', oas('200: a\n"200": b'), /^line 5, column 1: the key "200" is there twice/],
  ['a key twice in JSON', '{"openapi":"3.1.0",\n "paths":{"é":1,"é":2}}', /^line 2, column 17: the key "é" is there twice$/],
  ['a key that is a list', oas('? [a, b]\n: 1'), /^line 4, column 3: a key must be a text or a number/],
  ['a stray comma', '{"openapi":"3.1.0",\n}', /^line 2, column 1: "}" stands where a key in double quotes is expected$/],
  ['a missing value', '{"a":}', /^line 1, column 6: "}" stands where a value is expected/],
  ['a missing comma', '[1 2]', /^line 1, column 4: "2" stands where a comma or the end of the list is expected/],
  ['a text that ends early', '{"a":[1', /^line 1, column 8: the text ends where/],
  ['a number that JSON has not', '{"a":01}', /^line 1, column 6/],
  ['a bad escape', '{"a":"\\x"}', /^line 1, column 6/],
  ['more behind the end', '{"a":1}\n{"b":2}', /^line 2, column 1: there is more behind the end/],
  ['a second YAML document', `${oas()}---\na: 1`, /^line 4, column 1: a second document begins/],
  ['a tab as indentation', 'openapi: 3.0.0\npaths:\n\t/a: 1', /^line 3, column 1: tabs are not allowed/],
  ['an alias without anchor', oas('a: *nobody'), /^line 4, column 4: the alias \*nobody has no anchor/],
  ['an alias inside its anchor', oas('a: &a [*a]'), /the alias \*a has no anchor before it, or stands inside it/],
  ['a merge of no map', oas('a:\n  <<: 5'), /^line 5, column 3: << can take in maps only/],
  ['an alias bomb', bomb, /^line \d+, column \d+: there are more than 2000000 values, with what aliases repeat$/],
  [
    'an alias ladder',
    oas(Array.from({ length: 120 }, (_, i) => `a${i}: &a${i} [${i === 0 ? 1 : `*a${i - 1}`}]`).join('\n')),
    /nested deeper than 100 levels, with what aliases repeat/
  ],
  ['deep JSON', nested(101), /^line 1, column 101: it is nested deeper than 100 levels$/],
  ['much deeper JSON', '['.repeat(1_000_000), /nested deeper/],
  ['deep YAML', `a: ${nested(50_000)}`, /nested deeper than 100 levels/],
  ['deep YAML without brackets', `${'- '.repeat(50_000)}a`, /nested deeper than 100 levels/],
  ['YAML that is too long', oas('#'.repeat(5_000_001)), /longer than 5000000 characters in YAML; publish it as JSON/]
]

for (const [says, text, problem] of refused) {
  t.test(`${says} is refused`, async t => void t.match(readDocument(text), { problems: [problem] }))
}

t.test('documents with too many values are refused, in both formats', async t => {
  const few = { characters: 100, yamlCharacters: 100, depth: 10, nodes: 5 }
  t.match(parseDocument('[1,2,3,4,5]', few), { problem: /^line 1, column 10: there are more than 5 values$/ })
  t.match(parseDocument('a: [1,2,3,4,5]', few), { problem: /there are more than 5 values/ })
  t.match(parseDocument(`[${' '.repeat(100)}]`, few), { problem: /longer than 100 characters/ })
})

t.test('a long text in JSON is one value', async t => {
  const text = JSON.stringify({ openapi: '3.1.0', paths: {}, 'x-image': 'A"\\é'.repeat(2_000_000) })
  t.match(readDocument(text), { facts: { kind: 'oas' } })
})

t.test('JSON is read as JSON.parse reads it', async t => {
  for (const value of [{ a: [1.5, -2e10, true, false, null, '\u2028"\\'] }, { '': { b: {} }, c: [] }]) {
    for (const space of [0, 2]) {
      t.match(parseDocument(JSON.stringify(value, null, space), { characters: 1e6, yamlCharacters: 1e6, depth: 9, nodes: 99 }), {
        format: 'json',
        value
      })
    }
  }
})

t.test('YAML is read with aliases, and with merge keys that give way to what a map says itself', async t => {
  const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {z: 3, <<: [*a, *b], w: 3}\nd: *a\n1: yes\n~: 0x10\nt: 2001-01-01'
  const wanted = {
    a: { x: 1, y: 1 },
    b: { y: 2, z: 2 },
    c: { z: 3, w: 3, x: 1, y: 1 },
    d: { x: 1, y: 1 },
    1: 'yes',
    null: 16,
    t: '2001-01-01'
  }
  const limits = { characters: 999, yamlCharacters: 999, depth: 9, nodes: 99 }
  const parsed = parseDocument(text, limits)
  t.same('value' in parsed && parsed.value, wanted)
  t.match(parseDocument('a: {<<: {b: 1}, <<: {c: 2}}', limits), { value: { a: { b: 1, c: 2 } } })
})

t.test('many aliases and many keys cost no more than they are', async t => {
  const many = `openapi: 3.0.0\npaths: {}\na: &a 1\nb: [${Array(20_000).fill('*a').join(',')}]\nc: {${Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`)}}`
  const start = performance.now()
  t.match(readDocument(many), { facts: { kind: 'oas' } })
  t.ok(performance.now() - start < 5000, `${performance.now() - start} ms`)
})

t.test('the first line in which two texts differ is told', async t => {
  t.equal(firstDifference('a\nb\nc', 'a\nx\nc'), 2)
  t.equal(firstDifference('a', 'a\nb'), 2)
  t.equal(firstDifference('a\nb', 'a'), 2)
})
