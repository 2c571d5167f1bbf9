import fc from 'fast-check'

/** Small schemas of few words, so that two of them have much to do with each other. */
type Raw = unknown

const names = ['a', 'b', 'c']
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 2.5, -1, '', 'a', 'ab', 'abc', '2026-01-31')
const small = fc.integer({ min: 0, max: 3 })

const leaf: fc.Arbitrary<Raw> = fc.oneof(
  fc.constantFrom<Raw>(
    true,
    {},
    { type: 'string' },
    { type: 'integer' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'null' }
  ),
  fc.constantFrom<Raw>(
    { type: ['string', 'null'] },
    { type: ['integer', 'string'] },
    { type: 'object' },
    { type: 'array' },
    false
  ),
  fc.record({ type: fc.constant('integer'), minimum: fc.integer({ min: -2, max: 3 }) }),
  fc.record({ type: fc.constant('number'), maximum: fc.integer({ min: -2, max: 3 }) }),
  fc.record({ type: fc.constant('number'), exclusiveMinimum: small, exclusiveMaximum: fc.integer({ min: 2, max: 5 }) }),
  fc.record({ type: fc.constant('integer'), multipleOf: fc.constantFrom(1, 2, 3, 4, 0.5) }),
  fc.record({ type: fc.constant('string'), minLength: small }),
  fc.record({ type: fc.constant('string'), maxLength: small }),
  fc.record({ type: fc.constant('string'), pattern: fc.constantFrom('^a', 'b$', '^[a-z]+$') }),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom('date', 'date-time', 'uuid', 'email', 'ipv4') }),
  fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ const: scalar })
)

export const schemas: fc.Arbitrary<Raw> = fc.letrec<{ schema: Raw }>(tie => {
  const schema = tie('schema')
  const list = fc.array(schema, { minLength: 1, maxLength: 3 })
  const properties = fc.dictionary(fc.constantFrom(...names), schema, { maxKeys: 3 })
  const object = fc.record(
    {
      type: fc.constant('object'),
      properties,
      required: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), schema),
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'x'), schema, { maxKeys: 1 }),
      propertyNames: fc.constantFrom<Raw>({ maxLength: 1 }, { pattern: '^[abx]' }, true),
      minProperties: small,
      maxProperties: fc.integer({ min: 1, max: 4 }),
      dependentRequired: fc.constantFrom<Raw>({ a: ['b'] }, { b: ['c'] }),
      unevaluatedProperties: fc.constantFrom<Raw>(false, true, { type: 'string' })
    },
    { requiredKeys: ['type', 'properties'] }
  )
  const sizes = { type: fc.constant('array'), items: schema, minItems: small, maxItems: small, uniqueItems: fc.boolean() }
  // Never both: ajv takes an empty array for one that contains something as soon as prefixItems stand beside it.
  const array = fc.oneof(
    fc.record({ ...sizes, prefixItems: list }, { requiredKeys: ['type'] }),
    fc.record({ ...sizes, contains: schema }, { requiredKeys: ['type'] })
  )
  return {
    schema: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 5, arbitrary: leaf },
      { weight: 4, arbitrary: object },
      { weight: 2, arbitrary: array },
      { weight: 1, arbitrary: fc.record({ allOf: list }) },
      { weight: 1, arbitrary: fc.record({ anyOf: list }) },
      { weight: 1, arbitrary: fc.record({ oneOf: list }) },
      { weight: 1, arbitrary: fc.record({ not: schema }) },
      // biome-ignore lint/suspicious/noThenProperty: the keyword is called so
      { weight: 1, arbitrary: fc.record({ if: schema, then: schema, else: schema }, { requiredKeys: ['if'] }) }
    )
  }
}).schema

/** Values made of the same few words. */
export const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...names, 'x', 'ab'), tie('value'), { maxKeys: 3 }) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) }
  )
})).value

/** The same schema with one thing changed, or none: what a next version looks like. */
export const versions: fc.Arbitrary<[Raw, Raw]> = fc.oneof(
  fc.tuple(schemas, schemas),
  fc
    .tuple(schemas, schemas, fc.constantFrom(...names))
    .map(([schema, other, name]): [Raw, Raw] => [schema, changed(schema, other, name)])
)

function changed(schema: Raw, other: Raw, name: string): Raw {
  if (typeof schema !== 'object' || schema === null) return other
  const { properties, ...rest } = schema as Record<string, unknown>
  if (properties !== undefined) return { ...rest, properties: { ...(properties as object), [name]: other } }
  const { contains: _, ...more } = (typeof other === 'object' ? other : {}) as Record<string, unknown>
  return { ...rest, ...more }
}
