// A pure function around avsc, which the domain may import: it reads schemas given as values, no files.
import avro from 'avsc'
import { isObject, type Json, type JsonObject } from '../json.ts'

const mostNodes = 20_000
const deepest = 60

/**
 * Why a reader with the one Avro schema cannot read what a writer with the other writes; `undefined` where it can.
 * `unreadable`: one of the schemas is none, or is too large.
 */
export function avroProblem(reader: Json, writer: Json): { kind: 'unreadable' | 'broken'; detail: string } | undefined {
  const types: Array<ReturnType<typeof read>> = [read(reader), read(writer)]
  const [reads, writes] = types
  if (reads === undefined || writes === undefined)
    return { kind: 'unreadable', detail: 'the schema is too large or nested too deep' }
  if ('problem' in reads) return { kind: 'unreadable', detail: reads.problem }
  if ('problem' in writes) return { kind: 'unreadable', detail: writes.problem }
  try {
    reads.type.createResolver(writes.type)
    return undefined
  } catch (error) {
    return { kind: 'broken', detail: shortened(error) }
  }
}

function read(schema: Json): { type: avro.Type } | { problem: string } | undefined {
  if (!isSmall(schema)) return undefined
  try {
    // Logical types would call code of whoever registered them; none are registered, names stay within this call.
    return { type: avro.Type.forSchema(structuredClone(schema) as avro.Schema, { registry: {}, logicalTypes: {} }) }
  } catch (error) {
    return { problem: shortened(error) }
  }
}

function isSmall(schema: Json): boolean {
  let left = mostNodes
  const fits = (value: Json, depth: number): boolean => {
    if (--left < 0 || depth > deepest) return false
    if (Array.isArray(value)) return value.every(item => fits(item, depth + 1))
    return !isObject(value) || Object.values(value as JsonObject).every(item => fits(item, depth + 1))
  }
  return fits(schema, 0)
}

const shortened = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 300)
