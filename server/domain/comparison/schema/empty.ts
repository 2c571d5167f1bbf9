import { type Conjunction, waysOf } from './conjunction.ts'
import type { Engine } from './engine.ts'
import { fitsAt } from './fits.ts'
import { kinds, numberKinds, type SchemaNode } from './node.ts'
import { itemOf, memberOf, type View, viewOf } from './view.ts'

const deepest = 12
/** Above all depths of values: a pair in progress outside is never taken for granted at once. */
const unguarded = -1_000

/** Whether it is proved that no value at all is possible. `false` proves nothing. */
export function isEmpty(engine: Engine, of: Conjunction, depth = 0): boolean {
  const known = engine.empty.get(of.id)
  if (known !== undefined) return known
  if (depth > deepest) return false
  engine.budget.spend()
  // A schema that needs itself inside itself is not shown to be empty; that is the careful answer.
  engine.empty.set(of.id, false)
  const empty = prove(engine, of, depth)
  engine.empty.set(of.id, empty)
  return empty
}

function prove(engine: Engine, of: Conjunction, depth: number): boolean {
  const view = viewOf(engine, of)
  if (view.kinds === 0) return true
  if (view.values === undefined && everyKindIsEmpty(engine, of, view, depth)) return true
  if (of.choices.length > 0) return waysOf(engine, of).every(way => isEmpty(engine, way, depth + 1))
  return of.nots.some(not => of.has.has(not.id) || isWithin(engine, of, not))
}

/** What is remembered here must not lean on pairs in progress, which may still fail. */
function isWithin(engine: Engine, of: Conjunction, not: SchemaNode): boolean {
  const outer = engine.lowest
  engine.lowest = Number.POSITIVE_INFINITY
  const { outcome } = fitsAt({ engine, writer: of, reader: not, depth: unguarded })
  const leans = engine.lowest !== Number.POSITIVE_INFINITY
  engine.lowest = Math.min(outer, engine.lowest)
  return outcome === 'ok' && !leans
}

function everyKindIsEmpty(engine: Engine, of: Conjunction, view: View, depth: number): boolean {
  if ((view.kinds & (kinds.null | kinds.boolean)) !== 0) return false
  if ((view.kinds & numberKinds) !== 0 && !noNumber(view)) return false
  if ((view.kinds & kinds.string) !== 0 && view.minLength <= view.maxLength) return false
  if ((view.kinds & kinds.array) !== 0 && !noArray(engine, of, view, depth)) return false
  return (view.kinds & kinds.object) === 0 || noObject(engine, of, view, depth)
}

function noNumber({ lower, upper, kinds: mask }: View): boolean {
  if (lower === undefined || upper === undefined) return false
  if (lower.value > upper.value || (lower.value === upper.value && (lower.open || upper.open))) return true
  if ((mask & kinds.fraction) !== 0) return false
  const first = lower.open ? Math.floor(lower.value) + 1 : Math.ceil(lower.value)
  return first > upper.value || (upper.open && first === upper.value)
}

function noArray(engine: Engine, of: Conjunction, view: View, depth: number): boolean {
  if (view.minItems > view.maxItems) return true
  return view.minItems > 0 && isEmpty(engine, itemOf(engine, of, view, 0), depth + 1)
}

function noObject(engine: Engine, of: Conjunction, view: View, depth: number): boolean {
  if (Math.max(view.minProperties, view.required.size) > view.maxProperties) return true
  return [...view.required].some(name => isEmpty(engine, memberOf(engine, of, view, name).value, depth + 1))
}
