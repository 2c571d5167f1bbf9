import { isObject, type Json, type JsonObject, jsonKey, setMember } from '../json.ts'
import { type Conjunction, narrow, waysOf } from './conjunction.ts'
import type { Engine } from './engine.ts'
import { evaluateConjunction, yes } from './evaluate.ts'
import { formatSamples } from './formats.ts'
import { kinds, numberKinds, type SchemaNode } from './node.ts'
import { itemOf, memberOf, type View, viewOf } from './view.ts'

const deepest = 14
const longestArray = 300

/** Some valid value, `undefined` where none was found. Each that is given has been checked. */
export function sampleOf(engine: Engine, of: Conjunction, depth = 0): Json | undefined {
  if (engine.samples.has(of.id)) return engine.samples.get(of.id)
  if (depth > deepest) return undefined
  engine.budget.spend(2)
  // While it is being looked for, one that needs itself inside itself finds none.
  engine.samples.set(of.id, undefined)
  let found: Json | undefined
  for (const candidate of candidates(engine, of, depth)) {
    if (candidate === undefined || evaluateConjunction(engine, of, candidate) !== yes) continue
    found = candidate
    break
  }
  if (found === undefined && depth > 0) engine.samples.delete(of.id)
  else engine.samples.set(of.id, found)
  return found
}

function* candidates(engine: Engine, of: Conjunction, depth: number): Generator<Json | undefined> {
  const view = viewOf(engine, of)
  if (view.values !== undefined) {
    yield* view.values
    return
  }
  if (of.choices.length > 0) {
    for (const way of waysOf(engine, of)) yield sampleOf(engine, way, depth + 1)
    return
  }
  if ((view.kinds & kinds.object) !== 0) yield sampleObject(engine, of, {}, depth)
  if ((view.kinds & kinds.array) !== 0) yield sampleArray(engine, of, view.minItems, [], depth)
  if ((view.kinds & kinds.string) !== 0) yield* stringCandidates(engine, of)
  if ((view.kinds & numberKinds) !== 0) yield* numberCandidates(engine, of)
  if ((view.kinds & kinds.boolean) !== 0) yield* [false, true]
  if ((view.kinds & kinds.null) !== 0) yield null
}

const hintsOf = (of: Conjunction, reader?: SchemaNode) =>
  [...of.nodes, ...(reader === undefined ? [] : [reader])].flatMap(node => node.keywords.hints)

const plain = ['a', '', '0', ' ', '!', 'Z', 'ab', 'a-b', 'A1', '2026-01-31', 'é']

/** Texts at the edges of what the conjunction, and the reader it is held against, allow. */
export function stringCandidates(engine: Engine, of: Conjunction, reader?: SchemaNode): Json[] {
  const view = viewOf(engine, of)
  if ((view.kinds & kinds.string) === 0) return []
  const theirs = reader?.keywords.string
  const lengths = [view.minLength, view.maxLength, theirs?.minLength, theirs?.maxLength].flatMap(length =>
    length === undefined || length > 5_000 ? [] : [length - 1, length, length + 1]
  )
  const formats = [...view.formats, ...(theirs?.format === undefined ? [] : [theirs.format])]
  const texts = [
    ...formats.flatMap(format => formatSamples[format] ?? []),
    ...plain,
    ...lengths.filter(length => length >= 0).map(length => 'a'.repeat(length))
  ]
  return [...hintsOf(of, reader).filter(hint => typeof hint === 'string'), ...texts]
}

/** Numbers at the edges of what the two allow, whole and not. */
export function numberCandidates(engine: Engine, of: Conjunction, reader?: SchemaNode): Json[] {
  const view = viewOf(engine, of)
  if ((view.kinds & numberKinds) === 0) return []
  const theirs = reader?.keywords.number
  const steps = [...view.multiples, ...(theirs?.multipleOf === undefined ? [] : [theirs.multipleOf])]
  const edges = [view.lower, view.upper, theirs?.lower, theirs?.upper].flatMap(bound =>
    bound === undefined ? [] : [bound.value]
  )
  const near = edges.flatMap(edge => [edge, edge + 1, edge - 1, edge + 0.5, edge - 0.5, Math.ceil(edge), Math.floor(edge)])
  const onSteps = steps.flatMap(step => [
    step,
    ...edges.flatMap(edge => [
      Math.ceil(edge / step) * step,
      Math.floor(edge / step) * step,
      (Math.floor(edge / step) + 1) * step,
      (Math.ceil(edge / step) - 1) * step
    ])
  ])
  const numbers = [0, 1, -1, 0.5, 2, ...near, ...onSteps, 1e9, -1e9, 1e15].filter(number => Number.isFinite(number))
  return [...hintsOf(of, reader).filter(hint => typeof hint === 'number'), ...numbers]
}

