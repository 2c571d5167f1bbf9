import fc from 'fast-check'
import t from 'tap'
import { alignLists } from '../../server/domain/contracts/align-lists.ts'
import { readContent } from '../../server/domain/contracts/content.ts'
import { contractDifference } from '../../server/domain/contracts/contract-difference.ts'

const difference = (before: string, after: string) => contractDifference(readContent(before), readContent(after))
const pact = (...interactions: string[]) => `{"interactions":[${interactions.join(',')}]}`
const one =
  '{"description":"one","providerState":"s","request":{"path":"/1"},"response":{"status":200,"body":{"a":1,"b":[1,2,3]}}}'
const two = '{"description":"two"}'

const cases: Array<[says: string, before: string, after: string, lines: string[]]> = [
  ['the same content differs in nothing', pact(one, two), pact(one, two), []],
  ['the order of interactions and of keys is no difference', pact(one, '{"a":1,"b":2}'), pact('{ "b":2, "a":1 }', one), []],
  [
    'an interaction is found again by description and state, and shown around what changed',
    pact(two, one),
    pact(one.replace('"a":1', '"a":1.0'), two),
    [
      'Changed: one, given s',
      '  {',
      '    "description": "one"',
      '    "providerState": "s"',
      '    "request": { … }',
      '    "response": {',
      '      "status": 200',
      '      "body": {',
      '-       "a": 1',
      '+       "a": 1.0',
      '        "b": [ … ]',
      '      }',
      '    }',
      '  }',
      ''
    ]
  ],
  [
    'another state makes another interaction: one is removed, one added',
    pact('{"description":"x","providerState":"a"}'),
    pact('{"description":"x","providerState":"b"}'),
    [
      'Removed: x, given a',
      '- {',
      '-   "description": "x"',
      '-   "providerState": "a"',
      '- }',
      '',
      'Added: x, given b',
      '+ {',
      '+   "description": "x"',
      '+   "providerState": "b"',
      '+ }',
      ''
    ]
  ],
  [
    'items of a list are aligned, not compared by position',
    '[1,2,3,4,{"a":1}]',
    '[0,1,2,4,{"a":2}]',
    [
      'Around the interactions:',
      '  [',
      '+   0',
      '    … 2 unchanged',
      '-   3',
      '    … 1 unchanged',
      '    {',
      '-     "a": 1',
      '+     "a": 2',
      '    }',
      '  ]',
      ''
    ]
  ],
  [
    'digits and the order of keys stay as they were written',
    '{"200":1,"100":1}',
    '{"200":1,"100":12345678901234567890,"x":{}}',
    [
      'Around the interactions:',
      '  {',
      '    "200": 1',
      '-   "100": 1',
      '+   "100": 12345678901234567890',
      '+   "x": {}',
      '  }',
      ''
    ]
  ],
  [
    'a value that becomes an object is shown whole, before and after',
    '{"a":1}',
    '{"a":{"b":[true,null]}}',
    [
      'Around the interactions:',
      '  {',
      '-   "a": 1',
      '+   "a": {',
      '+     "b": [',
      '+       true',
      '+       null',
      '+     ]',
      '+   }',
      '  }',
      ''
    ]
  ],
  [
    'messages are compared as interactions are',
    '{"messages":[{"description":"m","contents":1}]}',
    '{"messages":[{"description":"m","contents":2}]}',
    ['Changed: m', '  {', '    "description": "m"', '-   "contents": 1', '+   "contents": 2', '  }', '']
  ]
]

t.test('two contents are compared for people', async t => {
  for (const [says, before, after, lines] of cases) t.same(difference(before, after).lines, lines, says)
})

t.test('what happened to the interactions is counted', async t => {
  const before = pact(one, two, '{"description":"gone"}')
  const after = pact('{"description":"new"}', two, one.replace('200', '201'))
  t.same(difference(before, after).counts, { changed: 1, added: 1, removed: 1, same: 1 })
})

t.test('twins of the same name are told apart by what they say', async t => {
  const twin = (n: number) => `{"description":"x","n":${n}}`
  t.same(difference(pact(twin(1), twin(2), twin(2)), pact(twin(2), twin(3), twin(2))).counts, {
    changed: 1,
    added: 0,
    removed: 0,
    same: 2
  })
})

t.test('a difference has an end, however much differs', async t => {
  const long = (value: number) => `[${Array.from({ length: 20_000 }, (_, i) => value + i * 2).join(',')}]`
  const { lines, complete } = difference(long(0), long(1))
  t.equal(complete, false)
  t.equal(lines.length, 5000)
  const [text] = difference(`["${'x'.repeat(100_000)}a"]`, `["${'x'.repeat(100_000)}b"]`).lines.filter(line =>
    line.startsWith('-')
  )
  t.ok(text !== undefined && text.length < 500 && text.includes('xa"'), 'a long text is shown where it differs')
})

t.test('lists are aligned so that each is wholly told', async t => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(list, list, (old, now) => {
        let [i, j] = [0, 0]
        for (const step of alignLists(old, now)) {
          if (step.kind === 'same') {
            for (let n = 0; n < step.count; n++) if (old[i++] !== now[j++]) return false
          } else {
            if (step.old.from !== i || step.now.from !== j) return false
            i = step.old.to
            j = step.now.to
          }
        }
        return i === old.length && j === now.length
      })
    )
  )
})

t.test('every difference is seen, and only a difference', async t => {
  const content = fc.json({ maxDepth: 4 })
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(content, content, (before, after) => {
        const [one, other] = [readContent(before), readContent(after)]
        const { lines } = contractDifference(one, other)
        return one.sha === other.sha || lines.length > 0
      })
    )
  )
})
