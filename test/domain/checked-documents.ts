import t from 'tap'
import { limits } from '../../server/domain/provider-contracts/limits.ts'
import { parseDocument } from '../../server/domain/provider-contracts/parse-document.ts'
import { readDocument } from '../../server/domain/provider-contracts/read-document.ts'

type Row = [says: string, text: string, told: RegExp[]]

const oas = (version: string, ...lines: string[]) =>
  [`openapi: ${version}`, 'info: {title: A, version: "1"}', ...lines].join('\n')
const operation = (...lines: string[]) => oas('3.0.3', 'paths:', '  /a:', '    get:', ...lines.map(line => `      ${line}`))
const ok = 'responses: {200: {description: fine}}'
const swagger = (...lines: string[]) =>
  ['swagger: "2.0"', 'info: {title: A, version: "1"}', 'paths:', '  /a:', '    get:', ...lines.map(line => `      ${line}`)].join(
    '\n'
  )
const events = (version: string, ...lines: string[]) =>
  [`asyncapi: ${version}`, 'info: {title: A, version: "1"}', ...lines].join('\n')
const catalogue = (...lines: string[]) => ['catalogue: 1', 'messages:', ...lines].join('\n')

/** What comparisons would skip or misread. */
const refused: Row[] = [
  [
    'an operation that is a list',
    oas('3.0.0', 'paths: {/a: {get: []}}'),
    [/^line 3, at \/paths\/~1a\/get: must be a map, not a list$/]
  ],
  ['a path that is a text', oas('3.1.0', 'paths:', '  /a: get'), [/^line 4, at \/paths\/~1a: must be a map, not "get"$/]],
  [
    'a parameter without place and name',
    operation('parameters:', '  - schema: {}', ok),
    [/^line 7, at \/paths\/~1a\/get\/parameters\/0: needs "name"$/, /needs "in"$/]
  ],
  [
    'a parameter in an unknown place',
    operation('parameters:', '  - name: a', '    in: Query', ok),
    [/^line 8, at .*\/0\/in: must be one of path, query, header, cookie, not "Query"$/]
  ],
  ['a parameter called 1', operation('parameters: [{name: 1, in: query}]', ok), [/parameters\/0\/name: must be a text, not 1$/]],
  [
    'a parameter that is required by a text',
    operation('parameters: [{name: a, in: query, required: "true"}]', ok),
    [/required: must be true or false, not "true"$/]
  ],
  ['parameters that are a map', operation('parameters: {a: {in: query}}', ok), [/parameters: must be a list, not a map$/]],
  ['a body that is required by a text', operation('requestBody: {required: yes, content: {}}', ok), [/requestBody\/required/]],
  ['content that is a text', operation('requestBody: {content: json}', ok), [/content: must be a map, not "json"$/]],
  ['responses in a list', operation('responses: [{description: fine}]'), [/responses: must be a map, not a list$/]],
  ['security that is a text', operation('security: apiKey', ok), [/security: must be a list, not "apiKey"$/]],
  [
    'an unknown kind of security',
    oas('3.0.0', 'paths: {}', 'components: {securitySchemes: {key: {type: apikey}}}'),
    [/^line 4, at \/components\/securitySchemes\/key\/type: must be one of apiKey, http/]
  ],
  [
    'a reference to another address',
    operation("parameters: [{$ref: 'https://example.org/a.yaml'}]", ok),
    [/^line 6, at .*\/0\/\$ref: leads out of the document with "https:\/\/example\.org\/a\.yaml", and nothing is fetched/]
  ],
  [
    'a reference to another file, deep in a schema',
    oas(
      '3.1.0',
      'paths: {}',
      'components:',
      '  schemas:',
      '    A:',
      '      properties:',
      "        b: {items: {$ref: './b.json'}}"
    ),
    [/^line 8, at \/components\/schemas\/A\/properties\/b\/items\/\$ref: leads out of the document with ".\/b\.json"/]
  ],
  ['a reference that is no text', operation('requestBody: {$ref: 1}', ok), [/\$ref: must be a text, not 1$/]],
  ['Swagger without a place', swagger('parameters: [{name: a}]', ok), [/parameters\/0: needs "in"$/]],
  ['Swagger with a file of its own', swagger("responses: {200: {description: a, schema: {$ref: 'a.json'}}}"), [/"a\.json"/]],
  ['AsyncAPI 2 with channels in a list', events('2.6.0', 'channels: []'), [/^line 3, at \/channels: must be a map, not a list$/]],
  [
    'AsyncAPI 2 with a message elsewhere',
    events('2.6.0', 'channels: {a: {subscribe: {message: {oneOf: [{$ref: b.yaml}]}}}}'),
    [/oneOf\/0\/\$ref: leads out/]
  ],
  [
    'AsyncAPI 2 with an Avro schema elsewhere',
    events(
      '2.6.0',
      'channels:',
      '  a: {publish: {message: {schemaFormat: application/vnd.apache.avro, payload: {$ref: a.avsc}}}}'
    ),
    [/payload\/\$ref: leads out of the document with "a\.avsc"/]
  ],
  [
    'AsyncAPI 3 with an unknown action',
    events('3.0.0', 'channels: {a: {}}', "operations: {b: {action: publish, channel: {$ref: '#/channels/a'}}}"),
    [/action: must be one of send, receive, not "publish"$/]
  ],
  [
    'AsyncAPI 3 without a channel, with messages in a map',
    events('3.0.0', 'operations: {b: {action: send, messages: {}}}'),
    [/b: needs "channel"$/, /messages: must be a list/]
  ],
  ['a message without a name', catalogue('  - version: 2'), [/^line 3, at \/messages\/0: needs "name"$/]],
  ['a message with a blank name', catalogue('  - {name: " "}'), [/name: must not be " "$/]],
  ['a message in both directions', catalogue('  - {name: A, direction: both}'), [/must be one of sends, receives, not "both"$/]],
  ['a message that is a text', catalogue('  - A'), [/messages\/0: must be a map, not "A"$/]],
  ['JSON', '{"openapi":"3.1.0",\n"paths":{"/a":{\n"get":{"security":1}}}}', [/^line 3, at .*security: must be a list, not 1$/]],
  [
    'what an alias repeats',
    oas('3.0.0', 'x-a: &a {parameters: {}}', 'paths: {/a: {get: *a}}'),
    [/^line 3, at \/paths\/~1a\/get\/parameters: must be a list/]
  ],
  [
    'what a merged map brings',
    oas('3.0.0', 'x-a: &a', '  parameters: 5', 'paths: {/a: {get: {<<: *a}}}'),
    [/^line 4, at \/paths\/~1a\/get\/parameters: must be a list/]
  ]
]

