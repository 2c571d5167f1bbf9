import type { Json, JsonObject } from '../server/domain/comparison/json.ts'

const operations = 600
const components = 400
const sentence = 'What this is for, in the words of whoever described it, as descriptions have it for each of their parts. '

/**
 * A document in the manner of a large public API: always the same. Schemas refer to earlier ones, which share a few; with allOf, oneOf,
 * nullable and enums, parameters by reference, and an example for every body.
 */
export function largeDocument(): JsonObject {
  const made = Array.from({ length: components }, (_, i) => schema(i))
  return {
    openapi: '3.0.3',
    info: { title: 'A large API', version: '1' },
    servers: [{ url: 'https://api.example.org' }],
    paths: Object.fromEntries(Array.from({ length: operations / 2 }, (_, i) => [path(i), pathItem(i)])),
    components: {
      schemas: Object.fromEntries(made.map((each, i) => [name(i), each])),
      parameters: {
        page: { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } },
        'per-page': { name: 'per_page', in: 'query', schema: { type: 'integer', maximum: 100 } }
      },
      responses: { missing: { description: 'Not found', content: json(ref(0), example(0)) } }
    }
  }
}

const name = (i: number) => `thing-${i}`
const path = (i: number) => `/owners/{owner}/things-${i}/{id}`
const ref = (i: number): JsonObject => ({ $ref: `#/components/schemas/${name(i)}` })
const json = (schema: JsonObject, value: Json): JsonObject => ({
  'application/json': { schema, examples: { default: { value } } }
})

/** Those that schema i refers to: near ones, and one of a few that all share. */
const others = (i: number): number[] => [...new Set([Math.floor(i / 2), Math.floor(i / 3), i % 7])].filter(other => other < i)

function schema(i: number): JsonObject {
  const [first, second, third] = others(i)
  return {
    title: name(i),
    description: sentence,
    type: 'object',
    required: ['id', 'node_id', 'url', 'state', 'created_at'],
    properties: {
      id: { type: 'integer', format: 'int64', description: sentence },
      node_id: { type: 'string', description: sentence },
      name: { type: 'string', nullable: true },
      url: { type: 'string', format: 'uri' },
      state: { type: 'string', enum: ['open', 'closed', 'all', 'queued', 'completed'], default: 'open' },
      created_at: { type: 'string', format: 'date-time' },
      count: { type: 'integer', minimum: 0 },
      ratio: { type: 'number', nullable: true },
      private: { type: 'boolean' },
      topics: { type: 'array', items: { type: 'string' } },
      labels: {
        type: 'array',
        items: { oneOf: [{ type: 'string' }, { type: 'object', required: ['color'], properties: { color: { type: 'string' } } }] }
      },
      ...(first !== undefined && { owner: ref(first) }),
      ...(second !== undefined && { assignee: { nullable: true, allOf: [ref(second)] } }),
      ...(third !== undefined && { parts: { type: 'array', items: ref(third) } })
    }
  }
}

/** A value that fits; what it refers to is told two levels deep. */
function example(i: number, depth = 2): JsonObject {
  const [first, second, third] = depth === 0 ? [] : others(i)
  return {
    id: i,
    node_id: `node ${i}`,
    name: i % 3 === 0 ? null : name(i),
    url: `https://api.example.org/things/${i}`,
    state: 'open',
    created_at: '2026-01-31T12:00:00Z',
    count: i,
    ratio: i / 8,
    private: false,
    topics: ['a', 'b'],
    labels: ['a', { color: 'red' }],
    ...(first !== undefined && { owner: example(first, depth - 1) }),
    ...(second !== undefined && { assignee: example(second, depth - 1) }),
    ...(third !== undefined && { parts: [example(third, depth - 1), example(third, 0)] })
  }
}

function pathItem(i: number): JsonObject {
  const [answered, sent] = [(i * 11) % components, (i * 17) % components]
  const parameters = [
    { name: 'owner', in: 'path', required: true, schema: { type: 'string' }, example: 'octo' },
    { name: 'id', in: 'path', required: true, schema: { type: 'integer' }, example: i }
  ]
  const missing = { $ref: '#/components/responses/missing' }
  const paging = [{ $ref: '#/components/parameters/page' }, { $ref: '#/components/parameters/per-page' }]
  return {
    get: {
      operationId: `things/get-${i}`,
      description: sentence.repeat(3),
      parameters: [...parameters, ...paging],
      responses: { 200: { description: 'ok', content: json(ref(answered), example(answered)) }, 404: missing }
    },
    post: {
      operationId: `things/create-${i}`,
      description: sentence.repeat(3),
      parameters,
      requestBody: { required: true, content: json(ref(sent), example(sent)) },
      responses: {
        201: { description: 'created', content: json({ type: 'array', items: ref(answered) }, [example(answered)]) },
        404: missing
      }
    }
  }
}
