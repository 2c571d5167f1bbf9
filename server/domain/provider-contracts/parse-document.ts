import type { JsonObject } from '../comparison/json.ts'
import { tokensOf } from '../comparison/pointer.ts'
import type { Limits } from './limits.ts'
import { locateInJson } from './locate-in-json.ts'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'
import { type DocumentProblem, lineAt, placed, quoted } from './place.ts'

export type DocumentFormat = 'json' | 'yaml'

export interface ParsedDocument {
  format: DocumentFormat
  /** The root of a document is a map. */
  value: JsonObject
  /** The line, from 1, of what a JSON Pointer points at, or of the last there is on the way. */
  lineOf: (pointer: string) => number
}

/**
 * A document's value, whatever it was called: what begins with a bracket is JSON, all else is YAML. What is wrong is told with
 * line and column.
 */
export function parseDocument(text: string, limits: Limits): ParsedDocument | { problem: string } {
  // A byte order mark is no part of the document.
  const body = text.replace(/^\ufeff/, '')
  const format = /^\s*[[{]/.test(body) ? 'json' : 'yaml'
  const parsed = parse(body, format, limits)
  if ('sentence' in parsed) return { problem: placed(body, parsed) }
  const { value, locate = path => locateInJson(body, path) } = parsed
  if (isMap(value)) {
    return { format, value: value as JsonObject, lineOf: pointer => lineAt(body, locate(tokensOf(pointer)) ?? 0) }
  }
  return { problem: value === null || value === undefined ? 'it is empty' : `its root must be a map, not ${nameOf(value)}` }
}

interface Parsed {
  value: unknown
  locate?: (path: readonly string[]) => number | undefined
}

function parse(text: string, format: DocumentFormat, limits: Limits): Parsed | DocumentProblem {
  if (format === 'json') {
    return text.length > limits.characters ? tooLong('', limits.characters) : parseJson(text, limits)
  }
  return text.length > limits.yamlCharacters
    ? tooLong(' in YAML; publish it as JSON, which may be longer', limits.yamlCharacters)
    : parseYaml(text, limits)
}

const tooLong = (rest: string, most: number): DocumentProblem => ({ sentence: `it is longer than ${most} characters${rest}` })

const nameOf = (value: unknown) => (Array.isArray(value) ? 'a list' : quoted(value))

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
