import fc from 'fast-check'
import t from 'tap'
import { readContent } from '../../server/domain/contracts/content.ts'

const sha = (text: string) => readContent(text).sha
const pact = (interactions: string, rest = '') => `{"interactions":[${interactions}]${rest}}`
const spec = (version: string) => `,"metadata":{"pactSpecification":{"version":"${version}"}}`
const one = '{"description":"a","request":{"path":"/a","query":["x","y"]},"response":{"status":200,"body":{"n":1,"s":"A"}}}'
const two = '{"description":"b"}'

const same: Array<[says: string, a: string, b: string]> = [
  ['the order of interactions does not matter', pact(`${one},${two}`), pact(`${two},${one}`)],
  ['the order of keys does not matter', pact('{"a":1,"b":{"c":1,"d":2}}'), pact('{"b":{"d":2,"c":1},"a":1}')],
  ['white space does not matter', pact('{"a":[1,2]}'), ' {\n"interactions" : [ { "a" : [ 1 , 2 ] } ] } '],
  ['other metadata does not matter', pact(one, ',"metadata":{"client":"1"}'), pact(one, ',"metadata":{"client":"2"},"x":1')],
  ['who consumes and provides does not matter', pact(one, ',"consumer":{"name":"a"}'), pact(one, ',"consumer":{"name":"b"}')],
  ['how a character is escaped does not matter', pact('{"s":"A\\/"}'), pact('{"s":"\\u0041/"}')],
  [
    'the order of messages does not matter without interactions',
    '{"messages":[{"a":1},{"b":1}]}',
    '{"messages":[{"b":1},{"a":1}]}'
  ],
  ['of members with the same name the last counts', pact('{"a":1,"a":2}'), pact('{"a":2}')],
  [
    'it does not matter where the specification version stands',
    pact(one, spec('2.0.0')),
    pact(one, ',"metadata":{"pact-specification":{"version":"2.0.0"}}')
  ],
  [
    'nor that it is written without an object of its own',
    pact(one, spec('2.0.0')),
    pact(one, ',"metadata":{"pactSpecificationVersion":"2.0.0"}')
  ],
  ['null interactions are none', '{"interactions":null,"messages":[{"a":1}]}', '{"messages":[{"a":1}]}']
]
for (const [says, a, b] of same) t.test(says, async t => t.equal(sha(a), sha(b)))

const different: Array<[says: string, a: string, b: string]> = [
  ['the order of a nested list matters', pact('{"q":["x","y"]}'), pact('{"q":["y","x"]}')],
  ['the specification version matters', pact(one, spec('2.0.0')), pact(one, spec('3.0.0'))],
  ['1 and 1.0 are different', pact('{"n":1}'), pact('{"n":1.0}')],
  ['big numbers keep all their digits', pact('{"n":12345678901234567890}'), pact('{"n":12345678901234567891}')],
  ['a number and its text are different', pact('{"n":1}'), pact('{"n":"1"}')],
  ['an explicit _id is content', pact('{"a":1}'), pact('{"a":1,"_id":"x"}')],
  [
    'the order of messages matters beside interactions',
    pact(one, ',"messages":[{"a":1},{"b":1}]'),
    pact(one, ',"messages":[{"b":1},{"a":1}]')
  ],
  ['all of what is no pact is content', '{"a":1}', '{"a":1,"b":1}'],
  ['a list that is no pact keeps its order', '[1,2]', '[2,1]'],
  ['interactions that are no list are no pact', '{"interactions":{},"a":1}', '{"interactions":{},"a":2}']
]
for (const [says, a, b] of different) t.test(says, async t => t.not(sha(a), sha(b)))

t.test('shuffled keys and interactions, in other white space, are the same content', async t => {
  const interaction = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))
  fc.assert(
    fc.property(fc.array(interaction), interactions => {
      const shuffled = [...interactions].reverse().map(reversed)
      t.equal(sha(JSON.stringify({ interactions })), sha(JSON.stringify({ metadata: 1, interactions: shuffled }, null, 2)))
    }),
    { numRuns: 200 }
  )
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)])
  )
}
