import t from 'tap'
import type { Operation } from '../../server/domain/comparison/documents/api.ts'
import { readApi } from '../../server/domain/comparison/documents/read-api.ts'
import { isObject, type Json } from '../../server/domain/comparison/json.ts'
import { createEngine, fits } from '../../server/domain/comparison/schema/engine.ts'
import type { SchemaNode } from '../../server/domain/comparison/schema/node.ts'
import { tellStory } from '../story.ts'

/** Every schema with a word more that means nothing: what is spelled alike is no longer, and has to be proved. */
function shaken(value: Json): Json {
  if (Array.isArray(value)) return value.map(shaken)
  if (!isObject(value)) return value
  const inside = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shaken(inner)]))
  return 'type' in value || 'anyOf' in value || 'allOf' in value ? { ...inside, 'x-shaken': true } : inside
}

const schemasOf = ({ body, parameters, responses }: Operation): SchemaNode[] =>
  [...(body?.media ?? []), ...parameters, ...responses.flatMap(({ media }) => media)].flatMap(({ schema }) => schema ?? [])

t.test("every schema of the broker's own description fits itself, told in other words or not", async t => {
  const { get } = await tellStory(t)
  const document = (await get('/openapi.json')).body as Json
  const schemas = readApi(document)!.operations.flatMap(schemasOf)
  t.ok(schemas.length > 200, `${schemas.length} schemas`)
  for (const copy of [structuredClone(document), shaken(document)]) {
    const others = readApi(copy)!.operations.flatMap(schemasOf)
    const engine = createEngine({ limits: { steps: 5_000_000 } })
    const apart = schemas.filter((schema, i) => fits(engine, schema, others[i]!).outcome !== 'ok')
    t.same(
      apart.map(({ pointer }) => pointer),
      []
    )
  }
})
