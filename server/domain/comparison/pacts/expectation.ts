import { isObject, type Json, type JsonObject, setMember } from '../json.ts'
import { into } from '../pointer.ts'
import { matcherSchema } from './matcher-schema.ts'
import { selectRule } from './rule-path.ts'
import { type Matcher, type RuleSet, readRules } from './rules.ts'
import { type Usage, Usages } from './usage.ts'

export interface Expectation {
  /** What the consumer accepts (or, of a request, may send), as JSON Schema. Objects are open. */
  schema: JsonObject
  /** What it relies on, by pointer. */
  usage: Usage[]
}

/** Turns an example and its matching rules into what the rules promise: compared is by rule, not by example. */
export function expectationOf(example: Json, rules: RuleSet): Expectation {
  const usages = new Usages()
  const schema = new Builder(rules, usages).expect(example, ['$'], '')
  return { schema, usage: usages.list() }
}

export class Builder {
  readonly rules: RuleSet
  readonly usages: Usages

  constructor(rules: RuleSet, usages: Usages) {
    this.rules = rules
    this.usages = usages
  }

  /** `path` is the place in the example, as rules name it; `pointer` has `*` for what stands for many. */
  expect(example: Json, path: readonly string[], pointer: string): JsonObject {
    const selected = selectRule(this.rules, path)
    if (selected === undefined) return this.exactly(example, path, pointer)
    const { rule, here } = selected
    const schemas = rule.matchers.map(matcher => this.byMatcher(matcher, example, path, pointer, here))
    if (schemas.length === 1) return schemas[0]!
    return rule.combine === 'OR' ? { anyOf: schemas } : { allOf: schemas }
  }

  byMatcher(matcher: Matcher, example: Json, path: readonly string[], pointer: string, here: boolean): JsonObject {
    if (matcher.name === 'equality') return this.exactly(example, path, pointer)
    this.usages.note(pointer, example, matcher)
    const container = Array.isArray(example) || isObject(example)
    if (!container) return matcherSchema(matcher, example)
    if (matcher.name === 'arrayContains') return this.arrayContaining(matcher, example)
    if (matcher.name === 'values' || matcher.name === 'eachValue') return this.eachValue(matcher, example, path, pointer)
    if (matcher.name === 'eachKey') return this.eachKey(matcher, example, path, pointer)
    if (matcher.name === 'type' || matcher.name === 'notEmpty') {
      const bounds = matcher.name === 'notEmpty' ? { minItems: 1 } : here ? boundsOf(matcher) : {}
      return Array.isArray(example) ? this.arrayOf(example, path, pointer, bounds) : this.objectOf(example, path, pointer)
    }
    return matcherSchema(matcher, example)
  }

  exactly(example: Json, path: readonly string[], pointer: string): JsonObject {
    this.usages.note(pointer, example, { name: 'equality', parameters: {} })
    if (Array.isArray(example)) {
      const items = example.map((item, i) => this.expect(item, [...path, String(i)], into(pointer, '*')))
      const exact = { minItems: items.length, maxItems: items.length }
      return items.length === 0 ? { type: 'array', ...exact } : { type: 'array', prefixItems: items, ...exact }
    }
    if (isObject(example)) return this.objectOf(example, path, pointer)
    return example === null ? { type: 'null' } : { const: example }
  }

  /** Every member of the example must be there; more may be. */
  objectOf(example: JsonObject, path: readonly string[], pointer: string): JsonObject {
    const properties: JsonObject = {}
    const names = Object.keys(example)
    for (const name of names) setMember(properties, name, this.expect(example[name]!, [...path, name], into(pointer, name)))
    return { type: 'object', properties, required: names }
  }

  /** All items are like the first of the example. */
  arrayOf(example: Json[], path: readonly string[], pointer: string, bounds: JsonObject): JsonObject {
    const [first] = example
    if (first === undefined) return { type: 'array', ...bounds }
    return { type: 'array', items: this.expect(first, [...path, '0'], into(pointer, '*')), ...bounds }
  }

  /** The keys are free; what stands under them is like the first of the example. */
  eachValue(matcher: Matcher, example: Json[] | JsonObject, path: readonly string[], pointer: string): JsonObject {
    const [entry] = Object.entries(example)
    const inner = entry === undefined ? {} : this.inEach(matcher, entry[1], [...path, entry[0]], into(pointer, '*'))
    return Array.isArray(example) ? { type: 'array', items: inner } : { type: 'object', additionalProperties: inner }
  }

  inEach(matcher: Matcher, example: Json, path: readonly string[], pointer: string): JsonObject {
    const matchers = innerMatchers(matcher)
    const own = selectRule(this.rules, path)
    if (own?.here || matchers.length === 0)
      return own?.here ? this.expect(example, path, pointer) : this.likeType(example, path, pointer)
    const schemas = matchers.map(one => this.byMatcher(one, example, path, pointer, true))
    return schemas.length === 1 ? schemas[0]! : { allOf: schemas }
  }

  likeType(example: Json, path: readonly string[], pointer: string): JsonObject {
    return this.byMatcher({ name: 'type', parameters: {} }, example, path, pointer, false)
  }

  eachKey(matcher: Matcher, example: Json[] | JsonObject, path: readonly string[], pointer: string): JsonObject {
    if (Array.isArray(example)) return this.arrayOf(example, path, pointer, {})
    const names = innerMatchers(matcher).map(one => matcherSchema(one, ''))
    const [entry] = Object.entries(example)
    const inner = entry === undefined ? {} : this.likeType(entry[1], [...path, entry[0]], into(pointer, '*'))
    return { type: 'object', ...(names.length > 0 && { propertyNames: { allOf: names } }), additionalProperties: inner }
  }

  arrayContaining(matcher: Matcher, example: Json[] | JsonObject): JsonObject {
    const variants = Array.isArray(matcher.parameters.variants) ? matcher.parameters.variants : []
    const schemas = variants.flatMap(variant => variantSchema(variant, Array.isArray(example) ? example : []) ?? [])
    return { type: 'array', 'x-array-contains': schemas }
  }
}

/** A variant names an item of the example and has rules of its own, whose paths begin at the item. */
function variantSchema(variant: Json, example: Json[]): JsonObject | undefined {
  if (!isObject(variant)) return undefined
  const item = typeof variant.index === 'number' ? example[variant.index] : undefined
  if (item === undefined) return undefined
  return expectationOf(item, readRules({ body: variant.rules ?? {} }).body).schema
}

const innerMatchers = ({ parameters }: Matcher): Matcher[] =>
  (Array.isArray(parameters.rules) ? parameters.rules : [])
    .filter(isObject)
    .map(({ match, ...rest }) => ({ name: String(match), parameters: rest }))

function boundsOf({ parameters: { min, max } }: Matcher): JsonObject {
  return { ...(typeof min === 'number' && { minItems: min }), ...(typeof max === 'number' && { maxItems: max }) }
}
