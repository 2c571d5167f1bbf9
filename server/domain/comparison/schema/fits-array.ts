import type { Json } from '../json.ts'
import { conjunctionOf, narrow } from './conjunction.ts'
import { isEmpty } from './empty.ts'
import type { Failure } from './failure.ts'
import { fitsAt, type Pair, place, unproven } from './fits.ts'
import type { SchemaNode } from './node.ts'
import { overlapOf } from './overlaps.ts'
import { sampleArray, sampleOf } from './sample.ts'
import { itemOf, viewOf } from './view.ts'

export function arrayFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const array = reader.keywords.array!
  const failures: Failure[] = []
  if (view.minItems < array.minItems) {
    const disjoint = view.maxItems < array.minItems
    failures.push({
      ...place(pair),
      keyword: 'items',
      outcome: 'broken',
      disjoint,
      ...witness(sampleArray(engine, writer, view.minItems))
    })
  }
  if (view.maxItems > array.maxItems) {
    const disjoint = view.minItems > array.maxItems
    const long = array.maxItems < 200 ? sampleArray(engine, writer, Math.max(array.maxItems + 1, view.minItems)) : undefined
    failures.push({ ...place(pair), keyword: 'items', outcome: 'broken', disjoint, ...witness(long) })
  }
  failures.push(...itemFailures(pair))
  if (array.unique && !view.unique && view.maxItems > 1) {
    const item = sampleOf(engine, itemOf(engine, writer, view, 0))
    const twice = item === undefined ? undefined : sampleArray(engine, writer, Math.max(2, view.minItems), [item, item])
    failures.push({ ...place(pair), keyword: 'unique', outcome: 'broken', disjoint: false, ...witness(twice) })
  }
  if (array.contains !== undefined) failures.push(...containsFailures(pair))
  for (const some of array.some) failures.push(...someFailures(pair, some))
  return failures
}

const witness = (value: Json | undefined) => (value === undefined ? {} : { witness: value })

/** Each index up to the longest prefix of the two, and one for all behind it. */
function itemFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { prefix, rest, unevaluated } = reader.keywords.array!
  const failures: Failure[] = []
  for (let i = 0; i <= Math.max(view.prefix, prefix.length); i++) {
    if (i >= view.maxItems) break
    const last = i >= prefix.length && i >= view.prefix
    const expected = prefix[i] ?? rest ?? unevaluated
    if (expected === undefined) continue
    const item = itemOf(engine, writer, view, i)
    const inner = fitsAt({ ...pair, writer: item, reader: expected, depth: pair.depth + 1 })
    if (inner.failures.length === 0) continue
    // A prefix that the reader does not spell out itself is evaluated elsewhere, maybe.
    if (expected === unevaluated && prefix.length === 0 && rest === undefined && !isEmpty(engine, item)) {
      failures.push(unproven(pair, 'items', 'union'))
      break
    }
    for (const failure of inner.failures) {
      const wrapped = failure.witness === undefined ? undefined : wrap(pair, i, failure.witness)
      const { witness: _, ...bare } = failure
      failures.push({ ...bare, path: [last ? '*' : String(i), ...failure.path], ...witness(wrapped) })
    }
    if (last) break
  }
  return failures
}

function wrap({ engine, writer }: Pair, index: number, item: Json): Json | undefined {
  const view = viewOf(engine, writer)
  const items: Json[] = []
  for (let i = 0; i < index; i++) {
    const before = sampleOf(engine, itemOf(engine, writer, view, i))
    if (before === undefined) return undefined
    items.push(before)
  }
  return sampleArray(engine, writer, Math.max(view.minItems, index + 1), [...items, item])
}

function containsFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { node, min, max } = reader.keywords.array!.contains!
  const item = itemOf(engine, writer, view, view.prefix)
  const failures: Failure[] = []
  const inner = (one: SchemaNode, other: SchemaNode) =>
    fitsAt({ ...pair, writer: conjunctionOf(engine, [one]), reader: other, depth: pair.depth + 1 }).outcome === 'ok'
  const own = writer.nodes.flatMap(({ keywords }) => keywords.array?.contains ?? [])
  const enough = min === 0 || own.some(mine => mine.min >= min && inner(mine.node, node))
  const few = own.some(mine => mine.max <= max && inner(node, mine.node))
  const all = () => view.prefix === 0 && fitsAt({ ...pair, writer: item, reader: node, depth: pair.depth + 1 }).outcome === 'ok'
  if (!enough && !(view.minItems >= min && all())) {
    const sample = sampleArray(engine, writer, view.minItems)
    failures.push({ ...place(pair), keyword: 'contains', outcome: 'broken', disjoint: false, ...witness(sample) })
  }
  if (!few && max < view.maxItems) {
    const containing = sampleOf(engine, narrow(engine, item, [node]))
    const many = containing === undefined || max > 50 ? undefined : Array.from({ length: max + 1 }, () => containing)
    if (overlapOf(engine, item, node) !== 'no') {
      failures.push({ ...place(pair), keyword: 'contains', outcome: 'broken', disjoint: false, ...witness(many) })
    }
  }
  return failures
}

/** Pact's arrayContains: the array must be able to hold such an item. That it does is up to the provider's state. */
function someFailures(pair: Pair, some: SchemaNode): Failure[] {
  const { engine, writer } = pair
  const view = viewOf(engine, writer)
  const indexes = Array.from({ length: view.prefix + 1 }, (_, i) => i).filter(i => i < view.maxItems)
  const found = indexes.map(i => overlapOf(engine, itemOf(engine, writer, view, i), some))
  if (found.includes('yes')) return []
  if (found.includes('unknown')) return [{ ...unproven(pair, 'contains', 'union'), reader: some.pointer }]
  const sample = sampleArray(engine, writer, view.minItems)
  return [{ ...place(pair), reader: some.pointer, keyword: 'contains', outcome: 'broken', disjoint: true, ...witness(sample) }]
}
