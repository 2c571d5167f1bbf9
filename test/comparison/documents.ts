import t from 'tap'
import { readApi } from '../../server/domain/comparison/documents/read-api.ts'
import { basePath } from '../../server/domain/comparison/documents/servers.ts'
import { Router } from '../../server/domain/comparison/http/route.ts'
import type { Json } from '../../server/domain/comparison/json.ts'
import { versionIn } from '../../server/domain/comparison/messages/offer.ts'
import { readMessages } from '../../server/domain/comparison/messages/read-catalogue.ts'

const responses = { 200: { description: 'ok' } }
const api = (paths: object, more: object = {}) => readApi({ openapi: '3.1.0', paths, ...more } as Json)!

const bases: Array<[url: string | undefined, expected: string[]]> = [
  ['https://api.example.org/v1/', ['/v1']],
  ['https://api.example.org', []],
  ['/v2', ['/v2']],
  ['/', []],
  ['https://{host}:{port}/{stage}/api', ['/{stage}/api']],
  ['{base}/v1', ['/v1']],
  [undefined, []]
]

t.test('the path of a server', async t => {
  for (const [url, expected] of bases) t.same(basePath(url), expected, String(url))
})

const routes: Array<[path: string, expected: string | undefined, values?: object]> = [
  ['/users/1', '/users/{id}', { id: '1' }],
  ['/users/me', '/users/me'],
  ['/users/a%2Fb', '/users/{id}', { id: 'a/b' }],
  ['/users/a+b', '/users/{id}', { id: 'a+b' }],
  ['/users/1/', '/users/{id}', { id: '1' }],
  ['/files/a.b.json', '/files/{name}.json', { name: 'a.b' }],
  ['/range/1-2', '/range/{from}-{to}', { from: '1', to: '2' }],
  ['/v1/users/1', '/users/{id}', { id: '1' }],
  ['/v2/users/1', undefined],
  ['/users', undefined],
  ['/files/.json', undefined]
]

t.test('a path is routed to the most literal template', async t => {
  const paths = ['/users/{id}', '/users/me', '/files/{name}.json', '/range/{from}-{to}'].map(path => [
    path,
    { get: { responses } }
  ])
  const router = new Router(api(Object.fromEntries(paths), { servers: [{ url: '/v1' }] }).operations)
  for (const [path, expected, values = {}] of routes) {
    const [found] = router.find('GET', path)
    t.equal(found?.operation.path, expected, path)
    if (found !== undefined) t.same(Object.fromEntries(found.values), values, path)
  }
})

t.test('parameters of a path hold for its operations, and are replaced by name and place', async t => {
  const shared = { in: 'query', name: 'page', schema: { type: 'integer' } }
  const { operations } = api(
    {
      '/a': {
        parameters: [shared, { $ref: '#/components/parameters/Size' }],
        get: {
          parameters: [
            { ...shared, required: true },
            { in: 'header', name: 'page', schema: {} }
          ],
          responses
        }
      }
    },
    { components: { parameters: { Size: { in: 'query', name: 'size', explode: false, schema: { type: 'array' } } } } }
  )
  t.same(
    operations[0]?.parameters.map(({ place, name, required, style, explode }) => [place, name, required, style, explode]),
    [
      ['query', 'page', true, 'form', true],
      ['query', 'size', false, 'form', false],
      ['header', 'page', false, 'simple', false]
    ]
  )
})

t.test('security of the document holds where an operation has none of its own', async t => {
  const { operations } = api(
    { '/a': { get: { responses }, post: { responses, security: [] }, put: { responses, security: [{ b: [], k: [] }, {}] } } },
    {
      security: [{ k: [] }],
      components: { securitySchemes: { k: { type: 'apiKey', in: 'query', name: 'key' }, b: { type: 'http', scheme: 'Bearer' } } }
    }
  )
  const told = operations.map(
    ({ method, security }) => `${method} ${security.map(all => all.map(({ kind }) => kind).join('+')).join(' or ')}`
  )
  t.same(told, ['GET apiKey', 'PUT http+apiKey or ', 'POST '])
})

t.test('deprecation is read with its dates', async t => {
  const { operations } = api({
    '/a': { get: { deprecated: true, 'x-deprecated-on': '2026-01-01', 'x-sunset': '2026-06-30', responses } }
  })
  t.match(operations, [{ deprecated: true, deprecatedOn: '2026-01-01', sunset: '2026-06-30' }])
})

