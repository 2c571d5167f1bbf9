import type { Json } from '../json.ts'
import { type Conjunction, conjunctionOfNode, narrow, syntheticNode, waysOf } from './conjunction.ts'
import { isEmpty } from './empty.ts'
import type { Engine } from './engine.ts'
import { evaluateConjunction, evaluateNode, no, unknown, yes } from './evaluate.ts'
import { type Failure, type Judgement, judgementOf, ok } from './failure.ts'
import { arrayFailures } from './fits-array.ts'
import { choiceFailures } from './fits-choices.ts'
import { objectFailures } from './fits-object.ts'
import { numberFailures, stringFailures, valueFailures } from './fits-scalars.ts'
import { kinds, numberKinds, type SchemaNode } from './node.ts'
import { sameSchema } from './same.ts'
import { sampleOf } from './sample.ts'
import { viewOf, writtenKinds } from './view.ts'

/** What is compared at one place. */
export interface Pair {
  engine: Engine
  writer: Conjunction
  reader: SchemaNode
  /** How deep in the value. Only what is deeper may lean on a question that is still open. */
  depth: number
}

const deepestValue = 90
const mostRunning = 250

export const fitsWhole = (engine: Engine, writer: SchemaNode, reader: SchemaNode): Judgement =>
  fitsAt({ engine, writer: conjunctionOfNode(engine, writer), reader, depth: 0 })

/**
 * May the reader read all that the writer writes? A pair met again deeper in the value, while it is still being judged, is
 * taken for granted; what leaned on it is forgotten unless the pair turns out well.
 */
export function fitsAt(pair: Pair): Judgement {
  const { engine, writer, reader, depth } = pair
  const key = writer.id * 2 ** 26 + conjunctionOfNode(engine, reader).id
  const known = engine.fits.get(key)
  if (known !== undefined) return lean(engine, key, known)
  const open = engine.running.get(key)
  if (open !== undefined) {
    engine.lowest = Math.min(engine.lowest, open.index)
    if (depth <= open.depth) return judgementOf([unproven(pair, 'recursion', 'recursion')])
    return ok
  }
  if (depth > deepestValue || engine.running.size > mostRunning) return judgementOf([unproven(pair, 'recursion', 'depth')])
  engine.budget.spend()
  const index = engine.running.size
  const outer = engine.lowest
  engine.lowest = Number.POSITIVE_INFINITY
  engine.running.set(key, { depth, index })
  const judgement = judge(pair)
  engine.running.delete(key)
  engine.fits.set(key, judgement)
  settle(engine, key, index, judgement)
  engine.lowest = Math.min(outer, engine.lowest)
  return judgement
}

/** A result that leans on an open pair passes its lean on to whoever uses it. */
function lean(engine: Engine, key: number, known: Judgement): Judgement {
  const leansOn = engine.provisional.get(key)
  if (leansOn !== undefined) engine.lowest = Math.min(engine.lowest, leansOn)
  return known
}

/** Once the pair that others leaned on is judged, those stay that are well and leaned on something well. */
function settle(engine: Engine, key: number, index: number, judgement: Judgement): void {
  if (engine.lowest < index) {
    engine.provisional.set(key, engine.lowest)
    return
  }
  engine.lowest = Number.POSITIVE_INFINITY
  for (const [other, leansOn] of engine.provisional) {
    if (leansOn < index) continue
    engine.provisional.delete(other)
    if (judgement.outcome !== 'ok' || engine.fits.get(other)?.outcome !== 'ok') engine.fits.delete(other)
  }
}

function judge(pair: Pair): Judgement {
  const { engine, writer, reader } = pair
  const readers = conjunctionOfNode(engine, reader).nodes.filter(
    node => !writer.has.has(node.id) && !writer.nodes.some(mine => sameSchema(engine, mine, node))
  )
  if (readers.every(saysNothing)) return ok
  const view = viewOf(engine, writer)
  if (view.kinds === 0) return ok
  const problem = writer.nodes.find(({ keywords }) => keywords.problem !== undefined)
  if (problem !== undefined) return judgementOf([problemFailure(pair, problem)])
  if (view.values !== undefined) return fitsEach(pair, view.values)
  if (writer.choices.length > 0) return fitsAllWays(pair)
  const failures = readers.flatMap(node => nodeFailures({ ...pair, reader: node }))
  if (failures.length === 0 || isEmpty(engine, writer)) return ok
  return judgementOf(failures.map(failure => confirmed(pair, failure)))
}

function problemFailure(pair: Pair, { keywords }: SchemaNode): Failure {
  const { code, detail } = keywords.problem!
  return { ...unproven(pair, 'problem', code), detail }
}

const saysNothing = ({
  keywords: { problem, kinds: all, values, number, string, array, object, choices, nots, conditional }
}: SchemaNode) =>
  all === 127 &&
  choices.length + nots.length === 0 &&
  [problem, values, number, string, array, object, conditional].every(part => part === undefined)

/** Where the writer's values can be counted, each is simply tried. */
function fitsEach(pair: Pair, values: Json[]): Judgement {
  const { engine, reader } = pair
  const refused: Json[] = []
  let unsure = false
  for (const value of values) {
    const truth = evaluateNode(engine, reader, value)
    if (truth === no) refused.push(value)
    else if (truth === unknown) unsure = true
  }
  if (refused.length === 0) return unsure ? judgementOf([unproven(pair, 'values', 'no-witness')]) : ok
  const disjoint = refused.length === values.length
  // null is a matter of its own.
  const groups = [refused.filter(value => value === null), refused.filter(value => value !== null)].filter(
    group => group.length > 0
  )
  return judgementOf(
    groups.map(group => {
      const keyword = group[0] === null ? 'null' : 'values'
      return confirmed(pair, {
        ...place(pair),
        keyword,
        outcome: 'broken',
        disjoint,
        detail: listed(group),
        ...shownBy(pair, group)
      })
    })
  )
}

