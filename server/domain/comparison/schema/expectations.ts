import type { Json, JsonObject } from '../json.ts'
import { setMember } from '../json.ts'
import type { SchemaNode } from './node.ts'
import { dialects, SchemaSource } from './source.ts'

/** What contracts expect. Interactions expect much alike: equal parts are one schema, so that what was found for one holds for all. */
export class Expectations {
  readonly #source = new SchemaSource('contract', true, dialects['2020-12'])
  readonly #known = new Map<string, Json>()
  readonly #ids = new Map<Json, number>()

  /** Made of a schema that refers to nothing. */
  node(schema: JsonObject): SchemaNode {
    return this.#source.node('', this.#shared(schema))
  }

  #shared(value: Json): Json {
    if (typeof value !== 'object' || value === null) return value
    const parts = Object.entries(value).map(([name, part]): [string, Json] => [name, this.#shared(part)])
    const keys = parts.map(([name, part]) => `${JSON.stringify(name)}:${this.#keyOf(part)}`)
    const key = Array.isArray(value) ? `[${keys.join()}]` : `{${keys.join()}}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = Array.isArray(value) ? parts.map(([, part]) => part) : objectOf(parts)
    this.#known.set(key, made)
    this.#ids.set(made, this.#ids.size)
    return made
  }

  #keyOf(part: Json): string {
    const id = this.#ids.get(part)
    return id === undefined ? JSON.stringify(part) : `#${id}`
  }
}

function objectOf(parts: ReadonlyArray<[string, Json]>): JsonObject {
  const object: JsonObject = {}
  for (const [name, part] of parts) setMember(object, name, part)
  return object
}
