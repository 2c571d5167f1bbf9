import type { Offered } from './compare-contract.ts'
import { type DeclaredWindow, declaredWindow } from './declared-window.ts'
import { type DocumentProblem, erased, methods, type Operation } from './documents/api.ts'
import { isObject, itemsOf, type Json, member, membersOf } from './json.ts'
import { elementOf, type MessageOffer } from './messages/offer.ts'
import { into, tokensOf } from './pointer.ts'
import type { SchemaNode } from './schema/node.ts'
import { followRef } from './schema/source.ts'

/** Something a provider promises, with its window as the document announces it. */
export interface Element extends DeclaredWindow {
  key: string
  /** Of messages: as the owner of the document sees it. */
  direction?: 'sends' | 'receives'
}

export interface ElementsFound {
  elements: Element[]
  /** Keys under which there may be more than is told: too many fields, a schema inside itself, what cannot be read. `''`: anything. */
  cut: string[]
  /** The channels of messages; `retention` as the document says. */
  topics: Topic[]
}

export interface Topic {
  topic: string
  /** Others send there what this provider receives. */
  received: boolean
  retention?: string
}

const deepest = 8
/** Fields under one body: linked schemas have endless many. */
const mostFields = 1_000
/** Schemas looked at under one body: their combinations may be endless without a single field. */
const mostSchemas = 20_000
/** Elements, and schemas looked at unless the caller says, of all documents together. */
const mostElements = 200_000
const mostSteps = 1_000_000

/**
 * The elements of a provider's documents: operations, parameters, statuses, messages, and the fields of their bodies, those
 * near the root first where there are too many.
 */
export const elementsOf = (offered: Offered): Element[] => findElements(offered).elements

/** The same, and where something is missing from it. */
export function findElements({ apis, catalogues }: Offered, steps = mostSteps): ElementsFound {
  const finder = new Finder(steps)
  for (const { operations, problems } of apis) {
    for (const operation of operations) finder.addOperation(operation)
    for (const problem of problems) for (const key of keysLost(problem)) finder.cut.add(key)
  }
  for (const { offers, problems } of catalogues) {
    for (const offer of offers) finder.addMessage(offer)
    if (problems.length > 0) finder.cut.add('')
  }
  return { elements: [...finder.found.values()], cut: [...finder.cut], topics: [...finder.topics.values()] }
}

/** What may stand where the document could not be read. */
function keysLost({ pointer }: DocumentProblem): string[] {
  const [paths, path, ...rest] = tokensOf(pointer)
  const isItem = paths === 'paths' && path !== undefined && rest.length === 0
  return isItem ? methods.map(method => `${method.toUpperCase()} ${erased(path)}`) : ['']
}

interface Place {
  raw: Json
  pointer: string
  above: readonly Json[]
}

/** What all elements inside another have in common with it. */
type Around = Pick<Element, 'direction' | 'audience'>

class Finder {
  readonly found = new Map<string, Element>()
  readonly cut = new Set<string>()
  readonly topics = new Map<string, Topic>()
  #steps: number

  constructor(steps: number) {
    this.#steps = steps
  }

  addOperation(operation: Operation): void {
    const key = `${operation.method} ${operation.template}`
    const { audience } = operation
    const around: Around = audience === undefined ? {} : { audience }
    this.#add({ key, ...windowOf(operation) })
    if (operation.problems.length > 0) this.cut.add(key)
    for (const parameter of operation.parameters) {
      this.#add({ key: `${key}#request.${parameter.place}/${parameter.name}`, ...around, ...windowOf(parameter) })
    }
    for (const { schema } of operation.body?.media ?? []) this.#addFields(schema, `${key}#request.body`, around)
    for (const { status, media, headers } of operation.responses) {
      this.#add({ key: `${key}#response.${status}`, ...around, deprecated: false })
      for (const header of headers) {
        this.#add({ key: `${key}#response.${status}.header/${header.name.toLowerCase()}`, ...around, ...windowOf(header) })
      }
      for (const { schema } of media) this.#addFields(schema, `${key}#response.${status}.body`, around)
    }
  }

  addMessage(offer: MessageOffer): void {
    const { direction, audience, payload, channel, retention } = offer
    const known = this.topics.get(channel)
    const [received, said] = [direction === 'receives' || known?.received === true, known?.retention ?? retention]
    if (channel !== '') this.topics.set(channel, { topic: channel, received, ...(said !== undefined && { retention: said }) })
    const around: Around = { direction, ...(audience !== undefined && { audience }) }
    this.#add({ key: elementOf(offer), direction, ...windowOf(offer) })
    if (payload !== undefined && payload.schema === undefined) this.cut.add(elementOf(offer))
    this.#addFields(payload?.schema, elementOf(offer), around)
  }

  #add(element: Element): void {
    // A message may be both sent and received, each with a window of its own.
    const id = `${element.direction ?? ''} ${element.key}`
    if (this.found.has(id)) return
    if (this.found.size < mostElements) this.found.set(id, element)
    else this.cut.add('')
  }

  /** The fields under a schema, level by level. A schema inside itself is entered once. */
  #addFields(schema: SchemaNode | undefined, prefix: string, around: Around): void {
    if (schema === undefined) return
    const queue: Place[] = [{ raw: schema.raw, pointer: '', above: [] }]
    let left = mostFields
    for (const place of queue) {
      if (left <= 0 || queue.length > mostSchemas || --this.#steps < 0) {
        this.cut.add(prefix)
        return
      }
      const parts = partsOf(schema.source.root, place)
      if (parts === undefined) this.cut.add(prefix + place.pointer)
      for (const { name, raw, pointer, above } of parts ?? []) {
        if (name !== undefined) {
          left--
          this.#add({ key: prefix + pointer, ...around, ...fieldWindow(schema.source.root, raw) })
        }
        queue.push({ raw, pointer, above })
      }
    }
  }
}

const windowOf = ({ deprecated, deprecatedOn, sunset, audience }: DeclaredWindow): DeclaredWindow => ({
  deprecated,
  ...(deprecatedOn !== undefined && { deprecatedOn }),
  ...(sunset !== undefined && { sunset }),
  ...(audience !== undefined && { audience })
})

/** What stands beside a reference comes before what it leads to. */
function fieldWindow(root: Json, raw: Json): DeclaredWindow {
  const own = declaredWindow(raw)
  const ref = member(raw, '$ref')
  if (typeof ref !== 'string') return own
  const there = declaredWindow(followRef(root, ref)?.value)
  return { ...there, ...own, deprecated: own.deprecated || there.deprecated }
}

/** Undefined where it cannot be known, or is not looked at, what is inside. */
function partsOf(root: Json, { raw, pointer, above }: Place): Array<Place & { name?: string }> | undefined {
  const ref = member(raw, '$ref')
  const value = typeof ref === 'string' ? followRef(root, ref)?.value : raw
  if (typeof value === 'boolean') return []
  if (!isObject(value) || above.includes(value) || above.length > deepest) return undefined
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