t.test('what cannot be followed is named where it stands', async t => {
  const read = api({
    '/a': { get: { requestBody: { $ref: '#/components/requestBodies/None' }, responses } },
    '/b': { $ref: 'b.yaml' }
  })
  t.match(read.problems, [{ code: 'spec.ref.unresolved', pointer: '/paths/~1b', detail: 'b.yaml' }])
  t.match(read.operations[0]?.problems, [{ detail: '#/components/requestBodies/None' }])
})

t.test('versions that YAML makes numbers of are versions', async t => {
  t.ok(readApi({ swagger: 2, paths: {} }))
  t.notOk(readApi({ openapi: '4.0', paths: {} }))
  t.notOk(readApi(null))
})

t.test('AsyncAPI 2 and 3 tell the same messages', async t => {
  const payload = { type: 'object' }
  const two = {
    asyncapi: '2.6.0',
    channels: {
      'orders.v1': {
        subscribe: { operationId: 'send', message: { $ref: '#/components/messages/Placed' } },
        publish: { message: { name: 'cancel', payload } }
      }
    },
    components: { messages: { Placed: { name: 'placed.v2', payload } } }
  }
  const three = {
    asyncapi: '3.0.0',
    defaultContentType: 'application/json',
    channels: {
      o: {
        address: 'orders.v1',
        messages: {
          Placed: { $ref: '#/components/messages/Placed' },
          Cancel: { name: 'cancel', 'x-message-version': 7, payload }
        }
      }
    },
    operations: {
      send: { action: 'send', channel: { $ref: '#/channels/o' }, messages: [{ $ref: '#/channels/o/messages/Placed' }] },
      receive: { action: 'receive', channel: { $ref: '#/channels/o' } }
    },
    components: two.components
  }
  const told = (document: unknown) =>
    readMessages(document as Json)!.offers.map(
      ({ direction, channel, key, name, version, payload }) =>
        `${direction} ${channel} ${key} ${name}@${version} ${payload?.format}`
    )
  t.same(told(two), ['sends orders.v1 Placed placed.v2@2 json', 'receives orders.v1 cancel cancel@1 json'])
  t.same(told(three), [
    'sends orders.v1 Placed placed.v2@2 json',
    'receives orders.v1 Placed placed.v2@2 json',
    'receives orders.v1 Cancel cancel@7 json'
  ])
})

t.test('a message tells its version by its name, where it has none', async t => {
  const names = ['placed', 'placed.v2', 'placed-v3', 'placed_v4', 'PlacedV5', 'env6', 'v7']
  t.same(names.map(versionIn), ['1', '2', '3', '4', '5', '1', '1'])
})

t.test('a catalogue is a plain list', async t => {
  const catalogue = {
    catalogue: 1,
    messages: [
      { name: 'placed', version: '3', channel: 'orders', schema: { $ref: '#/schemas/Order' } },
      { name: 'stop', direction: 'receives' }
    ],
    schemas: { Order: { type: 'object' } }
  }
  t.match(readMessages(catalogue)!.offers, [
    { direction: 'sends', channel: 'orders', name: 'placed', version: '3', payload: { format: 'json' } },
    { direction: 'receives', channel: '', name: 'stop', version: '1' }
  ])
})

t.test('a version that YAML takes for a number is read like the text', async t => {
  const paths = {
    '/a': { get: { responses, parameters: [{ in: 'query', name: 'q', schema: { type: 'string', nullable: true } }] } }
  }
  for (const openapi of [3, '3.0', '3.0.3']) {
    const [operation] = readApi({ openapi, paths } as Json)?.operations ?? []
    t.equal(operation?.parameters[0]?.schema?.source.dialect.nullable, true, `openapi: ${openapi}`)
  }
  t.equal(readApi({ openapi: 3.1, paths } as Json)?.operations.length, 1)
  t.equal(readApi({ swagger: 2, paths } as Json)?.operations.length, 1)
  for (const asyncapi of [2, 3]) t.ok(readMessages({ asyncapi, channels: {}, operations: {} } as Json), `asyncapi: ${asyncapi}`)
})
