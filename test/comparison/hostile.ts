import t from 'tap'
import { judged, overlapping, valid } from './questions.ts'

const nested = (levels: number, wrap: (inner: unknown) => unknown, inner: unknown = { type: 'string' }) => {
  let schema = inner
  for (let i = 0; i < levels; i++) schema = wrap(schema)
  return schema
}
const defs = (more: object, root: object = { $ref: '#/$defs/A' }) => ({ ...root, $defs: more })
const ref = (name: string) => ({ $ref: `#/$defs/${name}` })
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const many = <Item>(count: number, make: (i: number) => Item) => Array.from({ length: count }, (_, i) => make(i))

/** Each way may be each of the others' ways, level by level. */
const webOfWays = (levels: number, ways: number, leaf: object) =>
  defs({
    ...Object.fromEntries(
      many(levels, level => [
        level === 0 ? 'A' : `L${level}`,
        {
          oneOf: many(ways, way => object({ [`k${way}`]: level + 1 < levels ? ref(`L${level + 1}`) : leaf, n: { maximum: way } }))
        }
      ])
    )
  })

const cases: Array<[says: string, one: unknown, other: unknown]> = [
  ['references in a circle', defs({ A: ref('B'), B: ref('A') }), { type: 'string' }],
  [
    'a schema that is part of itself',
    defs({ A: { allOf: [ref('A'), { type: 'string' }] } }),
    defs({ A: { type: 'string', allOf: [ref('A')] } })
  ],
  ['ways that lead back to themselves', defs({ A: { anyOf: [ref('A'), ref('A'), { type: 'string' }] } }), { type: 'string' }],
  [
    'ways that lead back to each other',
    defs({ A: { oneOf: [ref('B'), ref('C')] }, B: { anyOf: [ref('C'), ref('A')] }, C: { oneOf: [ref('A'), ref('B')] } }),
    defs({ A: { anyOf: [ref('B'), { type: 'null' }] }, B: { anyOf: [ref('A'), { type: 'string' }] } })
  ],
  ['not of not of itself', defs({ A: { not: { not: ref('A') } } }), defs({ A: { not: ref('A') } })],
  [
    'if it is itself',
    defs({ A: { if: ref('A'), else: { type: 'string' } } }),
    defs({ A: { if: { type: 'string' }, else: ref('A') } })
  ],
  [
    'nothing but itself inside itself',
    defs({ A: object({ a: ref('A') }, { required: ['a'] }) }),
    defs({ A: object({ a: ref('B') }, { required: ['a'] }), B: { type: 'integer' } })
  ],
  [
    'objects within objects, ten thousand deep',
    nested(10_000, inner => object({ a: inner })),
    nested(10_000, inner => object({ a: inner }), { type: 'null' })
  ],
  [
    'ways within ways, ten thousand deep',
    nested(10_000, inner => ({ anyOf: [inner, { type: 'null' }] })),
    nested(10_000, inner => ({ oneOf: [inner, { type: 'null' }] }))
  ],
  [
    'allOf within allOf, ten thousand deep',
    nested(10_000, inner => ({ allOf: [inner] })),
    nested(10_000, inner => ({ allOf: [inner] }), { type: 'integer' })
  ],
  ['not within not, ten thousand deep', nested(10_001, inner => ({ not: inner })), { type: 'string' }],
  ['ways times ways times ways', webOfWays(12, 8, { type: 'string' }), webOfWays(12, 8, { type: 'integer' })],
  [
    'many choices at once',
    { allOf: many(20, i => ({ anyOf: many(10, j => object({ [`p${i}`]: { minimum: j } })) })) },
    object({ p0: { type: 'string' } })
  ],
  ['a hundred thousand values', { enum: many(100_000, i => `v${i}`) }, { enum: many(100_000, i => `v${i + 1}`) }],
  ['ten thousand objects as values', { enum: many(10_000, i => ({ a: i })) }, { enum: many(10_000, i => ({ a: i + 1 })) }],
  [
    'two thousand members',
    object(Object.fromEntries(many(2_000, i => [`p${i}`, { type: 'string' }]))),
    object(Object.fromEntries(many(2_000, i => [`p${i}`, { type: 'integer' }])))
  ],
  [
    'patterns that are slow elsewhere',
    object({ a: { type: 'string', pattern: '^(a+)+$', example: `${'a'.repeat(50)}!` } }),
    object({ a: { type: 'string', pattern: '^(a|a)*$' } })
  ],
  [
    'a pattern that is no pattern',
    { type: 'string', pattern: '((((' },
    { type: 'string', pattern: `${'(a{0,100}'.repeat(30)}${')'.repeat(30)}` }
  ],
  [
    'names that every object has',
    object({ constructor: { type: 'string' }, toString: { type: 'string' } }, { required: ['__proto__'] }),
    JSON.parse('{"type":"object","properties":{"__proto__":{"type":"integer"}},"required":["constructor"]}')
  ],
  ['enormous bounds', { type: 'string', minLength: 1e15 }, { type: 'string', maxLength: 1e12 }],
  [
    'arrays of enormous size',
    { type: 'array', minItems: 1e9, items: { type: 'string' } },
    { type: 'array', maxItems: 1e8, uniqueItems: true }
  ],
  [
    'keywords that are not what they should be',
    { type: 'object', properties: [], required: 'a', allOf: {}, $ref: 7 },
    { type: 4, enum: 'x', minimum: 'y' }
  ],
  [
    'trees of trees',
    defs({
      A: object({ l: ref('A'), r: ref('B') }),
      B: object({ l: ref('B'), r: ref('C') }),
      C: object({ l: ref('A'), r: ref('C') })
    }),
    defs({ A: object({ l: ref('B'), r: ref('A') }), B: object({ l: ref('A'), r: ref('A'), x: { type: 'string' } }) })
  ]
]

for (const [says, one, other] of cases) {
  t.test(`${says}: an answer comes, in time`, async t => {
    const started = process.cpuUsage()
    for (const [writer, reader] of [
      [one, other],
      [other, one],
      [one, one]
    ]) {
      for (const strict of [false, true]) t.match(judged(writer, reader, { strict }).outcome, /^(ok|broken|unproven)$/)
    }
    overlapping(one, other)
    for (const value of [{ a: { a: 'x' } }, 'x', [1, [2]], { l: { r: {} } }]) valid(one, value)
    const { user } = process.cpuUsage(started)
    t.ok(user < 20e6, `${Math.round(user / 1000)} ms`)
  })
}

t.test('a budget that is spent says so, and spoils no later answer', async t => {
  const [one, other] = [webOfWays(12, 8, { type: 'string' }), webOfWays(12, 8, { type: 'integer' })]
  const { outcome, failures } = judged(one, other, { steps: 500 })
  t.equal(outcome, 'unproven')
  t.equal(failures[0]?.reason, 'budget')
})