for (const [says, text, told] of refused) {
  t.test(`${says} is refused`, async t => {
    const found = readDocument(text)
    t.ok('problems' in found)
    if ('problems' in found) same(found.problems, told)
  })
}

function same(found: string[], told: RegExp[]): void {
  t.equal(found.length, told.length, found.join('\n'))
  for (const [i, pattern] of told.entries()) t.match(found[i], pattern)
}

/** What spoils no more than itself. */
const warned: Row[] = [
  ['a document that is as it should be', operation(ok), []],
  ['members left empty', operation('parameters:', 'security:', 'tags:', ok), []],
  ['extensions', operation('x-internal: true', ok), []],
  ['OpenAPI without a title', 'openapi: 3.0.0\npaths: {}', [/^line 1, at \/: needs "info"$/]],
  ['an operation without responses', operation('tags: [a]'), [/^line 5, at \/paths\/~1a\/get: needs "responses"$/]],
  ['the same in OpenAPI 3.1', oas('3.1.0', 'paths: {/a: {get: {}}}'), []],
  ['a misspelt member', operation('paramters: []', ok), [/^line 6, at .*\/paramters: is no member of the specification here/]],
  ['a path without a slash', oas('3.0.0', 'paths: {a: {get: {}}}'), [/^line 3, at \/paths\/a: is no member/]],
  ['a status that is none', operation('responses: {OK: {description: fine}}'), [/responses\/OK: is no member/]],
  ['a response without description', operation('responses: {200: {}}'), [/responses\/200: needs "description"$/]],
  [
    'a reference that leads nowhere',
    operation("parameters: [{$ref: '#/components/parameters/no'}]", ok),
    [/\$ref: "#\/components\/parameters\/no" cannot be followed/]
  ],
  [
    'a schema referred to by its id',
    oas('3.1.0', 'paths: {}', 'components: {schemas: {A: {$id: "https://a.example/a"}, B: {$ref: "https://a.example/a"}}}'),
    [/B\/\$ref: "https:\/\/a.example\/a" cannot be followed/]
  ],
  [
    'schemas with mistakes',
    oas(
      '3.0.0',
      'paths: {}',
      'components:',
      '  schemas:',
      '    A: {type: int}',
      '    B: {properties: {c: {required: true}, d: }}',
      '    C: {allOf: [{minLength: -1}], enum: []}',
      '    D: text'
    ),
    [
      /^line 6, at \/components\/schemas\/A\/type: must be one of null, .*, not "int"$/,
      /^line 7, at .*\/c\/required: must be a list, not true$/,
      /^line 7, at .*\/d: must be a map or true or false, not null$/,
      /C\/enum: must not be empty$/,
      /^line 8, at .*\/C\/allOf\/0\/minLength: must be >= 0$/,
      /^line 9, at \/components\/schemas\/D: must be a map or true or false, not "text"$/
    ]
  ],
  [
    'properties called as keywords',
    oas('3.0.0', 'paths: {}', 'components: {schemas: {A: {properties: {$ref: {}, type: {}}}}}'),
    []
  ],
  [
    'examples, whatever is in them',
    operation("responses: {200: {description: a, content: {a/b: {example: {$ref: 'x.json'}}}}}"),
    []
  ],
  [
    'Swagger with a mistake in a parameter',
    swagger('parameters: [{name: a, in: query, type: int}, {name: b, in: body}]', ok),
    [/parameters\/0\/type: must be one of/, /parameters\/1: needs "schema"$/]
  ],
  ['Swagger with a form', swagger('parameters: [{name: a, in: formData, type: file, required: true}]', ok), []],
  [
    'AsyncAPI 2 with a mistake in a payload',
    events('2.6.0', 'channels: {a: {subscribe: {message: {payload: {type: int}}}}}'),
    [/payload\/type: must be one of/]
  ],
  [
    'AsyncAPI 2 with Avro',
    events(
      '2.6.0',
      'channels: {a: {subscribe: {message: {schemaFormat: application/vnd.apache.avro, payload: {type: record}}}}}'
    ),
    []
  ],
  [
    'AsyncAPI 3 with schemas of both kinds',
    events(
      '3.0.0',
      'channels: {a: {address: a.b, messages: {m: {payload: {schemaFormat: application/vnd.apache.avro+json, schema: {type: record}}}}}}',
      "operations: {b: {action: send, channel: {$ref: '#/channels/a'}, messages: [{$ref: '#/channels/a/messages/m'}]}}",
      'components: {messages: {n: {payload: {type: object, properties: {a: {type: int}}}}}}'
    ),
    [/n\/payload\/properties\/a\/type: must be one of/]
  ],
  ['a catalogue with a typing mistake', catalogue('  - {name: A, chanel: a}'), [/messages\/0\/chanel: is no member/]]
]

