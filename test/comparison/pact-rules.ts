import t from 'tap'
import type { Json } from '../../server/domain/comparison/json.ts'
import { expectationOf } from '../../server/domain/comparison/pacts/expectation.ts'
import { readPact } from '../../server/domain/comparison/pacts/read-pact.ts'
import { readPath, selectRule } from '../../server/domain/comparison/pacts/rule-path.ts'
import { readRules } from '../../server/domain/comparison/pacts/rules.ts'

import { valid } from './questions.ts'

const paths: Array<[text: string, steps: string[]]> = [
  ['$', ['$']],
  ['$.a.b', ['$', 'a', 'b']],
  ["$['a b'][0][*].c", ['$', 'a b', '0', '*', 'c']],
  ['$["x.y"].*', ['$', 'x.y', '*']],
  ["$['it\\'s']", ['$', "it's"]],
  ['X-Header', ['X-Header']]
]

t.test('the path of a rule is read as it is written', async t => {
  for (const [text, steps] of paths) t.same(readPath(text), steps, text)
})

const selections: Array<[says: string, rules: Record<string, string>, path: string, expected: string | undefined]> = [
  ['a name outweighs a star', { '$.a.*': 'type', '$.a.b': 'regex' }, '$.a.b', 'regex'],
  ['the longer outweighs the shorter', { $: 'type', '$.a': 'regex' }, '$.a.b', 'regex'],
  ['what stands above holds inside', { '$.a': 'type' }, '$.a.b.c', 'type'],
  ['equality ends what stands above', { $: 'type', '$.a': 'equality' }, '$.a.b', 'equality'],
  ['eachValue holds at its place only', { '$.a': 'eachValue' }, '$.a.b', undefined],
  ['a rule of a plugin holds at its place only', { '$.a': 'plugin' }, '$.a.b', undefined],
  ['another path is another path', { '$.b': 'type' }, '$.a', undefined],
  ['an index outweighs any item', { '$[*]': 'type', '$[0]': 'integer' }, '$[0]', 'integer']
]

t.test('of several rules the heaviest counts', async t => {
  for (const [says, rules, path, expected] of selections) {
    const set = readRules({
      body: Object.fromEntries(Object.entries(rules).map(([key, match]) => [key, { matchers: [{ match }] }]))
    }).body
    t.equal(selectRule(set, readPath(path))?.rule.matchers[0]?.name, expected, says)
  }
})

type Row = [says: string, example: Json, rules: { [path: string]: Json }, meets: Json[], misses: Json[]]
const rule = (match: string, more: object = {}) => ({ matchers: [{ match, ...more }] }) as Json

const meanings: Row[] = [
  ['without a rule, a value is that value', { a: 1 }, {}, [{ a: 1 }, { a: 1, b: 2 }], [{ a: 2 }, {}]],
  ['without a rule, an array has its items in order', ['a', 'b'], {}, [['a', 'b']], [['b', 'a'], ['a'], ['a', 'b', 'c']]],
  ['type', { a: 'x', n: 1 }, { $: rule('type') }, [{ a: 'y', n: 2.5 }], [{ a: 1, n: 1 }, { a: 'y' }]],
  [
    'type of an array, with bounds',
    ['x'],
    { $: rule('type', { min: 2, max: 3 }) },
    [['a', 'b']],
    [['a'], ['a', 'b', 'c', 'd'], [1, 2]]
  ],
  ['bounds do not go inside', { a: [['x']] }, { '$.a': rule('type', { min: 2 }) }, [{ a: [[], []] }], [{ a: [[]] }]],
  ['min alone is type (format 2)', ['x'], { $: { matchers: [{ min: 1 }] } }, [['y']], [[]]],
  ['regex', 'x1', { $: rule('regex', { regex: '\\d' }) }, ['a9b'], ['x', 9]],
  ['integer', 1, { $: rule('integer') }, [2], [1.5, '1']],
  ['decimal', 1.5, { $: rule('decimal') }, [2.5], ['1.5']],
  ['number', 1, { $: rule('number') }, [2.5], ['1']],
  ['boolean', true, { $: rule('boolean') }, [false, 'true'], [1]],
  ['null', null, { $: rule('null') }, [null], ['']],
  ['include', 'abc', { $: rule('include', { value: 'b.c' }) }, ['xb.cx'], ['abxc']],
  ['date', '2026-01-01', { $: rule('date', { format: 'yyyy-MM-dd' }) }, ['2025-12-31'], ['31.12.2025']],
  [
    'timestamp',
    '2026-01-01T00:00:00Z',
    { $: rule('timestamp', { timestamp: "yyyy-MM-dd'T'HH:mm:ssXXX" }) },
    ['2025-12-31T00:00:00Z'],
    ['2025-12-31']
  ],
  ['semver', '1.2.3', { $: rule('semver') }, ['1.0.0-rc.1'], ['1.0']],
  ['notEmpty', 'x', { $: rule('notEmpty') }, ['y'], ['', null]],
  ['notEmpty of a list', ['x'], { $: rule('notEmpty') }, [['x', 'x']], [[]]],
  [
    'values: keys are free',
    { k: { n: 1 } },
    { $: rule('values'), '$.*.n': rule('type') },
    [{ other: { n: 2 } }, {}],
    [{ other: { n: 'x' } }]
  ],
  ['eachValue', { k: 1 }, { $: rule('eachValue', { rules: [{ match: 'integer' }] }) }, [{ x: 7 }], [{ x: 'y' }]],
  [
    'eachValue of a list',
    ['a'],
    { $: rule('eachValue', { rules: [{ match: 'regex', regex: '^[a-z]$' }] }) },
    [['b', 'c']],
    [['B']]
  ],
  [
    'eachKey',
    { ab: 1 },
    { $: rule('eachKey', { rules: [{ match: 'regex', regex: '^[a-z]+$' }] }) },
    [{ c: 2 }],
    [{ C: 2 }, { c: 'x' }]
  ],
  [
    'arrayContains',
    [1, 'x'],
    { $: rule('arrayContains', { variants: [{ index: 1, rules: { $: rule('type') } }] }) },
    [['y'], [1, 'z']],
    [[1]]
  ],
  [
    'all matchers of a rule hold',
    'ab',
    { $: { matchers: [{ match: 'type' }, { match: 'regex', regex: '^a' }] } },
    ['abc'],
    ['b']
  ],
  ['or one of them', 'ab', { $: { combine: 'OR', matchers: [{ match: 'null' }, { match: 'type' }] } }, ['b', null], [1]]
]

