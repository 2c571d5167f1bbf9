import { type Json, type JsonObject, kindName } from '../json.ts'
import { literalPattern } from '../patterns.ts'
import type { Matcher } from './rules.ts'

/** What a matcher says of a value that is no container, as JSON Schema. What is not known here is said to be so. */
export function matcherSchema({ name, parameters }: Matcher, example: Json): JsonObject {
  switch (name) {
    case 'equality':
      return { const: example }
    case 'type':
      return { type: kindName(example) }
    case 'regex':
      return regexSchema(parameters.regex, example)
    case 'integer':
      return { type: 'integer' }
    case 'decimal':
    case 'number':
      return { type: 'number' }
    case 'boolean':
      return { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false'] }] }
    case 'null':
      return { type: 'null' }
    case 'include':
      return { type: 'string', pattern: literalPattern(String(parameters.value ?? example)) }
    case 'date':
    case 'time':
    case 'datetime':
      return timeSchema(name, parameters)
    case 'semver':
      return { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+([-+].*)?$' }
    case 'notEmpty':
      return { type: kindName(example), minLength: 1, minItems: 1, minProperties: 1 }
    // Looks at the bytes; the media type is compared anyway.
    case 'contentType':
      return {}
    default:
      return { 'x-unsupported-rule': name }
  }
}

function regexSchema(regex: Json | undefined, example: Json): JsonObject {
  if (typeof regex !== 'string') return { 'x-unsupported-rule': 'regex' }
  if (typeof example === 'string') return { type: 'string', pattern: regex }
  // Matched against the text of a value that is no text.
  return { allOf: [{ type: kindName(example) }, { 'x-unsupported-rule': `regex on a ${kindName(example)}` }] }
}

/** Java's date formats that are those of ISO 8601. */
const iso: Record<string, RegExp> = {
  date: /^(yyyy-MM-dd|uuuu-MM-dd)$/,
  time: /^('?T'?)?HH:mm:ss(\.S+)?(XXX|Z|'Z'|X)$/,
  datetime: /^(yyyy|uuuu)-MM-dd('?T'?)HH:mm:ss(\.S+)?(XXX|X|Z|'Z'|ZZ|ZZZZZ)$/
}

function timeSchema(name: 'date' | 'time' | 'datetime', parameters: { [name: string]: Json }): JsonObject {
  const format = parameters.format ?? parameters[name] ?? (name === 'datetime' ? parameters.timestamp : undefined)
  if (format === undefined && name === 'time') return { type: 'string', pattern: '^\\d\\d:\\d\\d:\\d\\d' }
  if (format === undefined || (typeof format === 'string' && iso[name]!.test(format))) {
    return { type: 'string', format: name === 'datetime' ? 'date-time' : name }
  }
  return { allOf: [{ type: 'string' }, { 'x-unsupported-rule': `${name} ${JSON.stringify(format)}` }] }
}
