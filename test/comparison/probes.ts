import t from 'tap'
import { api, compared, pact, told } from './compared.ts'
import { answers, asks, json, operation, type Row, sends, takes, text, types } from './probe-documents.ts'
import { schemas } from './probe-schemas.ts'

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
