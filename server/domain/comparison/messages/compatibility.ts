import type { Limits } from '../budget.ts'
import { undecided } from '../field-findings.ts'
import type { Finding, Severity } from '../findings.ts'
import { into } from '../pointer.ts'
import { createEngine, fits } from '../schema/engine.ts'
import { avroProblem } from './avro.ts'
import type { Payload } from './offer.ts'

/**
 * BACKWARD: the next schema reads what was written with the earlier ones. FORWARD: the earlier ones read what is written
 * with the next. Without TRANSITIVE, only the last of the earlier ones counts.
 */
export type Compatibility =
  | 'NONE'
  | 'BACKWARD'
  | 'BACKWARD_TRANSITIVE'
  | 'FORWARD'
  | 'FORWARD_TRANSITIVE'
  | 'FULL'
  | 'FULL_TRANSITIVE'

export interface CompatibilityQuestion {
  /** Oldest first. */
  earlier: readonly Payload[]
  next: Payload
  level: Compatibility
  /** A writer may send members that it does not declare. */
  strict?: boolean
  limits: Limits
}

/** One schema of a message against its earlier ones. A default fills in for what is missing. */
export function checkCompatibility({ earlier, next, level, strict = false, limits }: CompatibilityQuestion): Finding[] {
  if (level === 'NONE') return []
  const against = level.endsWith('_TRANSITIVE') ? earlier : earlier.slice(-1)
  const backward = level.startsWith('BACKWARD') || level.startsWith('FULL')
  const forward = level.startsWith('FORWARD') || level.startsWith('FULL')
  return against.flatMap(old => [
    ...(backward ? readable({ writer: old, reader: next, way: 'backward', strict, limits }) : []),
    ...(forward ? readable({ writer: next, reader: old, way: 'forward', strict, limits }) : [])
  ])
}

interface Reading {
  writer: Payload
  reader: Payload
  way: 'backward' | 'forward'
  strict: boolean
  limits: Limits
}

function readable(reading: Reading): Finding[] {
  const { writer, reader, strict, limits } = reading
  if (writer.format !== reader.format) {
    return [
      finding(reading, 'msg.format', 'error', {
        detail: { type: writer.formatName ?? writer.format, declared: reader.formatName ?? reader.format }
      })
    ]
  }
  if (writer.format === 'avro') return readableAvro(reading)
  if (writer.schema === undefined || reader.schema === undefined) {
    return [finding(reading, 'body.unsupported', 'undecided', { detail: { about: writer.formatName ?? writer.format } })]
  }
  const engine = createEngine({ strict, defaults: true, limits })
  return fits(engine, writer.schema, reader.schema).failures.map(failure => {
    const { keyword, outcome, reason, path, witness } = failure
    const detail = { keyword, way: reading.way, ...(reason !== undefined && { reason }) }
    const more = { path: into('', ...path), detail, ...(witness !== undefined && { witness }) }
    const where = { contract: failure.reader, document: failure.writer }
    if (outcome === 'broken') return { ...finding(reading, 'msg.compat', 'error', more), ...where }
    const unsure = keyword === 'problem' || keyword === 'budget' || keyword === 'recursion'
    return { ...finding(reading, unsure ? undecided(reason).code : 'msg.compat', 'undecided', more), ...where }
  })
}

function readableAvro(reading: Reading): Finding[] {
  const problem = avroProblem(reading.reader.raw, reading.writer.raw)
  if (problem === undefined) return []
  const detail = { way: reading.way, about: problem.detail }
  if (problem.kind === 'unreadable') return [finding(reading, 'spec.schema.invalid', 'undecided', { detail })]
  return [finding(reading, 'msg.compat', 'error', { detail })]
}

/** `contract` is the place in the reader's document, `document` that in the writer's. */
function finding({ writer, reader }: Reading, code: Finding['code'], severity: Severity, more: Partial<Finding>): Finding {
  return { code, severity, direction: 'message', contract: reader.pointer, document: writer.pointer, ...more }
}
