import type { Matcher, Rule, RuleSet } from './rules.ts'

/** `$.a['b c'][0][*].d` as steps, the root first. */
export function readPath(text: string): string[] {
  const steps: string[] = []
  const step = /\.?([^.[\]'"]+)|\[\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+|\*))\s*\]/y
  while (step.lastIndex < text.length) {
    const at = step.lastIndex
    const found = step.exec(text)
    if (found === null) {
      // What is no path is a name as a whole; a dot alone is skipped.
      if (text[at] !== '.') return ['$', text]
      step.lastIndex = at + 1
      continue
    }
    steps.push(found[1] ?? (found[2] ?? found[3])?.replace(/\\(.)/g, '$1') ?? found[4]!)
  }
  return steps
}

/** These hold at their own place only; all others for what is inside as well. */
const own = new Set(['values', 'eachKey', 'eachValue', 'arrayContains', 'contentType'])
const cascading = new Set([
  'equality',
  'regex',
  'type',
  'integer',
  'decimal',
  'number',
  'boolean',
  'null',
  'include',
  'date',
  'time',
  'datetime',
  'notEmpty',
  'semver'
])

const cascades = ({ name }: Matcher) => !own.has(name) && cascading.has(name)

export interface Selected {
  rule: Rule
  /** It stands at this very place, not above it. */
  here: boolean
}

/**
 * The rule for a place: each step scores 2 for its name, 1 for `*`; the product, times the length, decides, and the later
 * wins a draw. A rule above holds inside too, as far as its matchers do.
 */
export function selectRule(rules: RuleSet, path: readonly string[]): Selected | undefined {
  let best: Selected | undefined
  let heaviest = 0
  for (const rule of rules) {
    const weight = weigh(rule.path, path)
    if (weight < heaviest || weight === 0) continue
    const here = rule.path.length === path.length
    if (!here && !rule.matchers.some(cascades)) continue
    heaviest = weight
    best = { rule: here ? rule : { ...rule, matchers: rule.matchers.filter(cascades) }, here }
  }
  return best
}

function weigh(steps: readonly string[], path: readonly string[]): number {
  if (steps.length > path.length) return 0
  let product = 1
  for (const [i, step] of steps.entries()) {
    if (step === path[i]) product *= 2
    else if (step !== '*') return 0
  }
  return product * steps.length
}
