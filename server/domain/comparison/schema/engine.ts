import { Budget, BudgetSpent, type Limits } from '../budget.ts'
import type { Json } from '../json.ts'
import { type Conjunction, conjunctionOf } from './conjunction.ts'
import { emptyReport, evaluate, evaluateNode, fail, type Report, type Truth, unknown } from './evaluate.ts'
import { Expectations } from './expectations.ts'
import type { Judgement } from './failure.ts'
import { fitsWhole } from './fits.ts'
import type { SchemaNode } from './node.ts'
import { overlapOf } from './overlaps.ts'

export interface EngineOptions {
  /** A writer may send members that it does not declare. By default it sends only what it declares. */
  strict?: boolean
  /** A reader fills in a missing member that has a default. */
  defaults?: boolean
  limits: Limits
}

/** Memos of one comparison. Nodes and what is known about them live as long as the engine and their sources. */
export interface Engine {
  readonly strict: boolean
  readonly defaults: boolean
  budget: Budget
  readonly conjunctions: Map<string, Conjunction>
  readonly conjunctionsOfNodes: Map<number, Conjunction>
  readonly synthetic: Map<string, SchemaNode>
  readonly fits: Map<number, Judgement>
  readonly running: Map<number, { depth: number; index: number }>
  /** Results that lean on a pair still in progress, each with the index of the outermost such pair. */
  readonly provisional: Map<number, number>
  lowest: number
  readonly same: Map<string, boolean>
  readonly empty: Map<number, boolean>
  readonly samples: Map<number, Json | undefined>
  /** Of objects and lists, by their identity and that of a conjunction: whether the one fits the other. */
  truths: WeakMap<object, Map<number, Truth>>
  expectations: Expectations
}

export function createEngine({ strict = false, defaults = false, limits }: EngineOptions): Engine {
  return {
    strict,
    defaults,
    budget: new Budget(limits),
    conjunctions: new Map(),
    conjunctionsOfNodes: new Map(),
    synthetic: new Map(),
    fits: new Map(),
    running: new Map(),
    provisional: new Map(),
    lowest: Number.POSITIVE_INFINITY,
    same: new Map(),
    empty: new Map(),
    samples: new Map(),
    truths: new WeakMap(),
    expectations: new Expectations()
  }
}

/** Contracts come and go, and leave behind what nobody asks again. */
const mostRemembered = 50_000

/** Gives the next questions a budget of their own; what is known stays known, as long as it is not too much. */
export function renewBudget(engine: Engine, limits: Limits): void {
  engine.budget = new Budget(limits)
  if (engine.conjunctions.size < mostRemembered) return
  const { conjunctions, conjunctionsOfNodes, synthetic, fits: pairs, same, empty, samples } = engine
  for (const memo of [conjunctions, conjunctionsOfNodes, synthetic, pairs, same, empty, samples]) memo.clear()
  engine.truths = new WeakMap()
  engine.expectations = new Expectations()
}

/** May everything the writer writes be read by the reader? */
export function fits(engine: Engine, writer: SchemaNode, reader: SchemaNode): Judgement {
  return guarded(
    engine,
    () => fitsWhole(engine, writer, reader),
    () => ({
      outcome: 'unproven',
      failures: [
        {
          keyword: 'budget',
          outcome: 'unproven',
          reason: 'budget',
          disjoint: false,
          path: [],
          writer: writer.pointer,
          reader: reader.pointer
        }
      ]
    })
  )
}

/** Is there a value that the one writes and the other reads? */
export function overlaps(engine: Engine, writer: SchemaNode, reader: SchemaNode): 'yes' | 'no' | 'unknown' {
  return guarded(
    engine,
    () => overlapOf(engine, conjunctionOf(engine, [writer]), reader),
    () => 'unknown'
  )
}

/** Is this very value valid? `unknown` where a part of the schema could not be read. */
export function isValid(engine: Engine, schema: SchemaNode, value: Json): Truth {
  return guarded(
    engine,
    () => evaluateNode(engine, schema, value),
    () => unknown
  )
}

/** What is wrong with a value. An example is judged as a part: members may be missing. */
export function inspect(engine: Engine, schema: SchemaNode, value: Json, partial = false): Report {
  const report = emptyReport()
  const at = { engine, level: 0, partial, path: [], report }
  return guarded(
    engine,
    () => {
      evaluate(at, conjunctionOf(engine, [schema]), value)
      return report
    },
    () => {
      fail(at, schema, 'budget', { reason: 'budget' })
      return report
    }
  )
}

/** A budget that is spent in the middle leaves pairs in progress behind, which must not be taken for known. */
export function guarded<Answer>(engine: Engine, ask: () => Answer, spent: () => Answer): Answer {
  try {
    return ask()
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    for (const key of engine.provisional.keys()) engine.fits.delete(key)
    engine.provisional.clear()
    engine.running.clear()
    engine.lowest = Number.POSITIVE_INFINITY
    return spent()
  }
}
