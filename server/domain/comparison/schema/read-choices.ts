import { isObject, type Json, type JsonObject, member, membersOf } from '../json.ts'
import { into } from '../pointer.ts'
import type { Choice, Keywords, Option, SchemaNode } from './node.ts'
import { followRef } from './source.ts'

/** anyOf, oneOf, if/then/else, and what a discriminator says about them or about the sub-types of a base class. */
export function readChoices(node: SchemaNode, raw: JsonObject, keywords: Keywords): void {
  for (const [keyword, kind] of [
    ['anyOf', 'any'],
    ['oneOf', 'one']
  ] as const) {
    if (Array.isArray(raw[keyword])) keywords.choices.push({ kind, keyword, options: options(node, raw, keyword) })
  }
  const discriminated = keywords.choices.length === 0 ? propertyOf(raw) : undefined
  if (discriminated !== undefined) {
    const choice = subtypeChoice(node, raw, discriminated)
    if (choice !== undefined) keywords.choices.push(choice)
  }
  if (raw.if === undefined) return
  const part = (keyword: string) => node.source.node(into(node.pointer, keyword), raw[keyword] ?? true)
  const [when, then, otherwise] = [part('if'), part('then'), part('else')]
  const both = node.source.node(into(node.pointer, 'then'), { allOf: [when.raw, then.raw] })
  const asChoice: Choice = { kind: 'any', keyword: 'if', options: [{ node: both }, { node: otherwise, not: when }] }
  keywords.conditional = { when, then, otherwise, asChoice }
}

function options(node: SchemaNode, raw: JsonObject, keyword: 'anyOf' | 'oneOf'): Option[] {
  const property = propertyOf(raw)
  return (raw[keyword] as Json[]).map((part, i) => {
    const option = node.source.node(into(node.pointer, keyword, i), part)
    const tags = property === undefined ? undefined : tagsOf(node, raw, property, part)
    return { node: tags === undefined ? option : tagged(option, property!, tags) }
  })
}

/** Swagger 2 writes the name of the property alone. */
function propertyOf(raw: JsonObject): string | undefined {
  const discriminator = raw.discriminator
  const name = isObject(discriminator) ? discriminator.propertyName : discriminator
  return typeof name === 'string' ? name : undefined
}

/** The values that choose this option: those mapped to it by name or reference, else its own name. */
function tagsOf(node: SchemaNode, raw: JsonObject, property: string, part: Json): string[] | undefined {
  const ref = member(part, '$ref')
  const found = typeof ref === 'string' ? followRef(node.source.root, ref) : undefined
  if (found === undefined) return undefined
  const mapped = membersOf(member(raw.discriminator, 'mapping')).filter(([, to]) => mapsTo(node, to, found.value))
  if (mapped.length > 0) return mapped.map(([tag]) => tag)
  if (saysItself(node, found.value, property, 0)) return undefined
  return [nameOf(found.pointer)]
}

const nameOf = (pointer: string) => pointer.slice(pointer.lastIndexOf('/') + 1)

function mapsTo(node: SchemaNode, to: Json, target: Json): boolean {
  if (typeof to !== 'string') return false
  const { root } = node.source
  const refs = to.startsWith('#') ? [to] : [`#/components/schemas/${to}`, `#/definitions/${to}`]
  return refs.some(ref => followRef(root, ref)?.value === target)
}

/** An option whose own schema fixes the property needs no name: many documents have an enum that differs from it. */
function saysItself(node: SchemaNode, raw: Json, property: string, depth: number): boolean {
  if (!isObject(raw) || depth > 5) return false
  const schema = member(raw.properties, property)
  if (member(schema, 'enum') !== undefined || member(schema, 'const') !== undefined) return true
  const parts = Array.isArray(raw.allOf) ? raw.allOf : []
  return parts.some(part => {
    const ref = member(part, '$ref')
    const target = typeof ref === 'string' ? followRef(node.source.root, ref)?.value : part
    return target !== undefined && saysItself(node, target, property, depth + 1)
  })
}

const tagged = (option: SchemaNode, property: string, tags: string[]): SchemaNode =>
  option.source.node(option.pointer, {
    allOf: [option.raw, { properties: { [property]: { enum: tags } }, required: [property] }]
  })

/** A discriminator on a base class: a value is one of the sub-types, told by its tag, or the base alone. */
function subtypeChoice(node: SchemaNode, raw: JsonObject, property: string): Choice | undefined {
  const pointers = allSubtypes(node, raw)
  if (pointers.length === 0) return undefined
  const taken: string[] = []
  const options = pointers.map((pointer): Option => {
    const subtype = { $ref: `#${encodeURI(pointer)}` }
    const tags = tagsOf(node, raw, property, subtype) ?? []
    taken.push(...tags)
    const option = node.source.node(pointer, subtype)
    return { node: tags.length === 0 ? option : tagged(option, property, tags) }
  })
  const noTag = { not: { properties: { [property]: { enum: taken } }, required: [property] } }
  options.push({ node: node.source.node(node.pointer, noTag) })
  return { kind: 'subtypes', keyword: 'discriminator', options }
}

function allSubtypes(node: SchemaNode, raw: JsonObject): string[] {
  const found = new Set<string>()
  const queue: Json[] = [raw]
  for (let base = queue.pop(); base !== undefined; base = queue.pop()) {
    for (const pointer of node.source.subtypesOf(base)) {
      if (found.has(pointer)) continue
      found.add(pointer)
      const subtype = node.source.at(pointer)
      if (subtype !== undefined) queue.push(subtype.raw)
    }
  }
  return [...found]
}
