import { type Json, sameJson } from '../json.ts'
import type { Conjunction } from './conjunction.ts'
import { conjunctionOf } from './conjunction.ts'
import type { Engine } from './engine.ts'
import { evaluateConjunction, no } from './evaluate.ts'
import { anyKind, type Bound, kindOf, kinds, type SchemaNode } from './node.ts'

/** A conjunction's constraints added up. */
export interface View {
  kinds: number
  /** All values it has, where they can be counted. */
  values?: Json[]
  lower?: Bound
  upper?: Bound
  multiples: number[]
  numberFormats: string[]
  minLength: number
  maxLength: number
  patterns: string[]
  formats: string[]
  minItems: number
  maxItems: number
  unique: boolean
  prefix: number
  saysItems: boolean
  /** Says nothing at all. */
  anything: boolean
  required: Set<string>
  /** Names under `properties`. */
  declared: Set<string>
  minProperties: number
  maxProperties: number
  /** Has patternProperties, or additionalProperties that allow something: members may come that are not named. */
  open: boolean
  /** Does not say a word about members. */
  freeForm: boolean
  members: Map<string, Member>
  /** Names whose presence asks for that of others. */
  dependents: Map<string, readonly string[]>
  rest?: Conjunction
  items: Map<number, Conjunction>
}

/**
 * The kinds of what is written. Many schemas have properties, or items, and leave out the type: unless it is taken to the
 * letter, who says what its members are writes objects.
 */
export function writtenKinds({ strict }: Engine, { kinds: mask, declared, required, saysItems }: View): number {
  if (strict || mask !== anyKind) return mask
  const implied = (declared.size + required.size > 0 ? kinds.object : 0) | (saysItems ? kinds.array : 0)
  return implied === 0 ? mask : implied
}

export interface Member {
  value: Conjunction
  /** By name or by pattern. */
  declared: boolean
}

export function viewOf(engine: Engine, of: Conjunction): View {
  return (of.view ??= makeView(engine, of))
}

function makeView(engine: Engine, of: Conjunction): View {
  const view = emptyView()
  let values: Json[] | undefined
  for (const { keywords } of of.nodes) {
    engine.budget.spend()
    view.kinds &= keywords.kinds
    if (keywords.values !== undefined) values = values === undefined ? keywords.values : both(engine, values, keywords.values)
    addScalars(view, keywords)
    addContainers(view, keywords)
    for (const name of conditionalNames(engine, keywords)) view.declared.add(name)
  }
  view.freeForm = view.declared.size === 0 && !view.open && !of.nodes.some(({ keywords }) => keywords.object?.rest !== undefined)
  view.anything = view.kinds === anyKind && of.choices.length === 0 && values === undefined && of.nodes.every(saysNothing)
  // In an order that does not depend on how it is written.
  view.required = new Set([...view.required].sort().filter(name => !isWithheld(memberOf(engine, of, view, name).value)))
  if (values === undefined && (view.kinds & ~(kinds.null | kinds.boolean)) === 0) {
    values = [null, false, true].filter(value => (view.kinds & kindOf(value)) !== 0)
  }
  if (values !== undefined) addValues(engine, of, view, values)
  return view
}

function emptyView(): View {
  return {
    kinds: anyKind,
    multiples: [],
    numberFormats: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    formats: [],
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    unique: false,
    prefix: 0,
    saysItems: false,
    anything: false,
    required: new Set(),
    declared: new Set(),
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    open: false,
    freeForm: false,
    members: new Map(),
    dependents: new Map(),
    items: new Map()
  }
}

function both(engine: Engine, some: Json[], others: Json[]): Json[] {
  engine.budget.spend(some.length + others.length)
  const scalars = new Set(others)
  return some.filter(value => {
    if (typeof value !== 'object' || value === null) return scalars.has(value)
    engine.budget.spend(others.length)
    return others.some(other => sameJson(value, other))
  })
}

function addValues(engine: Engine, of: Conjunction, view: View, values: Json[]): void {
  view.values = values.filter(value => evaluateConjunction(engine, of, value) !== no)
  view.kinds &= view.values.reduce<number>((all, value) => all | kindOf(value), 0)
}

function addScalars(view: View, { number, string }: SchemaNode['keywords']): void {
  if (number !== undefined) {
    if (number.lower && isTighter(number.lower, view.lower, 1)) view.lower = number.lower
    if (number.upper && isTighter(number.upper, view.upper, -1)) view.upper = number.upper
    if (number.multipleOf !== undefined) view.multiples.push(number.multipleOf)
    if (number.format !== undefined) view.numberFormats.push(number.format)
  }
  if (string === undefined) return
  view.minLength = Math.max(view.minLength, string.minLength)
  view.maxLength = Math.min(view.maxLength, string.maxLength)
  if (string.pattern !== undefined) view.patterns.push(string.pattern)
  if (string.format !== undefined) view.formats.push(string.format)
}

