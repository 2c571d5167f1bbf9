import { type Json, sameJson } from '../json.ts'
import { compilePattern } from '../patterns.ts'
import { type Conjunction, conjunctionOfNode } from './conjunction.ts'
import type { Engine } from './engine.ts'
import { evaluateArray } from './evaluate-array.ts'
import { evaluateChoices } from './evaluate-choices.ts'
import { evaluateObject } from './evaluate-object.ts'
import type { FailedKeyword, UnprovenReason } from './failure.ts'
import { hasFormat } from './formats.ts'
import { kindOf, kinds, numberKinds, type SchemaNode } from './node.ts'

export type Truth = 0 | 1 | 2
export const no = 0
export const unknown = 1
export const yes = 2
export const opposite = (truth: Truth): Truth => (2 - truth) as Truth

/** What is wrong with a value, and where. `certain` is false where the schema could not be read. */
export interface ValueError {
  keyword: FailedKeyword
  path: string[]
  schema: string
  certain: boolean
  reason?: UnprovenReason
  detail?: string
}

export interface Report {
  errors: ValueError[]
  /** For each object, by its path, the members that some schema speaks of. */
  declared: Map<string, Set<string>>
  /** Members that this direction leaves out, readOnly or writeOnly, and that are there all the same. */
  withheld: string[][]
}

export const emptyReport = (): Report => ({ errors: [], declared: new Map(), withheld: [] })

export interface Evaluation {
  engine: Engine
  level: number
  /** An example need not be whole: members may be missing, and several ways of a oneOf may fit. */
  partial: boolean
  path: string[]
  report?: Report
}

const deepest = 300

export const evaluateNode = (engine: Engine, node: SchemaNode, value: Json): Truth =>
  evaluateConjunction(engine, conjunctionOfNode(engine, node), value)

export const evaluateConjunction = (engine: Engine, of: Conjunction, value: Json): Truth =>
  evaluate({ engine, level: 0, partial: false, path: [] }, of, value)

/** Walks the value, not the schema: nothing is compiled. Samples share their parts, which are looked at once. */
export function evaluate(at: Evaluation, of: Conjunction, value: Json): Truth {
  if (at.report !== undefined || at.partial || typeof value !== 'object' || value === null) return evaluateAll(at, of, value)
  const { truths } = at.engine
  let known = truths.get(value)
  if (known === undefined) truths.set(value, (known = new Map()))
  const found = known.get(of.id)
  if (found !== undefined) return found
  const truth = evaluateAll(at, of, value)
  // What is unknown may be so for lack of depth.
  if (truth !== unknown) known.set(of.id, truth)
  return truth
}

function evaluateAll(at: Evaluation, of: Conjunction, value: Json): Truth {
  if (at.level > deepest) return fail(at, of.nodes[0]!, 'recursion', { reason: 'recursion' })
  let truth: Truth = yes
  for (const node of of.nodes) {
    at.engine.budget.spend()
    const own = evaluateOwn(at, of, node, value)
    if (own < truth) truth = own
    if (truth === no && at.report === undefined) return no
  }
  return truth
}

export function evaluateInside(at: Evaluation, token: string, of: Conjunction, value: Json): Truth {
  if (of.nodes.length === 0) return yes
  const level = at.level + 1
  // Only a report tells places.
  return at.report === undefined
    ? evaluate({ engine: at.engine, level, partial: at.partial, path: at.path }, of, value)
    : evaluate({ ...at, level, path: [...at.path, token] }, of, value)
}

/** Notes why, and says `unknown` where the reason is that something could not be judged. */
export function fail(
  at: Evaluation,
  node: SchemaNode,
  keyword: FailedKeyword,
  more: { reason?: UnprovenReason; detail?: string; path?: string[] } = {}
): Truth {
  at.report?.errors.push({ keyword, path: at.path, schema: node.pointer, certain: more.reason === undefined, ...more })
  return more.reason === undefined ? no : unknown
}

export const worst = (one: Truth, other: Truth): Truth => (one < other ? one : other)

function evaluateOwn(at: Evaluation, of: Conjunction, node: SchemaNode, value: Json): Truth {
  const { keywords } = node
  if (keywords.problem !== undefined) {
    return fail(at, node, 'problem', { reason: keywords.problem.code, detail: keywords.problem.detail })
  }
  const kind = kindOf(value)
  if ((keywords.kinds & kind) === 0) return fail(at, node, 'type')
  let truth: Truth = yes
  if (keywords.values !== undefined && !hasValue(at.engine, keywords.values, value)) truth = fail(at, node, 'values')
  if (keywords.number !== undefined && (kind & numberKinds) !== 0) truth = worst(truth, evaluateNumber(at, node, value as number))
  if (keywords.string !== undefined && kind === kinds.string) truth = worst(truth, evaluateString(at, node, value as string))
  if (keywords.array !== undefined && kind === kinds.array) truth = worst(truth, evaluateArray(at, node, value as Json[]))
  if (kind === kinds.object) truth = worst(truth, evaluateObject(at, of, node, value as { [name: string]: Json }))
  const { choices, nots, conditional } = keywords
  if (choices.length + nots.length === 0 && conditional === undefined) return truth
  return worst(truth, evaluateChoices(at, of, node, value))
}

function hasValue(engine: Engine, values: Json[], value: Json): boolean {
  engine.budget.spend(values.length >> 4)
  return typeof value === 'object' && value !== null ? values.some(other => sameJson(other, value)) : values.includes(value)
}

function evaluateNumber(at: Evaluation, node: SchemaNode, value: number): Truth {
  const { lower, upper, multipleOf, format } = node.keywords.number!
  if (lower !== undefined && (lower.open ? value <= lower.value : value < lower.value)) return fail(at, node, 'bound')
  if (upper !== undefined && (upper.open ? value >= upper.value : value > upper.value)) return fail(at, node, 'bound')
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) return fail(at, node, 'multipleOf')
  if (format === 'int32' && Math.abs(value + 0.5) > 2 ** 31) return fail(at, node, 'format', { detail: format })
  return yes
}

/** Decimal steps such as 0.01 are no binary numbers: a last digit that is off counts as none. */
export function isMultiple(value: number, of: number): boolean {
  if (Number.isInteger(value) && Number.isInteger(of)) return value % of === 0
  const times = value / of
  return Math.abs(times - Math.round(times)) <= 1e-12 * Math.max(1, Math.abs(times))
}

function evaluateString(at: Evaluation, node: SchemaNode, value: string): Truth {
  const { minLength, maxLength, pattern, format } = node.keywords.string!
  let truth: Truth = yes
  if (minLength > 0 || maxLength < value.length) {
    const length = lengthOf(value)
    if (length < minLength || length > maxLength) truth = fail(at, node, 'length')
  }
  if (pattern !== undefined) {
    const compiled = compilePattern(pattern)
    at.engine.budget.spend(1 + (value.length >> 3))
    if (compiled === undefined) truth = worst(truth, fail(at, node, 'pattern', { reason: 'pattern', detail: pattern }))
    else if (!compiled.test(value)) truth = fail(at, node, 'pattern', { detail: pattern })
  }
  if (format !== undefined && hasFormat(value, format) === false) truth = fail(at, node, 'format', { detail: format })
  return truth
}

/** In code points. */
function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}