function shownBy({ engine, writer }: Pair, values: Json[]): { witness?: Json } {
  const sure = values.find(value => evaluateConjunction(engine, writer, value) === yes)
  return sure === undefined ? {} : { witness: sure }
}

const listed = (values: Json[]) => JSON.stringify(values.slice(0, 5)).slice(1, -1)

/**
 * Every way of the writer's choice must fit. Where some ways do, or could, the failures of the others are of these ways
 * only, however certain they are there.
 */
function fitsAllWays(pair: Pair): Judgement {
  const { engine, writer } = pair
  const { keyword } = writer.choices[0]!
  const results = waysOf(engine, writer).map(way => ({ way, ...fitsAt({ ...pair, writer: way }) }))
  const failing = results.filter(({ outcome }) => outcome !== 'ok')
  if (failing.length === 0) return ok
  const fine = results.some(({ way, outcome }) => outcome === 'ok' && !isEmpty(engine, way))
  const possible = failing.filter(({ failures }) => !failures.some(({ disjoint }) => disjoint))
  const failures = failing.flatMap(result => {
    const aside = fine || (possible.length > 0 && !possible.includes(result))
    return aside ? result.failures.map(failure => ofOneWay(keyword, failure)) : result.failures
  })
  return judgementOf(failures.map(failure => confirmed(pair, failure)))
}

/** That a value may be null is told as such, and what is wrong with the value itself is no matter of a choice then. */
function ofOneWay(keyword: string, failure: Failure): Failure {
  if (keyword !== 'nullable') return { ...failure, disjoint: false, onBranch: keyword }
  return failure.keyword === 'null' && failure.path.length === 0 ? { ...failure, disjoint: false } : failure
}

/** One schema of the reader's, without its allOf and $ref. */
function nodeFailures(pair: Pair): Failure[] {
  const { engine, writer, reader } = pair
  const view = viewOf(engine, writer)
  const { keywords } = reader
  if (keywords.problem !== undefined) return [problemFailure(pair, reader)]
  if (view.anything && !engine.strict) return saysNothing(reader) ? [] : [unproven(pair, 'anything', 'anything')]
  const failures: Failure[] = []
  const written = writtenKinds(engine, view)
  const foreign = written & ~keywords.kinds
  if (foreign !== 0) failures.push(...kindFailures(pair, foreign))
  const shared = written & keywords.kinds
  if (shared !== 0) {
    if (keywords.values !== undefined) failures.push(...valueFailures(pair))
    if (keywords.number !== undefined && (shared & numberKinds) !== 0) failures.push(...numberFailures(pair))
    if (keywords.string !== undefined && (shared & kinds.string) !== 0) failures.push(...stringFailures(pair))
    if (keywords.array !== undefined && (shared & kinds.array) !== 0) failures.push(...arrayFailures(pair))
    if (keywords.object !== undefined && (shared & kinds.object) !== 0) failures.push(...objectFailures(pair))
    failures.push(...choiceFailures(pair))
  }
  return failures
}

function kindFailures(pair: Pair, foreign: number): Failure[] {
  const { engine, writer, reader } = pair
  const shared = writtenKinds(engine, viewOf(engine, writer)) & reader.keywords.kinds
  const keyword = foreign === kinds.null ? 'null' : 'type'
  const sample = foreign === kinds.null ? null : sampleOf(engine, narrow(engine, writer, [kindNode(engine, foreign)]))
  const witness = sample === undefined ? {} : { witness: sample }
  return [{ ...place(pair), keyword, outcome: 'broken', disjoint: shared === 0, ...witness }]
}

export const kindNode = (engine: Engine, mask: number): SchemaNode =>
  syntheticNode(engine, `kind ${mask}`, () => {
    const names = Object.entries(kinds).filter(([name, bit]) => name !== 'fraction' && (mask & bit) !== 0)
    const whole = (mask & numberKinds) === kinds.integer ? 'integer' : 'number'
    const types = names.map(([name]) => name).filter(name => name !== 'integer')
    if ((mask & numberKinds) !== 0) types.push(whole)
    const onlyFraction = (mask & numberKinds) === kinds.fraction ? { not: { type: 'integer' } } : {}
    return { type: types, ...onlyFraction }
  })

/** A failure is broken only with a witness: a value that the writer may write and the reader refuses. */
function confirmed({ engine, writer, reader }: Pair, failure: Failure): Failure {
  const { witness, ...rest } = failure
  if (witness === undefined) {
    return failure.outcome === 'broken' ? { ...rest, outcome: 'unproven', reason: 'no-witness' } : failure
  }
  const holds = evaluateConjunction(engine, writer, witness) === yes && evaluateNode(engine, reader, witness) === no
  if (!holds) return { ...rest, outcome: 'unproven', reason: failure.reason ?? 'no-witness' }
  const { reason: _, ...sure } = failure
  return { ...sure, outcome: 'broken' }
}

export const place = ({ writer, reader }: Pair) => ({ path: [], writer: writer.nodes[0]?.pointer ?? '', reader: reader.pointer })

export const unproven = (pair: Pair, keyword: Failure['keyword'], reason: NonNullable<Failure['reason']>): Failure => ({
  ...place(pair),
  keyword,
  outcome: 'unproven',
  reason,
  disjoint: false
})
