import { type Conjunction, conjunctionOf, narrow, waysOf } from './conjunction.ts'
import { isEmpty } from './empty.ts'
import type { Engine } from './engine.ts'
import { maySend } from './fits-object.ts'
import { kinds, type SchemaNode } from './node.ts'
import { sampleOf } from './sample.ts'
import { itemOf, memberOf, viewOf } from './view.ts'

const deepest = 12

/** Is there a value that the writer writes and the reader reads? */
export function overlapOf(engine: Engine, writer: Conjunction, reader: SchemaNode): 'yes' | 'no' | 'unknown' {
  if (isDisjoint(engine, writer, reader)) return 'no'
  const unreadable = [...writer.nodes, ...conjunctionOf(engine, [reader]).nodes].some(
    ({ keywords }) => keywords.problem !== undefined
  )
  if (unreadable) return 'unknown'
  return sampleOf(engine, narrow(engine, writer, [reader])) === undefined ? 'unknown' : 'yes'
}

/** Whether it is proved that there is none. A writer that is not strict sends only what it declares. */
export function isDisjoint(engine: Engine, writer: Conjunction, reader: SchemaNode): boolean {
  return disjoint(engine, writer, conjunctionOf(engine, [reader]), 0)
}

function disjoint(engine: Engine, writer: Conjunction, reader: Conjunction, depth: number): boolean {
  engine.budget.spend()
  if (depth > deepest) return false
  const shared = viewOf(engine, writer).kinds & viewOf(engine, reader).kinds
  if (shared === 0) return true
  if (isEmpty(engine, narrow(engine, writer, reader.nodes))) return true
  if (writer.choices.length > 0) return waysOf(engine, writer).every(way => disjoint(engine, way, reader, depth + 1))
  if (reader.choices.length > 0) return waysOf(engine, reader).every(way => disjoint(engine, writer, way, depth + 1))
  if (shared === kinds.object) return disjointObjects(engine, writer, reader, depth)
  return shared === kinds.array && disjointArrays(engine, writer, reader, depth)
}

function disjointObjects(engine: Engine, writer: Conjunction, reader: Conjunction, depth: number): boolean {
  const [mine, theirs] = [viewOf(engine, writer), viewOf(engine, reader)]
  const apart = (name: string) => {
    const [a, b] = [memberOf(engine, writer, mine, name).value, memberOf(engine, reader, theirs, name).value]
    return b.nodes.length > 0 && disjoint(engine, a, b, depth + 1)
  }
  if ([...theirs.required].some(name => !maySend(engine, writer, mine, name) || apart(name))) return true
  return [...mine.required].some(name => !theirs.required.has(name) && apart(name))
}

function disjointArrays(engine: Engine, writer: Conjunction, reader: Conjunction, depth: number): boolean {
  const [mine, theirs] = [viewOf(engine, writer), viewOf(engine, reader)]
  const least = Math.max(mine.minItems, theirs.minItems)
  if (least > Math.min(mine.maxItems, theirs.maxItems)) return true
  for (let i = 0; i < Math.min(least, Math.max(mine.prefix, theirs.prefix) + 1); i++) {
    if (disjoint(engine, itemOf(engine, writer, mine, i), itemOf(engine, reader, theirs, i), depth + 1)) return true
  }
  return false
}
