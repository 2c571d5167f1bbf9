import fc from 'fast-check'
import t from 'tap'
import { isObject, type Json } from '../../server/domain/comparison/json.ts'
import { expectationOf } from '../../server/domain/comparison/pacts/expectation.ts'
import { judged, valid } from './questions.ts'
import { refactored } from './refactored.ts'
import { schemas, values, versions } from './schemas.ts'

const numRuns = 250
const told = ({ outcome, failures }: ReturnType<typeof judged>) => [
  outcome,
  ...new Set(failures.map(({ path, keyword }) => `${path.join('/')} ${keyword}`).sort())
]

/** Members in the opposite order, all the way down. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reversed(inner)])
  )
}

t.test('the order of members does not count', async () => {
  fc.assert(
    fc.property(
      versions,
      ([writer, reader]) => judged(reversed(writer), reversed(reader)).outcome === judged(writer, reader).outcome
    ),
    { numRuns }
  )
})

t.test('moving parts to definitions and into allOf changes no answer', async t => {
  // Who is spelled alike is known to fit at once; spelled otherwise it may be too hard to prove. It is never the opposite.
  let alike = 0
  let all = 0
  fc.assert(
    fc.property(versions, ([writer, reader]) => {
      const plain = judged(writer, reader).outcome
      const others = [judged(refactored(writer), reader).outcome, judged(writer, refactored(reader)).outcome]
      all += others.length
      alike += others.filter(outcome => outcome === plain).length
      return others.every(outcome => outcome === plain || outcome === 'unproven' || plain === 'unproven')
    }),
    { numRuns }
  )
  t.ok(alike > all * 0.95, `${alike} of ${all} alike`)
})

t.test('a schema fits its refactored self, both ways', async () => {
  fc.assert(
    fc.property(schemas, schema => {
      const other = refactored(schema)
      return judged(schema, other).outcome !== 'broken' && judged(other, schema).outcome !== 'broken'
    }),
    { numRuns }
  )
})

const objects = fc.dictionary(fc.constantFrom('a', 'b', 'c'), values, { minKeys: 1, maxKeys: 3 })
const types = [{ path: ['$'], matchers: [{ name: 'type', parameters: {} }], combine: 'AND' as const }]

t.test('a response with one more optional field breaks nobody', async () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), schemas, { minKeys: 1 }),
      objects,
      schemas,
      (properties, example, more) => {
        const reader = expectationOf(example as Json, types).schema
        const writer = { type: 'object', properties, required: Object.keys(properties) }
        const next = { ...writer, properties: { ...properties, added: more } }
        fc.pre(JSON.stringify(told(judged(writer, reader))) !== undefined)
        return JSON.stringify(told(judged(writer, reader))) === JSON.stringify(told(judged(next, reader)))
      }
    ),
    { numRuns }
  )
})

const flat = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(fc.constantFrom('c', 'd'), fc.boolean())),
  { minKeys: 1 }
)

t.test('an example meets the expectation made of it, whatever the rules', async () => {
  const names = ['type', 'equality', 'notEmpty', 'eachValue', 'values', 'nonsense']
  const rules = fc.array(
    fc.record({
      path: fc.constantFrom('$', '$.a', '$.*', '$.b.c', '$.b.*'),
      name: fc.constantFrom(...names)
    }),
    { maxLength: 4 }
  )
  fc.assert(
    fc.property(flat, rules, (example, some) => {
      const set = some.map(({ path, name }) => ({
        path: path.split('.'),
        matchers: [{ name, parameters: {} }],
        combine: 'AND' as const
      }))
      const emptied = some.some(({ name }) => name === 'notEmpty' || name === 'eachValue' || name === 'values')
      return emptied || valid(expectationOf(example as Json, set).schema, example) !== 'no'
    }),
    { numRuns }
  )
})
