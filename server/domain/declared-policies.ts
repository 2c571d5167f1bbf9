import { type Policy, policyFor } from './policies.ts'

/** What a version's repository may say about the verdict on it, of each kind the rules from the laxest to the strictest. */
export const declarableRules = {
  'shared-persistence': [['warn'], ['block']],
  'no-content': [['warn'], ['unknown']],
  evidence: [['either', 'comparison'], ['tests'], ['both']]
} as const

export type DeclarableKind = keyof typeof declarableRules

/** Of an environment, else of any. It counts only where it is stricter than what holds without it. */
export interface DeclaredPolicy {
  kind: DeclarableKind
  rule: string
  environment?: string | undefined
}

const strictness = (kind: DeclarableKind, rule: string): number =>
  declarableRules[kind].findIndex(rules => (rules as readonly string[]).includes(rule))

/** The strictest rule of a kind that is declared for the environment; undefined where that is no stricter than saying nothing. */
export function declaredRule(
  policies: readonly DeclaredPolicy[],
  kind: DeclarableKind,
  environment: string | undefined
): string | undefined {
  const rules = policies
    .filter(policy => policy.kind === kind && (policy.environment === undefined || policy.environment === environment))
    .map(({ rule }) => rule)
  const strictest = rules.sort((one, other) => strictness(kind, other) - strictness(kind, one))[0]
  return strictest === undefined || strictness(kind, strictest) === 0 ? undefined : strictest
}

/** What is wrong with a list of policies, each with its position. */
export function declaredPolicyProblems(policies: readonly DeclaredPolicy[]): string[] {
  const scopes = policies.map(({ kind, environment }) => JSON.stringify([kind, environment ?? null]))
  return policies.flatMap(({ kind, rule }, index) => {
    const known = declarableRules[kind].flat()
    if (strictness(kind, rule) < 0) return [`rule must be one of: ${known.join(', ')} (at index ${index})`]
    const isDouble = scopes.indexOf(scopes[index] as string) < index
    return isDouble ? [`is there twice for ${kind} (at index ${index})`] : []
  })
}

/** Why a declared policy has no effect, as things are; undefined where it has one, or says what the broker's policies say already. */
export function withoutEffect(
  { kind, rule, environment }: DeclaredPolicy,
  application: string,
  { policies, environments }: { policies: readonly Policy[]; environments: readonly string[] }
): string | undefined {
  const scope = `${kind} ${rule}${environment === undefined ? '' : ` in ${environment}`}`
  if (environment !== undefined && !environments.includes(environment)) {
    return `${scope} has no effect: no environment is named ${environment}. Known: ${environments.join(', ') || 'none'}`
  }
  const policy = policyFor(policies, kind, { consumer: application, environment })
  if (policy !== undefined && strictness(kind, rule) < strictness(kind, policy.rule)) {
    return `${scope} has no effect: the broker's policy says ${policy.rule}, and a repository can only be stricter`
  }
  return strictness(kind, rule) === 0 ? `${scope} has no effect: it is not stricter than what holds without it` : undefined
}
