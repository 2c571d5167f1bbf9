import t from 'tap'
import type { Json } from '../../server/domain/comparison/json.ts'
import { type Compatibility, checkCompatibility } from '../../server/domain/comparison/messages/compatibility.ts'
import type { Payload } from '../../server/domain/comparison/messages/offer.ts'
import { limits, schemaOf } from './questions.ts'

const json = (raw: unknown): Payload => ({ format: 'json', schema: schemaOf(raw), raw: raw as Json, pointer: '' })
const avro = (raw: unknown): Payload => ({ format: 'avro', formatName: 'avro', raw: raw as Json, pointer: '' })
const text = { type: 'string' }
const object = (properties: object, required: string[] = [], more: object = {}) =>
  json({ type: 'object', properties, required, ...more })
const record = (...fields: object[]) => avro({ type: 'record', name: 'Order', fields })

type Row = [says: string, earlier: Payload, next: Payload, backward: boolean, forward: boolean]

const lenient: Row[] = [
  ['an optional field more', object({ a: text }), object({ a: text, b: text }), true, true],
  ['a required field more', object({ a: text }), object({ a: text, b: text }, ['b']), false, true],
  [
    'a required field more that has a default',
    object({ a: text }),
    object({ a: text, b: { ...text, default: '' } }, ['b']),
    true,
    true
  ],
  ['a required field less', object({ a: text, b: text }, ['b']), object({ a: text }), true, false],
  ['a whole number becomes a number', object({ a: { type: 'integer' } }), object({ a: { type: 'number' } }), true, false],
  ['another value', object({ a: { enum: ['x'] } }), object({ a: { enum: ['x', 'y'] } }), true, false],
  [
    'an optional field of a closed object is dropped',
    object({ a: text, b: text }, [], { additionalProperties: false }),
    object({ a: text }, [], { additionalProperties: false }),
    false,
    true
  ],
  ['a type changes', object({ a: text }), object({ a: { type: 'integer' } }), false, false],
  [
    'titles and descriptions say nothing',
    object({ a: text }),
    object({ a: { ...text, description: 'new' } }, [], { title: 'T' }),
    true,
    true
  ]
]

const avroRows: Row[] = [
  [
    'Avro: a field with a default more',
    record({ name: 'a', type: 'string' }),
    record({ name: 'a', type: 'string' }, { name: 'b', type: 'string', default: '' }),
    true,
    true
  ],
  [
    'Avro: a field without a default more',
    record({ name: 'a', type: 'string' }),
    record({ name: 'a', type: 'string' }, { name: 'b', type: 'string' }),
    false,
    true
  ],
  ['Avro: int becomes long', record({ name: 'a', type: 'int' }), record({ name: 'a', type: 'long' }), true, false],
  [
    'Avro: null becomes possible',
    record({ name: 'a', type: 'string' }),
    record({ name: 'a', type: ['null', 'string'] }),
    true,
    false
  ],
  [
    'Avro: a symbol more',
    record({ name: 'a', type: { type: 'enum', name: 'E', symbols: ['X'] } }),
    record({ name: 'a', type: { type: 'enum', name: 'E', symbols: ['X', 'Y'] } }),
    true,
    false
  ]
]

const fine = (earlier: Payload[], next: Payload, level: Compatibility, strict = false) =>
  checkCompatibility({ earlier, next, level, strict, limits }).length === 0

t.test('a next schema reads what the earlier wrote, and the other way round', async t => {
  for (const [says, earlier, next, backward, forward] of [...lenient, ...avroRows]) {
    t.equal(fine([earlier], next, 'BACKWARD'), backward, `${says}, backward`)
    t.equal(fine([earlier], next, 'FORWARD'), forward, `${says}, forward`)
    t.equal(fine([earlier], next, 'FULL'), backward && forward, `${says}, both`)
  }
})

t.test('strictly, a writer may send what it does not declare', async t => {
  t.notOk(fine([object({ a: text })], object({ a: text, b: text }), 'BACKWARD', true), 'b may have been anything')
  t.ok(fine([object({ a: text }, [], { additionalProperties: false })], object({ a: text, b: text }), 'BACKWARD', true))
})

t.test('transitive looks at all earlier ones, the plain level at the last', async t => {
  const [first, second, third] = [object({ a: text }, ['a']), object({ b: text }), object({ a: { type: 'integer' } })] as [
    Payload,
    Payload,
    Payload
  ]
  t.ok(fine([first, second], third, 'BACKWARD'))
  t.notOk(fine([first, second], third, 'BACKWARD_TRANSITIVE'))
  t.ok(fine([first], third, 'NONE'))
})

t.test('what cannot be compared is said to be undecided, another format to be broken', async t => {
  const one = (earlier: Payload, next: Payload) =>
    checkCompatibility({ earlier: [earlier], next, level: 'BACKWARD', limits }).map(({ severity, code }) => `${severity} ${code}`)
  t.same(one(object({ a: text }), record()), ['error msg.format'])
  t.same(one(avro('nonsense'), avro('nonsense')), ['undecided spec.schema.invalid'])
  t.same(one(json({ type: 'int' }), json({ type: 'string' })), ['undecided spec.schema.invalid'])
  const other: Payload = { format: 'other', formatName: 'protobuf', raw: '', pointer: '' }
  t.same(one(other, other), ['undecided body.unsupported'])
  let deep: unknown = 'string'
  for (let i = 0; i < 5_000; i++) deep = { type: 'array', items: deep }
  t.same(one(avro(deep), avro(deep)), ['undecided spec.schema.invalid'])
})
