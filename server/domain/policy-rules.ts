/** The rules a policy of each kind may give. docs/verdict.md says what they mean. */
export const policyRules = {
  'provider-not-deployed': ['require', 'external', 'stubbed', 'allow-until'],
  'no-content': ['warn', 'unknown'],
  evidence: ['tests', 'comparison', 'either', 'both'],
  equivalence: ['artifact-digest', 'source-fingerprint'],
  'after-sunset': ['refuse', 'allow'],
  window: ['warn', 'strict'],
  // How many days: any such text.
  'minimum-window': ['30 days'],
  'shared-persistence': ['warn', 'block']
} as const

export type PolicyKind = keyof typeof policyRules

/** Kinds that are about one application, which a policy names as the consumer. */
const aboutOne: ReadonlySet<PolicyKind> = new Set(['no-content', 'shared-persistence'])

export interface PolicyAsked {
  kind: PolicyKind
  consumer?: string | null | undefined
  provider?: string | null | undefined
  environment?: string | null | undefined
  rule: string
  until?: string | null | undefined
  reason: string
}

/** What does not fit together in a policy, by field. */
export function policyProblems({ kind, provider, rule, until, reason, ...sides }: PolicyAsked): Record<string, string[]> {
  const rules: readonly string[] = policyRules[kind]
  const problems: Record<string, string[]> = {}
  if (kind === 'minimum-window') {
    if (policyDays(rule) === undefined) problems.rule = [`must be a number of days up to ${mostDays}, such as: 30 days`]
    for (const side of ['consumer', 'environment'] as const)
      if (isGiven(sides[side])) problems[side] = ['cannot be given for minimum-window']
  } else if (!rules.includes(rule)) problems.rule = [`must be one of: ${rules.join(', ')}`]
  if (kind === 'window' && isGiven(sides.consumer))
    problems.consumer = ['cannot be given for window: it is about whoever may use it']
  if (aboutOne.has(kind) && isGiven(provider)) problems.provider = [`cannot be given for ${kind}`]
  if (rule === 'allow-until' && !isGiven(until)) problems.until = ['is missing']
  else if (rule !== 'allow-until' && isGiven(until)) problems.until = ['can be given for allow-until only']
  else if (isGiven(until) && endOfDay(until) === undefined) problems.until = ['must be a date like 2026-01-31']
  if (reason.trim() === '') problems.reason = ['cannot be blank']
  return problems
}

const mostDays = 3650

/** The number in the rule of a policy of kind `minimum-window`: 90 of `90 days`. */
export function policyDays(rule: string): number | undefined {
  const [, number] = /^(\d{1,4}) days?$/.exec(rule) ?? []
  return number === undefined || Number(number) > mostDays ? undefined : Number(number)
}

const isGiven = (value: string | null | undefined): value is string => value !== undefined && value !== null

/** The day of a time, in UTC. */
export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

const day = 24 * 60 * 60 * 1000

/** The last millisecond (UTC) of a day written `2026-01-31`, or undefined when there is no such day. */
export function endOfDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const start = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(text)) return undefined
  return start + day - 1
}
