import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { judged } from './questions.ts'

/** Three definitions that lead to each other through members and items, now and then through a choice. */
const leaf = fc.constantFrom<object>(
  { type: 'string' },
  { type: 'integer' },
  { type: 'null' },
  { type: ['integer', 'null'] },
  { const: 1 }
)
const reference = fc.constantFrom('A', 'B', 'C').map(name => ({ $ref: `#/$defs/${name}` }))
const inside = fc.oneof({ weight: 3, arbitrary: reference }, { weight: 2, arbitrary: leaf })
const object = fc.record(
  {
    type: fc.constant('object'),
    properties: fc.dictionary(fc.constantFrom('a', 'b'), inside, { minKeys: 1, maxKeys: 2 }),
    required: fc.subarray(['a', 'b'], { maxLength: 1 }),
    additionalProperties: fc.oneof(fc.constant(false), inside)
  },
  { requiredKeys: ['type', 'properties', 'additionalProperties'] }
)
const array = fc.record({ type: fc.constant('array'), items: inside, minItems: fc.constantFrom(0, 1) })
const definition = fc.oneof(
  { weight: 4, arbitrary: object },
  { weight: 2, arbitrary: array },
  { weight: 2, arbitrary: fc.array(fc.oneof(object, array, leaf), { minLength: 2, maxLength: 2 }).map(anyOf => ({ anyOf })) },
  { weight: 1, arbitrary: fc.tuple(object, object).map(allOf => ({ allOf })) }
)
const document = fc.record({ A: definition, B: definition, C: definition }).map($defs => ({ $ref: '#/$defs/A', $defs }))
type Document = { $ref: string; $defs: Record<string, unknown> }

/** The same with one definition replaced, or another altogether. */
const pairs: fc.Arbitrary<[Document, Document]> = fc.oneof(
  fc.tuple(document, document),
  fc
    .tuple(document, definition, fc.constantFrom('A', 'B', 'C'))
    .map(([one, other, name]): [Document, Document] => [one, { ...one, $defs: { ...one.$defs, [name]: other } }]),
  document.map((one): [Document, Document] => [
    one,
    { ...one, $ref: '#/$defs/D', $defs: { ...one.$defs, D: { anyOf: [one.$defs.A, { type: 'null' }] } } }
  ])
)

const values = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    { weight: 3, arbitrary: fc.constantFrom<unknown>('x', 1, 2, null) },
    { weight: 4, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 2 }) },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 2 }) }
  )
})).value

const ajv = new Ajv2020({ strict: false, logger: false })
function compiled(schema: object): (value: unknown) => boolean {
  const validate = ajv.compile(schema)
  ajv.removeSchema()
  return value => validate(value) as boolean
}

t.test('definitions in circles: what fits does, and what breaks shows a value', async t => {
  const seen = { ok: 0, broken: 0, unproven: 0 }
  fc.assert(
    fc.property(pairs, fc.array(values, { minLength: 15, maxLength: 30 }), ([writer, reader], some) => {
      const { outcome, failures } = judged(writer, reader, { strict: true })
      seen[outcome]++
      if (outcome === 'unproven') return true
      const [writes, reads] = [compiled(writer), compiled(reader)]
      if (outcome === 'ok') return some.every(value => !writes(value) || reads(value))
      return failures.every(({ outcome: sure, witness }) => sure !== 'broken' || (writes(witness) && !reads(witness)))
    }),
    { numRuns: 600 }
  )
  t.ok(seen.ok > 50 && seen.broken > 50, JSON.stringify(seen))
})

t.test('a circle that needs itself everywhere holds nothing, and is read by all', async t => {
  const endless = {
    $ref: '#/$defs/A',
    $defs: { A: { type: 'object', required: ['a'], properties: { a: { $ref: '#/$defs/A' } } } }
  }
  t.not(judged(endless, { type: 'object', required: ['a'], properties: { a: { type: 'object' } } }).outcome, 'broken')
})
