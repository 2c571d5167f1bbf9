import type { Json } from '../json.ts'
import { type Conjunction, conjunctionOf, narrow, syntheticNode } from './conjunction.ts'
import { evaluateNode, no, yes } from './evaluate.ts'
import type { Failure } from './failure.ts'
import { fitsAt, type Pair, place, unproven } from './fits.ts'
import { inner, isFree, maySend, undeclared } from './fits-object.ts'
import type { SchemaNode } from './node.ts'
import { sampleObject, sampleOf } from './sample.ts'
import { memberOf, partsFor, restOf, viewOf } from './view.ts'

export function unevaluatedFailures(pair: Pair, unevaluated: SchemaNode): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const all = conjunctionOf(engine, [reader])
  if (all.nodes.some(({ keywords }) => keywords.object?.rest !== undefined)) return []
  const names = [...new Set([...view.declared, ...view.required])].filter(name => maySend(engine, writer, view, name))
  const beyond = names.filter(name => !all.nodes.some(node => partsFor(node, name).length > 0))
  const open = engine.strict || view.freeForm || (view.open && !isCovered(pair, all))
  if (all.choices.length > 0) return beyond.length > 0 || open ? [unproven(pair, 'undeclared', 'union')] : []
  const failures = beyond.flatMap(name => {
    const { value } = memberOf(engine, writer, view, name)
    return unevaluated.raw === false ? [undeclared(pair, name, value)] : inner(pair, name, name, value, unevaluated)
  })
  return open && !isFree(unevaluated) ? [...failures, unproven(pair, 'undeclared', 'open')] : failures
}

/** Members that come by pattern only, each pattern being one of the reader's. */
function isCovered({ engine, writer }: Pair, reader: Conjunction): boolean {
  const sources = (of: Conjunction) =>
    of.nodes.flatMap(({ keywords }) => keywords.object?.patterns.map(({ source }) => source) ?? [])
  const known = new Set(sources(reader))
  return restOf(engine, writer, viewOf(engine, writer)).nodes.length === 0 && sources(writer).every(source => known.has(source))
}

export function nameFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const expected = reader.keywords.object!.names
  if (expected === undefined) return []
  const names = [...new Set([...view.declared, ...view.required])].filter(name => maySend(engine, writer, view, name))
  const failures = names.filter(name => evaluateNode(engine, expected, name) !== yes).map(name => named(pair, name, expected))
  if (!(view.open || view.freeForm || engine.strict)) return failures
  const mine = conjunctionOf(engine, [
    syntheticNode(engine, 'text', () => ({ type: 'string' })),
    ...writer.nodes.flatMap(({ keywords }) => keywords.object?.names ?? [])
  ])
  return fitsAt({ ...pair, writer: mine, reader: expected, depth: pair.depth + 1 }).outcome === 'ok'
    ? failures
    : [...failures, unproven(pair, 'names', 'open')]
}

function named(pair: Pair, name: string, expected: SchemaNode): Failure {
  const { engine, writer } = pair
  const value = sampleOf(engine, memberOf(engine, writer, viewOf(engine, writer), name).value)
  const whole = value === undefined ? undefined : sampleObject(engine, writer, { with: [name, value] })
  const sure = evaluateNode(engine, expected, name) === no && whole !== undefined
  return {
    ...place(pair),
    path: [name],
    keyword: 'names',
    outcome: 'broken',
    disjoint: false,
    ...(sure && { witness: whole as Json })
  }
}

export function sizeFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { minProperties, maxProperties } = reader.keywords.object!
  const closed = !view.open && !view.freeForm && !engine.strict
  const least = Math.max(view.required.size, view.minProperties)
  const most = Math.min(
    view.maxProperties,
    closed ? new Set([...view.declared, ...view.required]).size : Number.POSITIVE_INFINITY
  )
  if (least >= minProperties && most <= maxProperties) return []
  const sample =
    least < minProperties ? sampleObject(engine, writer, {}) : sampleObject(engine, writer, { atLeast: maxProperties + 1 })
  return [
    { ...place(pair), keyword: 'size', outcome: 'broken', disjoint: false, ...(sample !== undefined && { witness: sample }) }
  ]
}

export function dependentFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { dependentRequired, dependentSchemas } = reader.keywords.object!
  const failures: Failure[] = []
  for (const [name, others] of dependentRequired) {
    if (!maySend(engine, writer, view, name)) continue
    const promised = (other: string) =>
      view.required.has(other) ||
      writer.nodes.some(({ keywords }) =>
        keywords.object?.dependentRequired.some(([on, also]) => on === name && also.includes(other))
      )
    const lacking = others.find(other => !promised(other))
    if (lacking === undefined) continue
    const value = sampleOf(engine, memberOf(engine, writer, view, name).value)
    const sample = value === undefined ? undefined : sampleObject(engine, writer, { with: [name, value], without: lacking })
    failures.push({
      ...place(pair),
      keyword: 'dependent',
      outcome: 'broken',
      disjoint: false,
      ...(sample !== undefined && { witness: sample })
    })
  }
  for (const [name, schema] of dependentSchemas) {
    if (!maySend(engine, writer, view, name)) continue
    const present = syntheticNode(engine, `has ${name}`, () => ({ required: [name] }))
    failures.push(...fitsAt({ ...pair, writer: narrow(engine, writer, [present]), reader: schema }).failures)
  }
  return failures
}
