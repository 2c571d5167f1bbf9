import type { Asking } from './questions.ts'

/** What the first writes and the second reads, and the other way round. */
export type Row = [says: string, one: unknown, other: unknown, oneToOther: string, otherToOne: string, asking?: Asking]

export const scalarRows: Record<string, Row[]> = {
  types: [
    ['a number is no text', { type: 'string' }, { type: 'number' }, 'type', 'type'],
    ['a whole number is a number', { type: 'integer' }, { type: 'number' }, 'ok', 'type'],
    ['null is a matter of its own', { type: 'string' }, { type: ['string', 'null'] }, 'ok', 'null'],
    ['a list of types', { type: ['string', 'integer'] }, { type: ['integer', 'boolean', 'string'] }, 'ok', 'type'],
    ['false writes nothing and reads nothing', false, { type: 'string' }, 'ok', 'type'],
    ['who says nothing may write anything', true, { type: 'string' }, 'anything?', 'ok'],
    ['strictly, that is broken', true, { type: 'string' }, 'type', 'ok', { strict: true }]
  ],
  copies: [
    ['values that are named like annotations', { const: { title: 'a' } }, { const: { title: 'b' } }, 'values', 'values'],
    [
      'members that are named like annotations',
      { type: 'object', properties: { title: { type: 'string' }, description: true } },
      { type: 'object', properties: { title: { type: 'string' }, description: false } },
      '/description anything?',
      'ok'
    ],
    ['a reference and a value', { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } }, { const: '#/$defs/a' }, 'values', 'ok'],
    [
      'the same reference to something else',
      { $ref: '#/$defs/a', $defs: { a: { type: 'string' } } },
      { $ref: '#/$defs/a', $defs: { a: { type: 'integer' } } },
      'type',
      'type'
    ],
    ['other words about it', { type: 'string', title: 'a', description: 'b' }, { type: 'string', title: 'c' }, 'ok', 'ok']
  ],
  values: [
    ['more values', { enum: ['a'] }, { enum: ['a', 'b'] }, 'ok', 'values'],
    ['const is an enum of one', { const: 1 }, { enum: [1, 2] }, 'ok', 'values'],
    ['a text is not one of some texts', { enum: ['a'] }, { type: 'string' }, 'ok', 'values'],
    ['true and false are all there is', { enum: [true, false] }, { type: 'boolean' }, 'ok', 'ok'],
    ['objects are compared as JSON', { const: { a: 1, b: 2 } }, { const: { b: 2, a: 1 } }, 'ok', 'ok'],
    ['null among the values', { enum: ['a', null] }, { enum: ['a'] }, 'null', 'ok']
  ],
  numbers: [
    ['a higher minimum', { type: 'number', minimum: 1 }, { type: 'number', minimum: 0 }, 'ok', 'bound'],
    ['a lower maximum', { type: 'number', maximum: 1 }, { type: 'number', maximum: 2 }, 'ok', 'bound'],
    ['an exclusive bound', { type: 'number', exclusiveMinimum: 0 }, { type: 'number', minimum: 0 }, 'ok', 'bound'],
    [
      'a boolean exclusive bound',
      { type: 'number', minimum: 0, exclusiveMinimum: true },
      { type: 'number', minimum: 0 },
      'ok',
      'bound'
    ],
    [
      'above 0 is from 1 for whole numbers',
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'integer', minimum: 1 },
      'ok',
      'ok'
    ],
    ['multiples of a multiple', { type: 'integer', multipleOf: 6 }, { type: 'integer', multipleOf: 3 }, 'ok', 'multipleOf'],
    ['a narrower format', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }, 'ok', 'format']
  ],
  texts: [
    ['lengths', { type: 'string', minLength: 2, maxLength: 3 }, { type: 'string', minLength: 1, maxLength: 4 }, 'ok', 'length'],
    ['a pattern', { type: 'string', pattern: '^a' }, { type: 'string' }, 'ok', 'pattern'],
    ['two patterns', { type: 'string', pattern: '^a+$' }, { type: 'string', pattern: '^[ab]+$' }, 'pattern?', 'pattern'],
    [
      'two patterns where an example tells',
      { type: 'string', pattern: '^ab+$', example: 'abb' },
      { type: 'string', pattern: '^a+$' },
      'pattern',
      'pattern'
    ],
    ['a pattern that cannot be read', { type: 'string', pattern: '(?=a)' }, { type: 'string' }, 'ok', 'pattern?'],
    ['a format', { type: 'string', format: 'date' }, { type: 'string' }, 'ok', 'format'],
    ['two formats', { type: 'string', format: 'date' }, { type: 'string', format: 'date-time' }, 'format', 'format'],
    ['a format that nobody knows', { type: 'string', format: 'colour' }, { type: 'string' }, 'ok', 'format?'],
    ['formats that only tell the reader how', { type: 'string', format: 'password' }, { type: 'string' }, 'ok', 'ok']
  ]
}
