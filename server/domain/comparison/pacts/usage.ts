import { isObject, type Json, jsonKey, kindName } from '../json.ts'
import type { Matcher } from './rules.ts'

export type Strength = 'exact' | 'form' | 'type' | 'present'

/** What a consumer relies on at one place. `*` in the pointer stands for any item, or any key of a map. */
export interface Usage {
  pointer: string
  types: string[]
  /** The first few values of the examples; none for objects and arrays. */
  values: Json[]
  rule: string
  strength: Strength
}

const keptValues = 10
const order: Strength[] = ['present', 'type', 'form', 'exact']
const strengths: Record<string, Strength> = { equality: 'exact', type: 'type', integer: 'type', decimal: 'type', number: 'type' }
const asTypes = new Set(['boolean', 'null', 'values', 'eachValue', 'eachKey', 'arrayContains', 'notEmpty', 'contentType'])

function strengthOf({ name }: Matcher, example: Json): Strength {
  if (name === 'equality' && isObject(example)) return 'present'
  return strengths[name] ?? (asTypes.has(name) ? 'type' : 'form')
}

/** Gathers usages, one for each pointer: the strongest rule wins. */
export class Usages {
  readonly #found = new Map<string, Usage>()

  note(pointer: string, example: Json, matcher: Matcher): void {
    const strength = strengthOf(matcher, example)
    const known = this.#found.get(pointer)
    const usage = known ?? { pointer, types: [], values: [], rule: matcher.name, strength }
    if (known === undefined) this.#found.set(pointer, usage)
    const type = kindName(example)
    if (!usage.types.includes(type)) usage.types.push(type)
    const scalar = typeof example !== 'object' || example === null
    if (scalar && usage.values.length < keptValues && !usage.values.some(value => jsonKey(value) === jsonKey(example))) {
      usage.values.push(example)
    }
    if (order.indexOf(strength) > order.indexOf(usage.strength)) Object.assign(usage, { strength, rule: matcher.name })
  }

  list(): Usage[] {
    return [...this.#found.values()]
  }
}
