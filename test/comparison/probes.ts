import t from 'tap'
import { api, compared, pact, told, typed } from './compared.ts'

/** What other comparators get wrong, each answered as it should be. */
type Row = [says: string, contract: unknown, document: unknown, expected: string[]]

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
const answers = (body: unknown, rules?: object) =>
  pact({}, { headers: typed, body, ...(rules && { matchingRules: { body: rules } }) })
const sends = (body: unknown) => pact({ method: 'POST', path: '/users', headers: typed, body }, { status: 201 })
const takes = (schema: unknown, components: object = {}, openapi = '3.0.3') => ({
  openapi,
  paths: { '/users': { post: { requestBody: json(schema), responses: { 201: { description: 'created' } } } } },
  components
})
const asks = (request: object) => pact({ path: '/users/1', ...request }, { status: 200 })
const operation = (more: object) => ({
  openapi: '3.0.3',
  paths: { '/users/{id}': { get: { responses: { 200: { description: 'ok' } }, ...more } } }
})
const text = { type: 'string' }
const cat = { type: 'object', required: ['kind', 'meow'], properties: { kind: text, meow: { type: 'boolean' } } }
const dog = { type: 'object', required: ['kind', 'bark'], properties: { kind: text, bark: { type: 'boolean' } } }
const types = { $: { matchers: [{ match: 'type' }] } }

const schemas: Row[] = [
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

const requests: Row[] = [
  [
    'a required query parameter without a type is missing',
    asks({}),
    operation({ parameters: [{ in: 'query', name: 'q', required: true, schema: {} }] }),
    ['error request.query.incompatible q']
  ],
  [
    'a required query parameter with content is missing',
    asks({}),
    operation({ parameters: [{ in: 'query', name: 'q', required: true, ...json({}) }] }),
    ['error request.query.incompatible q']
  ],
  [
    'a required cookie is missing',
    asks({}),
    operation({ parameters: [{ in: 'cookie', name: 'c', required: true, schema: text }] }),
    ['error request.cookie.incompatible c']
  ],
  [
    'two keys in one requirement, one is sent',
    asks({ headers: { 'X-One': '1' } }),
    {
      ...operation({ security: [{ one: [], two: [] }] }),
      components: {
        securitySchemes: {
          one: { type: 'apiKey', in: 'header', name: 'X-One' },
          two: { type: 'apiKey', in: 'header', name: 'X-Two' }
        }
      }
    },
    ['error request.authorization.missing']
  ],
  [
    'two requirements, one is met',
    asks({ headers: { 'X-One': '1' } }),
    {
      ...operation({ security: [{ one: [] }, { two: [] }] }),
      components: {
        securitySchemes: {
          one: { type: 'apiKey', in: 'header', name: 'X-One' },
          two: { type: 'apiKey', in: 'header', name: 'X-Two' }
        }
      }
    },
    []
  ],
  [
    'a parameter with a dot in its name',
    asks({}),
    {
      openapi: '3.1.0',
      paths: {
        '/users/{user.id}': {
          get: {
            parameters: [{ in: 'path', name: 'user.id', required: true, schema: { type: 'integer' } }],
            responses: { 200: {} }
          }
        }
      }
    },
    []
  ],
  [
    'two paths of the same shape',
    asks({ path: '/users/abc' }),
    {
      openapi: '3.0.3',
      paths: {
        '/users/{id}': {
          get: { parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'integer' } }], responses: { 200: {} } }
        },
        '/users/{name}': { get: { responses: { 200: {} } } }
      }
    },
    []
  ],
  [
    'headers that mix texts and lists',
    asks({ headers: { Accept: 'text/plain', 'Accept-Language': ['de', 'en'] } }),
    operation({ responses: { 200: { content: { 'text/plain': {} } } } }),
    []
  ],
  ['statuses in lower case', asks({}), operation({ responses: { '2xx': { description: 'ok' } } }), []]
]

const media: Row[] = [
  [
    'the schema is chosen by the Content-Type of the response, not by what is accepted',
    pact(
      { headers: { Accept: '*/*' } },
      { headers: { 'Content-Type': 'application/problem+json' }, body: { title: 'x' }, matchingRules: { body: types } }
    ),
    operation({
      responses: {
        200: {
          content: {
            'application/json': { schema: { type: 'object', required: ['id'], properties: { id: text } } },
            'application/problem+json': { schema: { type: 'object', required: ['title'], properties: { title: text } } }
          }
        }
      }
    }),
    []
  ]
]

// biome-ignore-start lint/suspicious/noThenProperty: the keyword is called so
const newer: Row[] = [
  [
    'prefixItems',
    sends(['x', 'y']),
    takes({ type: 'array', prefixItems: [text, { type: 'integer' }] }, {}, '3.1.0'),
    ['error request.body.incompatible /1']
  ],
  [
    '$ref beneath patternProperties',
    sends({ xa: 1 }),
    takes(
      { type: 'object', patternProperties: { '^x': { $ref: '#/components/schemas/Text' } } },
      { schemas: { Text: text } },
      '3.1.0'
    ),
    ['error request.body.incompatible /xa']
  ],
  [
    '$ref beneath if and then',
    sends({ a: 1 }),
    takes(
      { if: { $ref: '#/components/schemas/HasA' }, then: { required: ['b'] } },
      { schemas: { HasA: { required: ['a'] } } },
      '3.1.0'
    ),
    ['error request.body.incompatible /b']
  ],
  [
    'an object or null: what is not declared is not sent',
    answers({ a: 'x' }, types),
    { ...api({ type: ['object', 'null'], properties: { b: text } }), openapi: '3.1.0' },
    ['error res.field.gone /a', 'warning res.field.null']
  ]
]
// biome-ignore-end lint/suspicious/noThenProperty: the keyword is called so

const spoilt: Row[] = [
  ['a schema that is none spoils what uses it', answers({ a: 'x' }), api({ type: 'int' }), ['undecided spec.schema.invalid']],
  [
    'a remote reference is named, not fetched',
    answers({ a: 'x' }),
    api({ $ref: 'https://example.org/a.json' }),
    ['undecided spec.ref.unresolved']
  ],
  [
    'elsewhere in the document, it spoils nothing',
    answers({ a: 'x' }, types),
    {
      ...api({ type: 'object', required: ['a'], properties: { a: text, other: { type: 'int' } } }),
      'x-other': { $ref: 'nowhere' }
    },
    []
  ],
  [
    'a path that is a remote reference',
    asks({}),
    { openapi: '3.0.3', paths: { '/users/{id}': { $ref: 'users.yaml' } } },
    ['undecided spec.ref.unresolved']
  ]
]

for (const [subject, rows] of Object.entries({ schemas, requests, media, newer, spoilt })) {
  t.test(`what others get wrong: ${subject}`, async t => {
    for (const [says, contract, document, expected] of rows) t.same(told(compared(contract, document)), expected, says)
  })
}
