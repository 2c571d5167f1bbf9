import type { ErrorObject } from 'ajv'
import { quoted } from './place.ts'

/** What a meta-schema found, in the words of documents. */
export function findingSentence({ keyword, params, message, data }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${[params.type].flat().filter(isTold).map(kind).join(' or ')}, not ${shown(data)}`
    case 'required':
      return `needs ${quoted(params.missingProperty)}`
    case 'additionalProperties':
      return 'is no member of the specification here, and is not read'
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}, not ${shown(data)}`
    case 'pattern':
      return `must not be ${shown(data)}`
    case 'minItems':
      return 'must not be empty'
    default:
      return message ?? 'is not as the specification has it'
  }
}

const kinds: Record<string, string> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number'
}
const kind = (type: string) => kinds[type] ?? type
/** Empty is told as what it may be instead. */
const isTold = (type: string) => type !== 'null'

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'a map' : quoted(value)
}