export interface Wanted {
  with?: [name: string, value: Json]
  without?: string
  atLeast?: number
}

/** An object with what is required and what is wanted; not checked. */
export function sampleObject(engine: Engine, of: Conjunction, wanted: Wanted, depth = 0): Json | undefined {
  const view = viewOf(engine, of)
  const known = engine.samples.get(of.id)
  if (isObject(known) && isMinimal(of, view) && wanted.atLeast === undefined) return changed(known, wanted)
  const object: JsonObject = {}
  if (wanted.with !== undefined) setMember(object, ...wanted.with)
  for (const name of view.required) {
    if (name === wanted.without || Object.hasOwn(object, name)) continue
    const value = sampleOf(engine, memberOf(engine, of, view, name).value, depth + 1)
    if (value === undefined) return undefined
    setMember(object, name, value)
  }
  addMore(engine, of, view, object, wanted, depth)
  return object
}

/** Whether its sample holds what is required, and nothing else. */
const isMinimal = (of: Conjunction, { values, minProperties, dependents }: View) =>
  values === undefined && of.choices.length === 0 && minProperties === 0 && dependents.size === 0

/** To copy an object is much cheaper than to make one member by member. */
function changed(known: JsonObject, { with: member, without }: Wanted): JsonObject {
  if (member !== undefined) return { ...known, [member[0]]: member[1] }
  if (without === undefined) return known
  const { [without]: _, ...rest } = known
  return rest
}

function addMore(engine: Engine, of: Conjunction, view: View, object: JsonObject, wanted: Wanted, depth: number): void {
  const least = Math.max(view.minProperties, wanted.atLeast ?? 0)
  if (least > 1_000) return
  const missing = (name: string) => !Object.hasOwn(object, name) && name !== wanted.without
  const add = (name: string) => {
    const value = sampleOf(engine, memberOf(engine, of, view, name).value, depth + 1)
    if (value !== undefined) setMember(object, name, value)
  }
  if (least > 0) {
    const more = [
      ...[...view.declared].sort(),
      ...Array.from({ length: view.open || view.freeForm ? least : 0 }, (_, i) => `m${i}`)
    ]
    for (const name of more.filter(missing)) {
      if (Object.keys(object).length >= least) break
      add(name)
    }
  }
  if (view.dependents.size === 0) return
  const needed = new Set(Object.keys(object).flatMap(name => view.dependents.get(name) ?? []))
  for (const name of needed) if (missing(name)) add(name)
}

/** An array that begins with these items; not checked. */
export function sampleArray(engine: Engine, of: Conjunction, length: number, first: Json[] = [], depth = 0): Json | undefined {
  const view = viewOf(engine, of)
  if (length > longestArray) return undefined
  const contained = first.length > 0 ? [] : of.nodes.flatMap(({ keywords }) => keywords.array?.contains ?? [])
  const items = [...first]
  for (const { node, min } of contained) {
    const item = sampleOf(engine, narrow(engine, itemOf(engine, of, view, items.length), [node]), depth + 1)
    if (item !== undefined) for (let i = 0; i < Math.min(min, longestArray); i++) items.push(item)
  }
  while (items.length < length) {
    const item = view.unique
      ? another(engine, itemOf(engine, of, view, items.length), items)
      : sampleOf(engine, itemOf(engine, of, view, items.length), depth + 1)
    if (item === undefined) return undefined
    items.push(item)
  }
  return items
}

function another(engine: Engine, of: Conjunction, taken: Json[]): Json | undefined {
  const keys = new Set(taken.map(jsonKey))
  const view = viewOf(engine, of)
  const more = view.values ?? [...stringCandidates(engine, of), ...numberCandidates(engine, of)]
  const spread = Array.from({ length: taken.length + 2 }, (_, i) =>
    (view.kinds & kinds.string) !== 0 ? `a${i}` : i + (view.lower?.value ?? 0) + 1
  )
  const fresh = (value: Json) => !keys.has(jsonKey(value)) && evaluateConjunction(engine, of, value) === yes
  const sample = sampleOf(engine, of)
  return [...(sample === undefined ? [] : [sample]), ...more, ...spread].find(fresh)
}
