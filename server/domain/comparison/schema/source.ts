import { isObject, itemsOf, type Json, type JsonObject, member, membersOf } from '../json.ts'
import { into, pointerOfRef, valueAt } from '../pointer.ts'
import { SchemaNode } from './node.ts'

/** What the specifications disagree on. */
export interface Dialect {
  /** Whether keywords beside `$ref` count (since 2019-09, OpenAPI 3.1). */
  refSiblings: boolean
  /** Whether `nullable` is a keyword (OpenAPI 3.0, `x-nullable` in Swagger 2). */
  nullable: boolean
}

export const dialects = {
  'openapi-3.0': { refSiblings: false, nullable: true },
  'draft-07': { refSiblings: false, nullable: false },
  '2020-12': { refSiblings: true, nullable: false }
} as const satisfies Record<string, Dialect>

/** A request leaves out what is readOnly, a response what is writeOnly. */
export type Flow = 'request' | 'response' | 'either'

const longestChain = 50

/** The schemas of one document, seen in one direction. Each is made once, so that what is known of it is found again. */
export class SchemaSource {
  readonly name: string
  readonly root: Json
  readonly dialect: Dialect
  readonly flow: Flow
  readonly #nodes = new Map<Json, SchemaNode>()
  #subtypes: Map<Json, string[]> | undefined
  /** Schemas made of others, which stand for them. */
  readonly #standingFor = new Map<Json, Json>()

  constructor(name: string, root: Json, dialect: Dialect, flow: Flow = 'either') {
    this.name = name
    this.root = root
    this.dialect = dialect
    this.flow = flow
  }

  /** The schema at a JSON Pointer, `undefined` where there is none. */
  at(pointer: string): SchemaNode | undefined {
    const raw = valueAt(this.root, pointer)
    return raw === undefined ? undefined : this.node(pointer, raw)
  }

  node(pointer: string, raw: Json): SchemaNode {
    if (!isObject(raw)) return new SchemaNode(this, pointer, raw)
    const known = this.#nodes.get(raw)
    if (known !== undefined) return known
    const node = new SchemaNode(this, pointer, raw)
    this.#nodes.set(raw, node)
    return node
  }

  /** A part of a schema that has the same sub-types. */
  part(pointer: string, raw: Json, of: Json): SchemaNode {
    this.#standingFor.set(raw, of)
    return this.node(pointer, raw)
  }

  /** The schema a local `$ref` leads to, through pointers that cross other references. */
  resolve(ref: string): SchemaNode | undefined {
    const found = followRef(this.root, ref)
    return found === undefined ? undefined : this.node(found.pointer, found.value)
  }

  /** Pointers of the component schemas that name this one in their allOf. */
  subtypesOf(base: Json): string[] {
    this.#subtypes ??= subtypes(this.root)
    return this.#subtypes.get(this.#standingFor.get(base) ?? base) ?? []
  }

  /** Whether one is written as a sub-type of the other: only then does its discriminator not choose anew. */
  isSubtype(node: SchemaNode, base: SchemaNode): boolean {
    return this.subtypesOf(base.raw).includes(node.pointer)
  }
}

/** Follows a local reference; where the pointer crosses another reference, that one first. */
export function followRef(root: Json, ref: string): { pointer: string; value: Json } | undefined {
  let pointer = pointerOfRef(ref)
  for (let i = 0; i < longestChain && pointer !== undefined; i++) {
    const value = valueAt(root, pointer)
    if (value !== undefined) return { pointer, value }
    pointer = crossRef(root, pointer)
  }
  return undefined
}

function crossRef(root: Json, pointer: string): string | undefined {
  const tokens = pointer.split('/')
  for (let length = tokens.length - 1; length > 1; length--) {
    const ref = member(valueAt(root, tokens.slice(0, length).join('/')), '$ref')
    if (typeof ref !== 'string') continue
    const target = pointerOfRef(ref)
    return target === undefined ? undefined : [target, ...tokens.slice(length)].join('/')
  }
  return undefined
}

function subtypes(root: Json): Map<Json, string[]> {
  const found = new Map<Json, string[]>()
  for (const place of ['/components/schemas', '/definitions']) {
    for (const [name, raw] of membersOf(valueAt(root, place))) {
      for (const part of itemsOf(member(raw, 'allOf'))) {
        const base = baseOf(root, part)
        if (base === undefined) continue
        const list = found.get(base) ?? []
        list.push(into(place, name))
        found.set(base, list)
      }
    }
  }
  return found
}

function baseOf(root: Json, part: Json): JsonObject | undefined {
  const ref = member(part, '$ref')
  const base = typeof ref === 'string' ? followRef(root, ref)?.value : undefined
  return isObject(base) ? base : undefined
}
