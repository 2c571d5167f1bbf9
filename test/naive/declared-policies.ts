import { weighed } from './comparing.ts'
import type { EvidenceRule, Reason, Step } from './history.ts'
import { type Move, pick } from './moves.ts'
import type { World } from './world.ts'

/** One rule that a version's repository declares; without an environment, for any. */
export interface Declared {
  kind: 'shared-persistence' | 'no-content' | 'evidence'
  rule: 'warn' | 'block' | 'unknown' | EvidenceRule
  environment?: string
}

interface Going {
  application: string
  version: string
  environment: string
}

/** "each for an environment or for any" */
export function declares(
  world: World,
  { application, version, environment }: Going,
  kind: Declared['kind'],
  rule: string
): boolean {
  for (const known of world.rules) {
    if (known.application !== application || known.version !== version) continue
    for (const declared of known.rules) {
      if (declared.kind !== kind || declared.rule !== rule) continue
      if (declared.environment === undefined || declared.environment === environment) return true
    }
  }
  return false
}

interface Evidence {
  rule: EvidenceRule
  hasResult: boolean
  tested: Reason
  comparison: Reason | undefined
}

/** "both … wherever X declares it; else, where X declares tests and the comparison would decide and did not fail, the result" */
export function demanded(world: World, going: Going | null, { rule, hasResult, tested, comparison }: Evidence): Reason[] {
  const reasons = weighed(rule, hasResult, tested, comparison)
  if (going === null) return reasons
  if (declares(world, going, 'evidence', 'both')) return weighed('both', hasResult, tested, comparison)
  if (!declares(world, going, 'evidence', 'tests')) return reasons
  const comparisonDecides = !reasons.some(({ code }) => code === tested.code)
  const failed = reasons.some(({ code }) => code === 'comparison-failed')
  return comparisonDecides && !failed ? weighed('tests', hasResult, tested, comparison) : reasons
}

/** By a version that exists, mostly; one rule or two, sometimes such as have no effect. */
export function declarePolicies(world: World, [, a, b, c, d]: Move): Step[] {
  if (world.versions.length === 0) return []
  const environment = c % 3 === 2 ? { environment: pick(world.environments, d) } : {}
  const all: Declared[] = [
    { kind: 'evidence', rule: 'both' },
    { kind: 'evidence', rule: 'tests' },
    { kind: 'evidence', rule: 'tests' },
    { kind: 'evidence', rule: 'either' },
    { kind: 'shared-persistence', rule: 'block' },
    { kind: 'shared-persistence', rule: 'warn' },
    { kind: 'no-content', rule: 'unknown' }
  ]
  const first = { ...pick(all, b), ...environment }
  const second = pick(all, b + 1 + (d % 3))
  const rules = first.kind === second.kind && first.environment === undefined ? [first] : [first, second]
  return [{ step: 'declare-policies', ...pick(world.versions, a), rules }]
}
