import type { Json } from '../json.ts'
import type { Pattern } from '../patterns.ts'
import { readKeywords } from './read-keywords.ts'
import type { SchemaSource } from './source.ts'

/** The kinds of JSON values as bits. A number is an integer or has a fraction, so that `integer` is a part of `number`. */
export const kinds = { null: 1, boolean: 2, integer: 4, fraction: 8, string: 16, array: 32, object: 64 } as const
export const anyKind = 127
export const numberKinds = kinds.integer | kinds.fraction

export function kindOf(value: Json): number {
  if (value === null) return kinds.null
  if (Array.isArray(value)) return kinds.array
  if (typeof value === 'number') return Number.isInteger(value) ? kinds.integer : kinds.fraction
  return kinds[typeof value as 'boolean' | 'string' | 'object']
}

export interface Bound {
  value: number
  open: boolean
}

export interface PatternMember {
  source: string
  /** `undefined` where the pattern cannot be read. */
  pattern: Pattern | undefined
  node: SchemaNode
}

/** One way a value may go. `not` holds what is excluded on that way. */
export interface Option {
  node: SchemaNode
  not?: SchemaNode
}

export interface Choice {
  /** anyOf, oneOf, or the sub-types of a discriminator on a base class. */
  kind: 'any' | 'one' | 'subtypes'
  keyword: string
  options: Option[]
}

export interface SchemaProblem {
  code: 'spec.schema.invalid' | 'spec.ref.unresolved' | 'rule.unsupported'
  detail: string
}

/** The constraints of one schema, apart from its `$ref` and `allOf`, which stay conjunctive in `all`. */
export interface Keywords {
  kinds: number
  values?: Json[]
  number?: { lower?: Bound; upper?: Bound; multipleOf?: number; format?: string }
  string?: { minLength: number; maxLength: number; pattern?: string; format?: string }
  array?: {
    prefix: SchemaNode[]
    rest?: SchemaNode
    minItems: number
    maxItems: number
    unique: boolean
    contains?: { node: SchemaNode; min: number; max: number }
    unevaluated?: SchemaNode
    /** Each must be possible for some item: what Pact's arrayContains asks. */
    some: SchemaNode[]
  }
  object?: {
    properties: Map<string, SchemaNode>
    patterns: PatternMember[]
    /** additionalProperties */
    rest?: SchemaNode
    required: string[]
    minProperties: number
    maxProperties: number
    names?: SchemaNode
    dependentRequired: Array<[name: string, others: string[]]>
    dependentSchemas: Array<[name: string, node: SchemaNode]>
    unevaluated?: SchemaNode
  }
  all: SchemaNode[]
  choices: Choice[]
  nots: SchemaNode[]
  conditional?: { when: SchemaNode; then: SchemaNode; otherwise: SchemaNode; asChoice: Choice }
  readOnly: boolean
  writeOnly: boolean
  hasDefault: boolean
  /** Examples and defaults: good guesses for a value. */
  hints: Json[]
  problem?: SchemaProblem
}

let created = 0

/** A schema at its place in a document. What it says is read when it is first asked for: documents are large and cyclic. */
export class SchemaNode {
  /** Tells nodes apart in the keys of memos; the order of creation means nothing. */
  readonly id = ++created
  readonly source: SchemaSource
  readonly pointer: string
  readonly raw: Json
  #keywords: Keywords | undefined

  constructor(source: SchemaSource, pointer: string, raw: Json) {
    this.source = source
    this.pointer = pointer
    this.raw = raw
  }

  get keywords(): Keywords {
    return (this.#keywords ??= readKeywords(this))
  }
}