export function isTighter(one: Bound, other: Bound | undefined, sign: 1 | -1): boolean {
  if (other === undefined) return true
  return one.value === other.value ? one.open && !other.open : (one.value - other.value) * sign > 0
}

function addContainers(view: View, { array, object }: SchemaNode['keywords']): void {
  if (array !== undefined) {
    view.saysItems ||= array.rest !== undefined || array.prefix.length > 0
    view.minItems = Math.max(view.minItems, array.minItems, array.contains?.min ?? 0)
    view.maxItems = Math.min(view.maxItems, array.maxItems)
    view.unique ||= array.unique
    view.prefix = Math.max(view.prefix, array.prefix.length)
    if (array.rest?.raw === false) view.maxItems = Math.min(view.maxItems, array.prefix.length)
  }
  if (object === undefined) return
  for (const name of object.required) view.required.add(name)
  for (const [name, others] of object.dependentRequired) {
    view.dependents.set(name, [...(view.dependents.get(name) ?? []), ...others])
  }
  for (const name of object.properties.keys()) view.declared.add(name)
  view.minProperties = Math.max(view.minProperties, object.minProperties)
  view.maxProperties = Math.min(view.maxProperties, object.maxProperties)
  const allows = (node: SchemaNode | undefined) => node !== undefined && node.raw !== false
  if (object.patterns.length > 0 || allows(object.rest) || allows(object.unevaluated)) view.open = true
}

function saysNothing({ keywords }: SchemaNode): boolean {
  const { number, string, array, object, problem, nots, conditional, choices } = keywords
  const groups = [number, string, array, object, problem, conditional]
  return keywords.kinds === anyKind && nots.length === 0 && choices.length === 0 && groups.every(group => group === undefined)
}

/** readOnly members are not sent in requests, writeOnly ones not in responses. */
export function isWithheld(of: Conjunction): boolean {
  return of.nodes.some(node => {
    const { flow } = node.source
    return (flow === 'request' && node.keywords.readOnly) || (flow === 'response' && node.keywords.writeOnly)
  })
}

/** What the conjunction says of the member with this name. */
export function memberOf(engine: Engine, of: Conjunction, view: View, name: string): Member {
  const known = view.members.get(name)
  if (known !== undefined) return known
  const nodes: SchemaNode[] = []
  let declared = false
  for (const node of of.nodes) {
    const { object } = node.keywords
    if (object === undefined) continue
    engine.budget.spend()
    const named = partsFor(node, name)
    declared ||= named.length > 0 || conditionalNames(engine, node.keywords).includes(name)
    if (named.length > 0) nodes.push(...named)
    else if (object.rest !== undefined) nodes.push(object.rest)
  }
  const member = { value: conjunctionOf(engine, nodes), declared }
  view.members.set(name, member)
  return member
}

/** Members that are declared only where another one is there: they may come, and are not known any closer. */
function conditionalNames(engine: Engine, { object }: SchemaNode['keywords']): string[] {
  if (object === undefined || object.dependentSchemas.length === 0) return []
  const nodes = object.dependentSchemas.flatMap(([, schema]) => conjunctionOf(engine, [schema]).nodes)
  return nodes.flatMap(({ keywords }) => [...(keywords.object?.properties.keys() ?? [])])
}

/** The schemas under `properties` and `patternProperties` that one schema has for a name. */
export function partsFor(node: SchemaNode, name: string): SchemaNode[] {
  const { object } = node.keywords
  if (object === undefined) return []
  const own = object.properties.get(name)
  const parts = own === undefined ? [] : [own]
  for (const { pattern, node: part } of object.patterns) if (pattern?.test(name)) parts.push(part)
  return parts
}

/** What holds for members that are neither named nor matched by a pattern. */
export function restOf(engine: Engine, of: Conjunction, view: View): Conjunction {
  return (view.rest ??= conjunctionOf(
    engine,
    of.nodes.flatMap(({ keywords }) => keywords.object?.rest ?? [])
  ))
}

/** What holds for the item at this index; all indexes behind the longest prefix are alike. */
export function itemOf(engine: Engine, of: Conjunction, view: View, index: number): Conjunction {
  const at = Math.min(index, view.prefix)
  const known = view.items.get(at)
  if (known !== undefined) return known
  const nodes = of.nodes.flatMap(({ keywords: { array } }) => {
    if (array === undefined) return []
    return array.prefix[at] ?? array.rest ?? []
  })
  const item = conjunctionOf(engine, nodes)
  view.items.set(at, item)
  return item
}
