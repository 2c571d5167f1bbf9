import type { Row } from './scalar-rows.ts'

// biome-ignore-start lint/suspicious/noThenProperty: the keyword is called so
export const structureRows: Record<string, Row[]> = {
  arrays: [
    ['items', { type: 'array', items: { type: 'integer' } }, { type: 'array', items: { type: 'number' } }, 'ok', '/* type'],
    [
      'sizes',
      { type: 'array', items: { type: 'null' }, minItems: 1, maxItems: 2 },
      { type: 'array', items: { type: 'null' } },
      'ok',
      'items'
    ],
    [
      'unique',
      { type: 'array', items: { type: 'integer' }, uniqueItems: true },
      { type: 'array', items: { type: 'integer' } },
      'ok',
      'unique'
    ],
    [
      'a tuple',
      { type: 'array', prefixItems: [{ type: 'string' }], items: false },
      { type: 'array', items: { type: 'string' } },
      'ok',
      '/* type'
    ],
    [
      'a tuple as draft 7 writes it',
      { type: 'array', items: [{ type: 'string' }], additionalItems: false },
      { type: 'array', items: { type: 'string' } },
      'ok',
      '/* type'
    ],
    [
      'another place in the tuple',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'string' }] },
      '/1 type',
      '/1 type /* anything?'
    ],
    [
      'contains',
      { type: 'array', items: { type: 'integer' }, minItems: 1 },
      { type: 'array', items: { type: 'integer' }, contains: { type: 'integer' } },
      'ok',
      'ok'
    ],
    [
      'contains, where it may be empty',
      { type: 'array', items: { type: 'integer' } },
      { type: 'array', contains: { type: 'integer' } },
      'contains',
      '/* anything?'
    ],
    [
      'no item that is contained',
      { type: 'array', items: { type: 'string' } },
      { type: 'array', contains: { type: 'integer' }, minContains: 0, maxContains: 0 },
      'ok',
      '/* anything?'
    ]
  ],
  objects: [
    [
      'a required member',
      { type: 'object', properties: { a: {} }, required: ['a'] },
      { type: 'object', properties: { a: {} } },
      'ok',
      '/a required'
    ],
    [
      'a member of another type',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'integer' } } },
      '/a type',
      '/a type'
    ],
    [
      'a member more',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } } },
      'ok',
      'ok'
    ],
    [
      'strictly, the other may come with any value',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } } },
      'ok',
      '/b type',
      { strict: true }
    ],
    [
      'a closed reader',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', additionalProperties: false },
      '/a undeclared',
      'ok'
    ],
    [
      'strictly, who is open may write more',
      { type: 'object', properties: {} },
      { type: 'object', additionalProperties: false },
      '/* undeclared',
      'ok',
      { strict: true }
    ],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'integer' } },
      { type: 'object', additionalProperties: { type: 'number' } },
      'ok',
      '/* type'
    ],
    [
      'members of a map',
      { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false },
      { type: 'object', additionalProperties: { type: 'number' } },
      'ok',
      '/a type /* undeclared'
    ],
    [
      'a pattern of names',
      { type: 'object', properties: { xa: { type: 'integer' } } },
      { type: 'object', patternProperties: { '^x': { type: 'string' } } },
      '/xa type',
      '/xa type'
    ],
    [
      'names',
      { type: 'object', properties: { abc: { type: 'integer' } } },
      { type: 'object', propertyNames: { maxLength: 2 }, properties: { a: { type: 'integer' } } },
      '/abc names',
      'ok'
    ],
    [
      'numbers of members',
      { type: 'object', properties: { a: { type: 'null' } }, required: ['a'] },
      { type: 'object', properties: { a: { type: 'null' } }, minProperties: 1, maxProperties: 1 },
      'ok',
      '/a required?'
    ],
    [
      'too few members',
      { type: 'object', properties: { a: { type: 'null' } } },
      { type: 'object', properties: { a: { type: 'null' } }, minProperties: 1 },
      'size',
      'ok'
    ],
    [
      'a member that asks for another',
      { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } } },
      { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } }, dependentRequired: { a: ['b'] } },
      'dependent',
      'ok'
    ],
    [
      'dependencies of draft 7',
      { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } } },
      { type: 'object', properties: { a: { type: 'null' }, b: { type: 'null' } }, dependencies: { a: ['b'] } },
      'dependent',
      'ok'
    ],
    [
      'unevaluated members',
      { type: 'object', allOf: [{ properties: { a: { type: 'null' } } }], unevaluatedProperties: false },
      { type: 'object', properties: { a: { type: 'null' } }, additionalProperties: false },
      'ok',
      'ok'
    ],
    [
      'a default fills in for a reader that has one',
      { type: 'object', properties: { b: { type: 'null' } } },
      { type: 'object', properties: { a: { type: 'string', default: 'x' } }, required: ['a'] },
      'ok',
      'ok',
      { defaults: true }
    ]
  ],
  conditions: [
    [
      'members that come only with another',
      { type: 'object', properties: { a: { type: 'null' } }, dependentSchemas: { a: { properties: { b: { type: 'string' } } } } },
      { type: 'object', properties: { b: { type: 'integer' } } },
      '/b anything?',
      'ok'
    ]
  ],
  combinations: [
    ['allOf adds up', { allOf: [{ type: 'integer', minimum: 1 }, { minimum: 3 }] }, { type: 'integer', minimum: 3 }, 'ok', 'ok'],
    [
      'required in several parts',
      { type: 'object', properties: { a: {}, b: {} }, allOf: [{ required: ['a'] }, { required: ['b'] }] },
      { type: 'object', properties: { a: {}, b: {} }, required: ['a', 'b'] },
      'ok',
      'ok'
    ],
    ['anyOf', { type: 'string' }, { anyOf: [{ type: 'string' }, { type: 'null' }] }, 'ok', 'null'],
    [
      'anyOf, one way each',
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      { anyOf: [{ type: 'integer' }, { type: 'string' }] },
      'ok',
      'ok'
    ],
    [
      'values that go different ways',
      { type: 'object', properties: { k: { enum: ['a', 'b'] } }, required: ['k'] },
      {
        anyOf: [
          { type: 'object', properties: { k: { const: 'a' } } },
          { type: 'object', properties: { k: { const: 'b' } } }
        ]
      },
      'ok',
      '/k required'
    ],
    ['oneOf where both fit', { type: 'integer' }, { oneOf: [{ type: 'integer' }, { type: 'number' }] }, 'union', 'type'],
    [
      'oneOf where they exclude each other',
      { type: 'integer' },
      { oneOf: [{ type: 'integer' }, { type: 'string' }] },
      'ok',
      'type'
    ],
    ['not', { type: 'string' }, { not: { type: 'integer' } }, 'ok', 'type'],
    ['not, where it is met', { type: 'integer' }, { not: { minimum: 5 } }, 'not', 'type'],
    [
      'if, then, else',
      { type: 'integer', minimum: 10 },
      { if: { minimum: 5 }, then: { type: 'integer' }, else: { type: 'string' } },
      'ok',
      'bound'
    ],
    ['if, then, where then is not kept', { type: 'integer' }, { if: { minimum: 5 }, then: { maximum: 7 } }, 'conditional', 'type']
  ]
}
// biome-ignore-end lint/suspicious/noThenProperty: the keyword is called so
