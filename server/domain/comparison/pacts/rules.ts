import { isObject, itemsOf, type Json, member, membersOf, textAt } from '../json.ts'
import type { RuleSets } from './pact.ts'
import { readPath } from './rule-path.ts'

/** One matcher as the contract says it, with its name in one spelling. */
export interface Matcher {
  name: string
  parameters: { [name: string]: Json }
}

export interface Rule {
  path: string[]
  matchers: Matcher[]
  combine: 'AND' | 'OR'
}

export type RuleSet = Rule[]

const noRules = (): RuleSets => ({ body: [], header: [], query: [], path: [], status: [], metadata: [] })

/** Reads `matchingRules`: flat JSON paths (format 2) or by category (formats 3 and 4). */
export function readRules(raw: Json | undefined): RuleSets {
  const sets = noRules()
  for (const [key, value] of membersOf(raw)) {
    if (key.startsWith('$')) readFlat(sets, key, value)
    else readCategory(sets, key, value)
  }
  return sets
}

const categories: Record<string, keyof RuleSets> = {
  body: 'body',
  content: 'body',
  contents: 'body',
  header: 'header',
  headers: 'header',
  query: 'query',
  path: 'path',
  status: 'status',
  metadata: 'metadata'
}

const categoryOf = (name: string) => (Object.hasOwn(categories, name) ? categories[name] : undefined)

function readFlat(sets: RuleSets, key: string, value: Json): void {
  const [, name = '', ...rest] = readPath(key)
  const category = categoryOf(name)
  if (category === undefined) return
  const matcher = readMatcher(value)
  const path = category === 'body' ? ['$', ...rest] : category === 'header' ? rest.map(part => part.toLowerCase()) : rest
  if (matcher !== undefined) sets[category].push({ path, matchers: [matcher], combine: 'AND' })
}

function readCategory(sets: RuleSets, name: string, value: Json): void {
  const category = categoryOf(name)
  if (category === undefined) return
  // Path and status have one rule, which stands without a name.
  const named: Array<[string, Json]> = Array.isArray(member(value, 'matchers')) ? [['', value]] : membersOf(value)
  for (const [key, rule] of named) {
    const matchers = itemsOf(member(rule, 'matchers')).flatMap(matcher => readMatcher(matcher) ?? [])
    if (matchers.length === 0) continue
    const combine = textAt(rule, 'combine') === 'OR' ? 'OR' : 'AND'
    sets[category].push({ path: pathOf(category, key), matchers, combine })
  }
}

function pathOf(category: keyof RuleSets, key: string): string[] {
  if (category === 'body') return readPath(key)
  if (key === '') return []
  const path = key.startsWith('$')
    ? readPath(key).slice(1)
    : key.includes('[') && category === 'query'
      ? [key.split('[')[0]!]
      : [key]
  return category === 'header' ? path.map(part => part.toLowerCase()) : path
}

const aliases: Record<string, string> = { real: 'decimal', timestamp: 'datetime', 'min-type': 'type', 'max-type': 'type' }

function readMatcher(raw: Json): Matcher | undefined {
  if (!isObject(raw)) return undefined
  const { match, ...parameters } = raw
  const given = typeof match === 'string' ? match : undefined
  // Format 2 writes {min: 1} or {regex: …} alone as well.
  const name =
    given ??
    (parameters.regex !== undefined ? 'regex' : parameters.min !== undefined || parameters.max !== undefined ? 'type' : undefined)
  if (name === undefined) {
    for (const kind of ['date', 'time', 'timestamp', 'datetime']) {
      if (typeof raw[kind] === 'string') return { name: aliases[kind] ?? kind, parameters }
    }
    return undefined
  }
  const plain = name === 'min' || name === 'max' ? 'type' : Object.hasOwn(aliases, name) ? aliases[name]! : name
  return { name: plain, parameters }
}
