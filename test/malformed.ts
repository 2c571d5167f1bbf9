import fc from 'fast-check'
import type { Route, RouteSchema } from './routes.ts'

/** A request that may be anything, but is sent to the route. */
export interface OddRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: Buffer | undefined
}

interface Schema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  items?: Schema
}

/** Names that the story knows, so that requests reach beyond the first refusal. */
const known = ['web', 'api', '1', '2', 'main', 'dev', 'test', 'latest']

const segments = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map(encodeURIComponent) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '%00',
      '%0a',
      '%ff',
      '%E0%A4%A',
      '%',
      '%2F',
      '%2e%2e',
      '..',
      '%20',
      '-1',
      '1e309',
      '99999999999999999999',
      "'%20or%201=1%20--",
      '%F0%9F%98%80',
      '{uuid}',
      'x'.repeat(300),
      'x'.repeat(20_000),
      '%C2%80',
      'all',
      '00000000-0000-4000-8000-000000000000',
      'da39a3ee5e6b4b0d3255bfef95601890afd80709'
    )
  }
)

const texts = fc.oneof(
  fc.constantFrom(...known),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\n',
    'x'.repeat(300),
    'https://x',
    'javascript:1',
    '2026-01-31',
    'e30=',
    '=',
    'true'
  )
)

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  texts,
  fc.constantFrom(null, [], {}, 0, -1, 1e308, true, [[[[]]]], JSON.parse('{"__proto__":{"a":1},"constructor":1}'))
)

/** What fits a schema now and then: members may lack, and anything may stand anywhere. */
function nearly(schema: Schema | undefined): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 7, arbitrary: fitting(schema ?? {}) }, { weight: 1, arbitrary: anything })
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined && schema.enum.length > 0) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(nearly))
  switch ([schema.type].flat()[0]) {
    case 'object':
      return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, nearly(each)])), {
        requiredKeys: []
      })
    case 'array':
      return fc.array(nearly(schema.items), { maxLength: 3 })
    case 'string':
      return texts
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer()
    default:
      return anything
  }
}

const oddBodies = fc.constantFrom(
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1',
  '{"a":1}{"b":2}',
  '{"a":\u0000}',
  `${'['.repeat(60)}${']'.repeat(60)}`,
  `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`,
  '{"interactions":1,"messages":{}}',
  '{"interactions":[null,1,{"_id":"\\u0000"},{"_id":7}],"metadata":7}',
  '\ufeff{}'
)

const bodies = (schema: RouteSchema): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 6, arbitrary: nearly(schema.body as Schema | undefined).map(value => Buffer.from(JSON.stringify(value))) },
    { weight: 2, arbitrary: oddBodies.map(text => Buffer.from(text)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)) }
  )

const names = (schema: RouteSchema) => Object.keys((schema.querystring as Schema | undefined)?.properties ?? {})

const queries = (schema: RouteSchema): fc.Arbitrary<string> => {
  const name = fc.constantFrom(
    ...names(schema),
    'q',
    'q[]',
    'q[][pacticipant]',
    'q[][version]',
    'q[a]',
    'page',
    'size',
    '__proto__[a]'
  )
  const ending = fc.constantFrom('', '', '', '[]', '[a]', '[][a]', '[', ']', '%5B%5D', '[a][b][c][d][e][f][g][h][i][j]')
  const pair = fc.tuple(name, ending, segments).map(([key, rest, value]) => `${key}${rest}=${value}`)
  return fc.oneof(
    fc.constantFrom('', '?', '?&&=&', '?%', '?%00', '?a', '?[]=1'),
    fc.array(pair, { maxLength: 5 }).map(pairs => `?${pairs.join('&')}`)
  )
}

const headers = fc.record(
  {
    accept: fc.constantFrom(
      '',
      ';;;',
      '*/*;q=abc',
      'text/html',
      'text/html, application/json',
      'text/plain',
      'application/problem+json',
      'image/svg+xml',
      'application/vnd.pactbrokerextended.v1+json',
      ','.repeat(2000)
    ),
    'x-forwarded-proto': fc.constantFrom('javascript', 'https,http', ''),
    'x-forwarded-host': fc.constantFrom('evil"><script>', ''),
    'upgrade-insecure-requests': fc.constantFrom('1', 'x')
  },
  { requiredKeys: [] }
)

const contentTypes = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('application/json', 'application/merge-patch+json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=latin1',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/json/x',
      ';',
      'x'
    )
  }
)

/** Requests to one route, most of them wrong in one way or in several. */
export function oddRequests(route: Route): fc.Arbitrary<OddRequest> {
  const { method, url } = route
  const schema = route.schema()
  const blanks = url.match(/:\w+/g)?.length ?? 0
  const hasBody = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)
  return fc.record({
    method: fc.constant(method),
    url: fc
      .tuple(fc.array(segments, { minLength: blanks, maxLength: blanks }), queries(schema))
      .map(([values, query]) => url.replace(/:\w+/g, () => values.shift() as string) + query),
    headers: hasBody
      ? fc.tuple(headers, contentTypes).map(([others, type]) => ({ ...others, 'content-type': type }) as Record<string, string>)
      : headers.map(others => others as Record<string, string>),
    body: hasBody ? fc.option(bodies(schema), { nil: undefined }) : fc.constant(undefined)
  })
}
