import t from 'tap'
import { mayHold, packElements, readWithElements, unpackElements } from '../../server/domain/windows/document-elements.ts'

const read = (document: object) => {
  const found = readWithElements(JSON.stringify(document))
  if ('problems' in found) throw new Error(found.problems.join())
  return unpackElements(packElements(found.elements))
}
const schemas = (schema: object, components: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: { '/a': { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } } },
  components: { schemas: components }
})
const body = 'GET /a#response.200.body'

t.test('elements come back from the text as they were, plain ones and others', async t => {
  const { elements, cut } = read({
    openapi: '3.0.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        get: {
          'x-audience': 'public',
          'x-deprecated-on': '2026-01-01',
          'x-sunset': 'soon',
          parameters: [{ name: 'q', in: 'query', 'x-sunset': '2026-02-01' }],
          responses: { 200: { description: '', headers: { 'X-Old': { deprecated: true, schema: {} } } } }
        },
        post: { responses: {} }
      }
    }
  })
  t.same(cut, [])
  t.same(elements, [
    {
      key: 'GET /a',
      audience: 'public',
      declared: { deprecatedOn: Date.parse('2026-01-01'), sunset: undefined, odd: ['soon'] }
    },
    {
      key: 'GET /a#request.query/q',
      audience: 'public',
      declared: { deprecatedOn: undefined, sunset: Date.parse('2026-02-02') - 1, odd: [] }
    },
    { key: 'GET /a#response.200', audience: 'public' },
    {
      key: 'GET /a#response.200.header/x-old',
      audience: 'public',
      declared: { deprecatedOn: undefined, sunset: undefined, odd: [] }
    },
    { key: 'POST /a' }
  ])
})

t.test('a message that is sent and received is two elements', async t => {
  const { elements } = read({
    catalogue: 1,
    messages: [
      { name: 'Order', channel: 'orders', deprecated: true },
      { name: 'Order', channel: 'orders', direction: 'receives', schema: { properties: { id: {} } } }
    ]
  })
  t.match(elements, [
    { key: 'orders#Order@1', direction: 'sends', declared: {} },
    { key: 'orders#Order@1', direction: 'receives', declared: undefined },
    { key: 'orders#Order@1/id', direction: 'receives' }
  ])
})

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [`f${i}`, {}]))
const cuts: Array<[says: string, document: object, cut: string[]]> = [
  ['more fields than are told', schemas({ properties: many }), [body]],
  ['a schema inside itself', schemas(ref('Node'), { Node: { properties: { next: ref('Node') } } }), [`${body}/next`]],
  ['a field that leads nowhere', schemas({ properties: { a: ref('Gone'), b: true } }), [`${body}/a`]],
  [
    'a schema deeper than is looked',
    schemas(JSON.parse(`${'{"properties":{"a":'.repeat(12)}{}${'}}'.repeat(12)}`)),
    [`${body}${'/a'.repeat(9)}`]
  ],
  [
    'a path that cannot be read',
    { openapi: '3.0.0', info: {}, paths: { '/x/{id}': { $ref: '#/components/pathItems/none' } } },
    ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'].map(method => `${method} /x/{}`)
  ],
  [
    'a payload in another format',
    { catalogue: 1, messages: [{ name: 'A', schemaFormat: 'application/vnd.apache.avro', schema: { type: 'record' } }] },
    ['#A@1']
  ]
]
for (const [says, document, cut] of cuts) t.same(read(document).cut, cut, `it is known where something may be missing: ${says}`)

t.test('what stands under a key that was cut may be there', async t => {
  t.ok(mayHold({ cut: [body] }, `${body}/anything`))
  t.notOk(mayHold({ cut: [body] }, 'GET /a#response.404'))
  t.notOk(mayHold({ cut: ['GET /a'] }, 'GET /ab'))
  t.ok(mayHold({ cut: ['GET /a'] }, 'GET /a#request.query/x'))
  t.ok(mayHold({ cut: [''] }, 'anything'))
  t.notOk(mayHold({ cut: [] }, 'anything'))
})

t.test('schemas combined without end take little time', async t => {
  const all = { allOf: Array.from({ length: 40 }, (_, i) => ref(`S${i}`)) }
  const components = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`S${i}`, all]))
  const started = Date.now()
  t.same(read(schemas(ref('S0'), components)).cut.includes(body), true)
  t.ok(Date.now() - started < 2_000)
})

t.test('what is no document is told as before', async t => {
  t.match(readWithElements('{"openapi":"9"}'), { problems: [/must be/] })
})

t.test('nor does a short document that combines them for many endpoints', async t => {
  const all = { allOf: Array.from({ length: 20 }, (_, i) => ref(`S${i}`)) }
  const components = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`S${i}`, all]))
  const { paths, ...rest } = schemas(ref('S0'), components)
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`/p${i}`, paths['/a']]))
  const started = Date.now()
  t.equal(read({ ...rest, paths: many }).cut.length, 60)
  t.ok(Date.now() - started < 3_000, `${Date.now() - started} ms`)
})
