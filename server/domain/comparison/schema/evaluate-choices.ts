import type { Json } from '../json.ts'
import { type Conjunction, conjunctionOf } from './conjunction.ts'
import {
  type Evaluation,
  emptyReport,
  evaluate,
  fail,
  no,
  opposite,
  type Report,
  type Truth,
  unknown,
  worst,
  yes
} from './evaluate.ts'
import type { Choice, SchemaNode } from './node.ts'

export function evaluateChoices(at: Evaluation, of: Conjunction, node: SchemaNode, value: Json): Truth {
  const { choices, nots, conditional } = node.keywords
  let truth: Truth = yes
  for (const choice of choices) {
    if (choice.kind === 'subtypes' && of.asSubtype.has(node.id)) continue
    truth = worst(truth, evaluateChoice(at, node, choice, value))
    if (truth === no && at.report === undefined) return no
  }
  for (const excluded of nots) {
    const fits = opposite(quietly(at, excluded, value))
    if (fits !== yes) truth = worst(truth, fits === no ? fail(at, excluded, 'not') : fits)
  }
  if (conditional === undefined) return truth
  const when = quietly(at, conditional.when, value)
  const branch = (part: SchemaNode) => evaluate({ ...at, level: at.level + 1 }, conjunctionOf(at.engine, [part]), value)
  if (when === yes) return worst(truth, branch(conditional.then))
  if (when === no) return worst(truth, branch(conditional.otherwise))
  const both = worst(quietly(at, conditional.then, value), quietly(at, conditional.otherwise, value))
  return both === yes ? truth : worst(truth, fail(at, node, 'conditional', { reason: 'union' }))
}

function quietly({ report: _, ...at }: Evaluation, node: SchemaNode, value: Json): Truth {
  return evaluate({ ...at, level: at.level + 1 }, conjunctionOf(at.engine, [node]), value)
}

function evaluateChoice(at: Evaluation, node: SchemaNode, choice: Choice, value: Json): Truth {
  const tried = choice.options.map(option => {
    const report: Report | undefined = at.report && emptyReport()
    const inside: Evaluation = { ...at, level: at.level + 1, ...(report && { report }) }
    const truth = evaluate(inside, conjunctionOf(at.engine, [option.node]), value)
    return { truth, report }
  })
  const fitting = tried.filter(({ truth }) => truth === yes)
  const possible = tried.filter(({ truth }) => truth !== no)
  for (const { report } of possible) merge(at.report, report)
  if (possible.length === 0) return failAll(at, node, tried)
  const exclusive = choice.kind === 'one' && !at.partial
  if (exclusive && fitting.length > 1) return fail(at, node, 'union', { detail: 'oneOf' })
  if (fitting.length > 0 && (!exclusive || possible.length === 1)) return yes
  return at.report === undefined ? unknown : fail(at, node, 'union', { reason: 'union' })
}

function merge(into: Report | undefined, from: Report | undefined): void {
  if (into === undefined || from === undefined) return
  into.withheld.push(...from.withheld)
  for (const [path, names] of from.declared) {
    into.declared.set(path, new Set([...(into.declared.get(path) ?? []), ...names]))
  }
}

/** Where the value is clearly meant for one way, the errors are those of that way. */
function failAll(at: Evaluation, node: SchemaNode, tried: Array<{ report: Report | undefined }>): Truth {
  if (at.report === undefined) return no
  const meant = tried.filter(({ report }) => !report?.errors.some(error => isOtherWay(at, error)))
  const [only] = meant
  if (meant.length === 1 && only?.report !== undefined) {
    at.report.errors.push(...only.report.errors)
    merge(at.report, only.report)
    return no
  }
  return fail(at, node, 'union')
}

const isOtherWay = (at: Evaluation, { keyword, path }: Report['errors'][number]) =>
  (keyword === 'type' && path.length === at.path.length) || (keyword === 'values' && path.length <= at.path.length + 1)
