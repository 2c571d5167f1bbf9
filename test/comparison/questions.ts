import type { Json } from '../../server/domain/comparison/json.ts'
import { createEngine, type Engine, fits, isValid, overlaps } from '../../server/domain/comparison/schema/engine.ts'
import type { Judgement } from '../../server/domain/comparison/schema/failure.ts'
import type { SchemaNode } from '../../server/domain/comparison/schema/node.ts'
import { type Dialect, dialects, SchemaSource } from '../../server/domain/comparison/schema/source.ts'

export const limits = { steps: 200_000 }

export interface Asking {
  strict?: boolean
  defaults?: boolean
  dialect?: Dialect
  steps?: number
}

const engineFor = ({ strict = false, defaults = false, steps = limits.steps }: Asking): Engine =>
  createEngine({ strict, defaults, limits: { steps } })

/** The schema that is the whole of a document. */
export const schemaOf = (raw: unknown, dialect: Dialect = dialects['2020-12']): SchemaNode =>
  new SchemaSource('test', raw as Json, dialect).at('')!

export const schemaAt = (document: unknown, pointer: string, dialect: Dialect, flow: 'request' | 'response'): SchemaNode =>
  new SchemaSource('test', document as Json, dialect, flow).at(pointer)!

/** May the reader read all that the writer writes? */
export const judged = (writer: unknown, reader: unknown, asking: Asking = {}): Judgement =>
  fits(engineFor(asking), schemaOf(writer, asking.dialect), schemaOf(reader, asking.dialect))

export const overlapping = (one: unknown, other: unknown, asking: Asking = {}) =>
  overlaps(engineFor(asking), schemaOf(one, asking.dialect), schemaOf(other, asking.dialect))

export const valid = (schema: unknown, value: unknown, asking: Asking = {}) =>
  (['no', 'unknown', 'yes'] as const)[isValid(engineFor(asking), schemaOf(schema, asking.dialect), value as Json)]