t.test('what a rule means', async t => {
  for (const [says, example, rules, meets, misses] of meanings) {
    const { schema } = expectationOf(example, readRules({ body: rules }).body)
    for (const value of meets) t.equal(valid(schema, value), 'yes', `${says}: ${JSON.stringify(value)}`)
    for (const value of misses) t.equal(valid(schema, value), 'no', `${says}: not ${JSON.stringify(value)}`)
  }
})

t.test('a rule that nobody knows decides nothing', async t => {
  for (const name of ['plugin', 'eachKeyLike', 'constructor', '__proto__']) {
    t.equal(valid(expectationOf('x', readRules({ body: { $: rule(name) } }).body).schema, 'y'), 'unknown', name)
  }
  t.equal(
    valid(expectationOf('31.12.', readRules({ body: { $: rule('date', { format: 'dd.MM.' }) } }).body).schema, 'y'),
    'unknown'
  )
})

t.test('what a consumer relies on is told by place, the strongest rule first', async t => {
  const rules = readRules({
    body: { '$.items': rule('type', { min: 1 }), '$.items[*].code': rule('regex', { regex: '^[A-Z]+$' }) }
  }).body
  const { usage } = expectationOf({ id: 7, items: [{ code: 'AB', note: null }] }, rules)
  t.same(
    usage.map(({ pointer, strength, rule, types }) => [pointer, strength, rule, types.join()]),
    [
      ['', 'present', 'equality', 'object'],
      ['/id', 'exact', 'equality', 'number'],
      ['/items', 'type', 'type', 'array'],
      ['/items/*', 'type', 'type', 'object'],
      ['/items/*/code', 'form', 'regex', 'string'],
      ['/items/*/note', 'type', 'type', 'null']
    ]
  )
})

t.test('the formats of Pact are read into one form', async t => {
  const two = readPact({
    interactions: [
      {
        description: 'x',
        providerState: 'there are some',
        request: {
          method: 'get',
          path: '/a',
          query: 'b=1&b=2&c=%C3%A4',
          matchingRules: { '$.headers.X-Y': { match: 'regex', regex: 'y' } }
        },
        response: { status: 200, body: { a: 1 }, matchingRules: { '$.body.a': { match: 'type' } } }
      }
    ]
  })
  const [old] = two.interactions
  t.same(
    [...old!.request.query],
    [
      ['b', ['1', '2']],
      ['c', ['ä']]
    ]
  )
  t.same(old!.states, ['there are some'])
  t.same(old!.request.rules.header[0]?.path, ['x-y'])
  t.same(old!.response.rules.body[0]?.path, ['$', 'a'])
  const four = readPact({
    interactions: [
      {
        type: 'Synchronous/HTTP',
        description: 'x',
        request: {
          method: 'POST',
          path: '/a',
          body: { content: 'eyJhIjoxfQ==', contentType: 'application/json', encoded: 'base64' }
        },
        response: { status: 200, body: { content: 'AAEC/w==', contentType: 'application/octet-stream', encoded: 'base64' } }
      },
      {
        type: 'Asynchronous/Messages',
        description: 'm',
        contents: { content: { a: 1 }, contentType: 'application/json', encoded: false }
      },
      { type: 'Something/Else', description: 'z' },
      'no interaction'
    ]
  })
  t.same(four.interactions[0]?.request.body, { kind: 'json', value: { a: 1 }, mediaType: 'application/json' })
  t.same(four.interactions[0]?.response.body, { kind: 'foreign', mediaType: 'application/octet-stream' })
  t.same(four.messages[0]?.contents.body, { kind: 'json', value: { a: 1 }, mediaType: 'application/json' })
  t.same(
    four.problems.map(({ pointer }) => pointer),
    ['/interactions/2', '/interactions/3']
  )
})

t.test('a body may be absent, empty, null or a text', async t => {
  const kinds = [
    [{}, 'absent'],
    [{ body: '' }, 'empty'],
    [{ body: null }, 'json'],
    [{ body: 'x' }, 'json'],
    [{ headers: { 'Content-Type': 'text/plain' }, body: 'x' }, 'foreign']
  ] as const
  for (const [response, expected] of kinds) {
    const pact = readPact({
      interactions: [{ request: { method: 'GET', path: '/' }, response: { status: 200, ...response } }]
    } as Json)
    t.equal(pact.interactions[0]?.response.body.kind, expected, JSON.stringify(response))
  }
})