for (const [says, text, told] of warned) {
  t.test(`${says}: told, not refused`, async t => {
    const found = readDocument(text)
    t.notOk('problems' in found, JSON.stringify(found))
    if (!('problems' in found)) same(found.warnings, told)
  })
}

t.test('of many findings the first are told, and how many more there are', async t => {
  const found = readDocument(
    JSON.stringify({ openapi: '3.0.0', paths: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`/${i}`, 1])) })
  )
  t.match(found, { problems: { length: 31, 30: 'and 70 more like these' } })
})

t.test('the line of a place is found in both formats', async t => {
  const value = { a: { 'b/c': [1, { '~': [[], 'x"]}', { d: null }] }], e: 1.5 }, '': true, f: 'é\\"' }
  const places = ['', '/a', '/a/b~1c', '/a/b~1c/0', '/a/b~1c/1', '/a/b~1c/1/~0', '/a/b~1c/1/~0/2/d', '/a/e', '/', '/f']
  const json = parseDocument(JSON.stringify(value, null, 2), limits)
  const yaml = parseDocument(
    'a:\n  b/c:\n    - 1\n    - "~":\n      - []\n      - x\n      - d:\n  e: 1.5\n"": true\nf: é',
    limits
  )
  if ('problem' in json || 'problem' in yaml) throw new Error('they are fine')
  t.same(places.map(json.lineOf), [1, 2, 3, 4, 5, 6, 10, 15, 17, 18])
  t.same(places.map(yaml.lineOf), [1, 1, 2, 3, 4, 4, 7, 8, 9, 10])
  t.equal(json.lineOf('/a/b~1c/7'), 3, 'of what is not there: the last on the way')
  t.equal(yaml.lineOf('/a/x/y'), 1)
})
