import { type Json, jsonKey } from '../json.ts'
import { conjunctionOf } from './conjunction.ts'
import { type Evaluation, evaluateInside, fail, no, type Truth, worst, yes } from './evaluate.ts'
import type { SchemaNode } from './node.ts'

export function evaluateArray(at: Evaluation, node: SchemaNode, value: Json[]): Truth {
  const array = node.keywords.array!
  const { engine } = at
  let truth: Truth = yes
  if (value.length < array.minItems || value.length > array.maxItems) truth = fail(at, node, 'items')
  if (array.unique && new Set(value.map(jsonKey)).size < value.length) truth = fail(at, node, 'unique')
  for (const [i, item] of value.entries()) {
    const schema = array.prefix[i] ?? array.rest
    if (schema !== undefined) truth = worst(truth, evaluateInside(at, String(i), conjunctionOf(engine, [schema]), item))
    if (truth === no && at.report === undefined) return no
  }
  if (array.contains !== undefined) truth = worst(truth, evaluateContains(at, node, value))
  for (const some of array.some) {
    const found = value.reduce<Truth>((best, item) => Math.max(best, quietly(at, some, item)) as Truth, no)
    if (found !== yes) truth = worst(truth, found === no ? fail(at, node, 'contains') : found)
  }
  return array.unevaluated === undefined ? truth : worst(truth, evaluateRest(at, node, value))
}

const quietly = ({ engine, level, partial, path }: Evaluation, node: SchemaNode, item: Json): Truth =>
  evaluateInside({ engine, level, partial, path }, '*', conjunctionOf(engine, [node]), item)

function evaluateContains(at: Evaluation, node: SchemaNode, value: Json[]): Truth {
  const { node: contained, min, max } = node.keywords.array!.contains!
  const found = value.map(item => quietly(at, contained, item))
  const sure = found.filter(truth => truth === yes).length
  const possible = found.filter(truth => truth !== no).length
  if (possible < min || sure > max) return fail(at, node, 'contains')
  return sure >= min && possible <= max ? yes : fail(at, node, 'contains', { reason: 'union' })
}

/** unevaluatedItems, as far as no choice speaks of items as well. */
function evaluateRest(at: Evaluation, node: SchemaNode, value: Json[]): Truth {
  const of = conjunctionOf(at.engine, [node])
  if (of.choices.length > 0 || of.nodes.some(({ keywords }) => keywords.array?.contains !== undefined)) {
    return fail(at, node, 'items', { reason: 'union', detail: 'unevaluatedItems' })
  }
  const { unevaluated } = node.keywords.array!
  let truth: Truth = yes
  for (const [i, item] of value.entries()) {
    const spokenOf = of.nodes.some(
      ({ keywords: { array } }) => array !== undefined && (array.rest ?? array.prefix[i]) !== undefined
    )
    if (!spokenOf) truth = worst(truth, evaluateInside(at, String(i), conjunctionOf(at.engine, [unevaluated!]), item))
  }
  return truth
}
