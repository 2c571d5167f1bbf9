import type { JsonObject } from '../json.ts'
import { type Conjunction, conjunctionOf, conjunctionOfNode } from './conjunction.ts'
import { type Evaluation, evaluate, evaluateInside, fail, no, type Truth, unknown, worst, yes } from './evaluate.ts'
import type { SchemaNode } from './node.ts'
import { isWithheld, partsFor } from './view.ts'

export function evaluateObject(at: Evaluation, of: Conjunction, node: SchemaNode, value: JsonObject): Truth {
  const { object } = node.keywords
  if (object === undefined) return yes
  const { engine } = at
  const names = Object.keys(value)
  let truth: Truth = yes
  if (names.length < object.minProperties && !at.partial) truth = fail(at, node, 'size')
  if (names.length > object.maxProperties) truth = fail(at, node, 'size')
  for (const name of object.required) {
    if (at.partial || Object.hasOwn(value, name) || isLeftOut(at, of, name)) continue
    truth = fail(at, node, 'required', { path: [...at.path, name] })
    if (at.report === undefined) return no
  }
  if (at.report === undefined && object.patterns.length === 0) {
    truth = worst(truth, membersFit(at, object, value, names))
    return truth === no ? no : worst(truth, evaluateRare(at, node, value, names))
  }
  if (object.properties.size > 0) declare(at)
  for (const name of names) {
    engine.budget.spend()
    const parts = partsFor(node, name)
    if (parts.length > 0 || object.rest !== undefined) declare(at, name)
    if (at.report !== undefined && parts.length > 0 && isWithheld(conjunctionOf(engine, parts))) {
      at.report.withheld.push([...at.path, name])
    }
    if (parts.length === 0 && object.rest !== undefined) {
      if (object.patterns.some(({ pattern }) => pattern === undefined)) truth = worst(truth, unknown)
      else if (object.rest.raw === false) truth = fail(at, object.rest, 'undeclared', { path: [...at.path, name] })
      else parts.push(object.rest)
    }
    for (const part of parts) truth = worst(truth, evaluateInside(at, name, conjunctionOf(engine, [part]), value[name]!))
    if (truth === no && at.report === undefined) return no
  }
  return worst(truth, evaluateRare(at, node, value, names))
}

/** Without a report and without patterns, which is what samples are held against: the same in fewer steps. */
function membersFit(
  at: Evaluation,
  { properties, rest }: NonNullable<SchemaNode['keywords']['object']>,
  value: JsonObject,
  names: string[]
): Truth {
  const { engine } = at
  const inside: Evaluation = { engine, level: at.level + 1, partial: at.partial, path: at.path }
  let truth: Truth = yes
  for (const name of names) {
    engine.budget.spend()
    const part = properties.get(name) ?? rest
    if (part === undefined) continue
    truth = worst(truth, evaluate(inside, conjunctionOfNode(engine, part), value[name]!))
    if (truth === no) return no
  }
  return truth
}

/** A request may leave out a readOnly member, though it is required; a response a writeOnly one. */
function isLeftOut(at: Evaluation, of: Conjunction, name: string): boolean {
  const parts = of.nodes.flatMap(node => partsFor(node, name))
  return parts.length > 0 && isWithheld(conjunctionOf(at.engine, parts))
}

/** Without a name: some members are declared here, so that others are not. */
function declare({ report, path }: Evaluation, name?: string): void {
  if (report === undefined) return
  const key = pathKey(path)
  const names = report.declared.get(key) ?? new Set()
  report.declared.set(key, names)
  if (name !== undefined) names.add(name)
}

export const pathKey = (path: readonly string[]): string => path.join('\n')

function evaluateRare(at: Evaluation, node: SchemaNode, value: JsonObject, names: string[]): Truth {
  const { names: nameSchema, dependentRequired, dependentSchemas, unevaluated } = node.keywords.object!
  const { engine } = at
  let truth: Truth = yes
  if (nameSchema !== undefined) {
    const of = conjunctionOf(engine, [nameSchema])
    for (const name of names) {
      const { report: _, ...quiet } = at
      const fits = evaluate({ ...quiet, level: at.level + 1 }, of, name)
      if (fits !== yes) truth = worst(truth, fits === no ? fail(at, node, 'names', { path: [...at.path, name] }) : fits)
    }
  }
  for (const [name, others] of dependentRequired) {
    if (!Object.hasOwn(value, name) || at.partial) continue
    if (!others.every(other => Object.hasOwn(value, other))) truth = fail(at, node, 'dependent', { detail: name })
  }
  for (const [name, schema] of dependentSchemas) {
    if (!Object.hasOwn(value, name)) continue
    truth = worst(truth, evaluate({ ...at, level: at.level + 1 }, conjunctionOf(engine, [schema]), value))
  }
  if (unevaluated === undefined) return truth
  const spokenOf = evaluatedNames(at, node, value, 0)
  for (const name of names) {
    if (spokenOf === 'all' || spokenOf.has(name)) continue
    if (unevaluated.raw === false) truth = fail(at, unevaluated, 'undeclared', { path: [...at.path, name] })
    else truth = worst(truth, evaluateInside(at, name, conjunctionOf(engine, [unevaluated]), value[name]!))
  }
  return truth
}

/** The members that a schema, its allOf and those of its choices that the value fits have spoken of. */
function evaluatedNames(at: Evaluation, root: SchemaNode, value: JsonObject, depth: number): Set<string> | 'all' {
  const found = new Set<string>()
  if (depth > 20) return found
  const { report: _, ...quiet } = at
  const fits = (node: SchemaNode) => evaluate({ ...quiet, level: at.level + 1 }, conjunctionOf(at.engine, [node]), value) !== no
  for (const node of conjunctionOf(at.engine, [root]).nodes) {
    const { object, choices, conditional } = node.keywords
    if (object?.rest !== undefined || (object?.unevaluated !== undefined && node !== root)) return 'all'
    for (const name of Object.keys(value)) if (partsFor(node, name).length > 0) found.add(name)
    const ways = choices.flatMap(({ options }) => options.map(option => option.node)).filter(fits)
    if (conditional !== undefined)
      ways.push(...(fits(conditional.when) ? [conditional.when, conditional.then] : [conditional.otherwise]))
    for (const [name, schema] of object?.dependentSchemas ?? []) if (Object.hasOwn(value, name)) ways.push(schema)
    for (const way of ways) {
      const more = evaluatedNames(at, way, value, depth + 1)
      if (more === 'all') return 'all'
      for (const name of more) found.add(name)
    }
  }
  return found
}
