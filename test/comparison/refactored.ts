import { isObject } from '../../server/domain/comparison/json.ts'

const schemaMaps = ['properties', 'patternProperties']
const schemaLists = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const single = ['items', 'additionalProperties', 'not', 'contains', 'if', 'then', 'else']

/** The same schema with every part of it moved to a definition, or wrapped in an allOf. */
export function refactored(schema: unknown): unknown {
  const definitions: Record<string, unknown> = {}
  let next = 0
  function moved(part: unknown): unknown {
    const inside = inner(part)
    if (next % 2 === 0) {
      next++
      return { allOf: [inside] }
    }
    const name = `d${next++}`
    definitions[name] = inside
    return { $ref: `#/$defs/${name}` }
  }
  function inner(part: unknown): unknown {
    if (!isObject(part)) return part
    return Object.fromEntries(
      Object.entries(part).map(([name, value]) => {
        if (schemaMaps.includes(name) && isObject(value))
          return [name, Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one)]))]
        if (schemaLists.includes(name) && Array.isArray(value)) return [name, value.map(moved)]
        return [name, single.includes(name) ? moved(value) : value]
      })
    )
  }
  const root = moved(schema)
  return { allOf: [root], $defs: definitions }
}
