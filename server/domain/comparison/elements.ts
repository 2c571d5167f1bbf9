import type { Offered } from './compare-contract.ts'
import type { Operation } from './documents/api.ts'
import { isObject, itemsOf, type Json, member, membersOf } from './json.ts'
import { elementOf } from './messages/offer.ts'
import { into } from './pointer.ts'
import type { SchemaNode } from './schema/node.ts'
import { followRef } from './schema/source.ts'

/** Something a provider promises, with its window as the document announces it. */
export interface Element {
  key: string
  /** Of messages: as the owner of the document sees it. */
  direction?: 'sends' | 'receives'
  deprecated: boolean
  deprecatedOn?: string
  sunset?: string
}

const deepest = 8
/** Fields under one body: linked schemas have endless many. */
const mostFields = 1_000

/**
 * The elements of a provider's documents: operations, parameters, statuses, messages, and the fields of their bodies, those
 * near the root first where there are too many.
 */
export function elementsOf({ apis, catalogues }: Offered): Element[] {
  const found = new Map<string, Element>()
  const add = (element: Element) => {
    if (!found.has(element.key)) found.set(element.key, element)
  }
  for (const operation of apis.flatMap(({ operations }) => operations)) addOperation(operation, add)
  for (const offer of catalogues.flatMap(({ offers }) => offers)) {
    const { direction, payload } = offer
    add({ key: elementOf(offer), direction, ...windowOf(offer) })
    if (payload?.schema !== undefined) addFields(payload.schema, elementOf(offer), add, direction)
  }
  return [...found.values()]
}

type Add = (element: Element) => void
type Window = Pick<Element, 'deprecated' | 'deprecatedOn' | 'sunset'>

const windowOf = ({ deprecated, deprecatedOn, sunset }: Window): Window => ({
  deprecated,
  ...(deprecatedOn !== undefined && { deprecatedOn }),
  ...(sunset !== undefined && { sunset })
})

function addOperation(operation: Operation, add: Add): void {
  const key = `${operation.method} ${operation.template}`
  add({ key, ...windowOf(operation) })
  for (const { place, name, deprecated } of operation.parameters) add({ key: `${key}#request.${place}/${name}`, deprecated })
  for (const { schema } of operation.body?.media ?? []) if (schema !== undefined) addFields(schema, `${key}#request.body`, add)
  for (const { status, media, headers } of operation.responses) {
    add({ key: `${key}#response.${status}`, deprecated: false })
    for (const { name } of headers) add({ key: `${key}#response.${status}.header/${name.toLowerCase()}`, deprecated: false })
    for (const { schema } of media) if (schema !== undefined) addFields(schema, `${key}#response.${status}.body`, add)
  }
}

interface Place {
  raw: Json
  pointer: string
  above: readonly Json[]
}

/** The fields under a schema, level by level. A schema inside itself is entered once. */
function addFields(schema: SchemaNode, prefix: string, add: Add, direction?: Element['direction']): void {
  const queue: Place[] = [{ raw: schema.raw, pointer: '', above: [] }]
  let left = mostFields
  for (let place = queue.shift(); place !== undefined && left > 0; place = queue.shift()) {
    for (const { name, raw, pointer, above } of partsOf(schema.source.root, place)) {
      if (name !== undefined) {
        left--
        add({ key: prefix + pointer, ...(direction && { direction }), ...windowIn(raw) })
      }
      queue.push({ raw, pointer, above })
    }
  }
}

function partsOf(root: Json, { raw, pointer, above }: Place): Array<Place & { name?: string }> {
  const ref = member(raw, '$ref')
  const value = typeof ref === 'string' ? followRef(root, ref)?.value : raw
  if (!isObject(value) || above.includes(value) || above.length > deepest) return []
  const inside = [...above, value]
  const same = ['allOf', 'anyOf', 'oneOf'].flatMap(keyword =>
    itemsOf(member(value, keyword)).map(part => ({ raw: part, pointer, above: inside }))
  )
  const named = membersOf(member(value, 'properties')).map(([name, part]) => ({
    name,
    raw: part,
    pointer: into(pointer, name),
    above: inside
  }))
  const each = ['items', 'additionalProperties'].flatMap(keyword => {
    const part = member(value, keyword)
    return isObject(part) ? [{ raw: part, pointer: into(pointer, '*'), above: inside }] : []
  })
  return [...same, ...named, ...each]
}

function windowIn(field: Json): Window {
  const [on, sunset] = [member(field, 'x-deprecated-on'), member(field, 'x-sunset')]
  return {
    deprecated: member(field, 'deprecated') === true,
    ...(typeof on === 'string' && { deprecatedOn: on }),
    ...(typeof sunset === 'string' && { sunset })
  }
}
