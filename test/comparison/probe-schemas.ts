import { api } from './compared.ts'
import { answers, type Row, sends, takes, text, types } from './probe-documents.ts'

const cat = { type: 'object', required: ['kind', 'meow'], properties: { kind: text, meow: { type: 'boolean' } } }
const dog = { type: 'object', required: ['kind', 'bark'], properties: { kind: text, bark: { type: 'boolean' } } }

export const schemas: Row[] = [
  [
    'required in two parts of an allOf: both are required',
    sends({ b: 'x' }),
    takes({ allOf: [{ required: ['a'], properties: { a: text, b: text } }, { required: ['b'] }] }),
    ['error request.body.incompatible /a']
  ],
  [
    'two minimums in an allOf: the higher one holds',
    sends({ n: 4 }),
    takes({ type: 'object', properties: { n: { allOf: [{ type: 'integer', minimum: 5 }, { minimum: 3 }] } } }),
    ['error request.body.incompatible /n']
  ],
  [
    'a tree whose nodes have a base class',
    answers({ id: 'a', children: [{ id: 'b', children: [] }] }, types),
    api(
      { $ref: '#/components/schemas/Tree' },
      {},
      {
        schemas: {
          Base: { type: 'object', required: ['id'], properties: { id: text } },
          Tree: {
            allOf: [
              { $ref: '#/components/schemas/Base' },
              {
                required: ['children'],
                properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }
              }
            ]
          }
        }
      }
    ),
    []
  ],
  [
    'a base class that is its own part',
    answers({ id: 'a' }, types),
    api(
      { $ref: '#/components/schemas/Odd' },
      {},
      {
        schemas: {
          Odd: { type: 'object', required: ['id'], properties: { id: text }, allOf: [{ $ref: '#/components/schemas/Odd' }] }
        }
      }
    ),
    []
  ],
  [
    'fields of two branches of an anyOf',
    answers({ a: 'x', b: 'y' }, types),
    api({
      anyOf: [
        { type: 'object', required: ['a'], properties: { a: text, b: text } },
        { type: 'object', required: ['b'], properties: { a: text, b: text } }
      ]
    }),
    ['warning res.field.optional /a', 'warning res.field.optional /b']
  ],
  [
    'fields beside a oneOf',
    answers({ id: 'x', kind: 'cat', meow: true }, types),
    api({ type: 'object', required: ['id'], properties: { id: text }, oneOf: [cat] }),
    []
  ],
  [
    'overlapping ways of a oneOf without a discriminator',
    answers({ kind: 'cat', meow: true }, types),
    api({ oneOf: [cat, { ...cat, properties: { ...cat.properties, age: { type: 'integer' } } }] }),
    []
  ],
  [
    'a way that the answer does not take',
    answers({ kind: 'cat', meow: true }, types),
    api({ oneOf: [cat, dog] }),
    ['warning res.union /meow']
  ],
  [
    'inheritance from a base with a discriminator',
    answers({ kind: 'Cat', meow: true }, { '$.meow': { matchers: [{ match: 'type' }] } }),
    api(
      { $ref: '#/components/schemas/Pet' },
      {},
      {
        schemas: {
          Pet: { type: 'object', required: ['kind'], properties: { kind: text }, discriminator: { propertyName: 'kind' } },
          Cat: {
            allOf: [{ $ref: '#/components/schemas/Pet' }, { required: ['meow'], properties: { meow: { type: 'boolean' } } }]
          },
          Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { bark: { type: 'boolean' } } }] }
        }
      }
    ),
    ['warning res.union /kind', 'warning res.union /meow']
  ],
  [
    'a base with a discriminator that may be null, whose sub-type is expected',
    answers({ kind: 'Cat', meow: true }, types),
    api(
      { $ref: '#/components/schemas/Pet' },
      {},
      {
        schemas: {
          Pet: {
            type: 'object',
            nullable: true,
            required: ['kind'],
            properties: { kind: text },
            discriminator: { propertyName: 'kind' }
          },
          Cat: {
            allOf: [{ $ref: '#/components/schemas/Pet' }, { required: ['meow'], properties: { meow: { type: 'boolean' } } }]
          }
        }
      }
    ),
    ['warning res.field.null', 'warning res.union /meow']
  ],
  [
    'properties without a type: an object is meant',
    answers({ a: ['x'] }, types),
    api({ required: ['a'], properties: { a: { items: text } } }),
    []
  ],
  [
    'a discriminator that maps by name',
    sends({ kind: 'c', meow: 1 }),
    takes(
      {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator: { propertyName: 'kind', mapping: { c: 'Cat', d: '#/components/schemas/Dog' } }
      },
      { schemas: { Cat: cat, Dog: dog } }
    ),
    ['error request.body.incompatible /meow']
  ],
  [
    'readOnly and required in a request: it need not be sent',
    sends({ name: 'x' }),
    takes({ type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer', readOnly: true }, name: text } }),
    []
  ],
  [
    'writeOnly expected in a response',
    answers({ password: 'x' }, types),
    api({ type: 'object', required: ['password'], properties: { password: { type: 'string', writeOnly: true } } }),
    ['warning res.field.optional /password']
  ],
  ['the body false', sends(false), takes({ type: 'object' }), ['error request.body.incompatible']],
  ['the body 0', answers(0, types), api({ type: 'object' }), ['error res.field.type']],
  ['the body null', answers(null), api({ type: 'object' }), ['error res.field.type']],
  [
    'null among the values of a nullable enum',
    answers({ a: null }, types),
    api({ type: 'object', required: ['a'], properties: { a: { type: 'string', nullable: true, enum: ['x'] } } }),
    ['warning res.field.value /a']
  ],
  [
    'null, where the document allows it',
    answers({ a: 'x' }, types),
    api({ type: 'object', required: ['a'], properties: { a: { type: 'string', nullable: true } } }),
    ['warning res.field.null /a']
  ]
]
