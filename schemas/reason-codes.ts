/** Every code that a reason of a verdict can have. docs/verdict.md says what each means; none is ever renamed. */
export const reasonCodes = [
  // pass
  'verified',
  'verified-by-equivalent',
  'compared',
  'ignored',
  'no-counterpart',
  // fail, or warn by policy or beside another reason
  'verification-failed',
  'comparison-failed',
  'element-removed-in-use',
  'message-version-dropped',
  'shared-persistence',
  'window-cut-short',
  // unknown
  'never-verified',
  'not-verified-with-live-version',
  'partly-verified',
  'provider-not-deployed',
  'provider-contract-unproven',
  'comparison-undecided',
  'version-not-found',
  'no-content',
  // warn
  'contract-dropped',
  'deprecated-newly-used',
  'past-sunset-in-use',
  'window-open-ended',
  'closes-rollback-of',
  'rollout-overdue',
  'tag-is-not-live-set'
] as const

export type ReasonCode = (typeof reasonCodes)[number]
