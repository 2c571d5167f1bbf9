import { ruleSetVersion } from './comparison/findings.ts'
import type { UsedElement } from './elements/used-elements.ts'

/** How a comparison ended: errors fail, warnings let pass, and what could not be decided is never a pass. */
export type ComparisonOutcome = 'pass' | 'warn' | 'fail' | 'undecided'

/** What is known of a comparison where a contract meets a provider version. */
export interface Compared {
  /** Undefined where none is scheduled yet. */
  id: number | undefined
  /** Undefined while it waits or runs. */
  outcome: ComparisonOutcome | undefined
  /** Whether the provider's own checks of the documents concerned succeeded. */
  proven: boolean
  finishedAt: number
}

/** A contract, and a provider version with whose documents it was never compared. Ids. */
export interface Uncompared {
  contractId: number
  versionId: number
}

/** A comparison as it is stored, and whether the provider's own checks of its documents succeeded. */
export interface StoredComparison {
  id: number | null
  outcome: ComparisonOutcome | null
  retainedOutcome: ComparisonOutcome | null
  needsApis: number
  needsMessages: number
  finishedAt: number | null
}

/** Of a provider version that runs no more only its messages count, and only what is read of them. */
export function comparedAs(
  stored: StoredComparison | undefined,
  { apisProven, messagesProven }: { apisProven: number; messagesProven: number },
  isRetained: boolean
): Compared {
  const outcome = (isRetained ? (stored?.retainedOutcome ?? stored?.outcome) : stored?.outcome) ?? undefined
  const needs = (apis: number | undefined, proven: number) => apis !== 1 || proven === 1
  return {
    id: stored?.id ?? undefined,
    outcome,
    proven: (isRetained || needs(stored?.needsApis, apisProven)) && needs(stored?.needsMessages, messagesProven),
    finishedAt: stored?.finishedAt ?? 0
  }
}

/** What decided would decide the same, as its contents and rules are; and what earlier rules made counts no more. */
export const mayBeMadeAgain = (made: { outcome: ComparisonOutcome | null; ruleSet: number }): boolean =>
  made.outcome === 'undecided' && made.ruleSet === ruleSetVersion

/** One thing that was found, as it is kept and shown: docs/comparison.md. */
export interface KeptFinding {
  code: string
  severity: string
  direction: string
  sentence: string
  interaction?: string
  /** JSON Pointers into the contract and into the document. */
  contract: string
  document: string
  documentName?: string
  path?: string
  element?: string
}

/** What a comparison found, ready to be kept. */
export interface Comparing {
  outcome: ComparisonOutcome
  /** How it ends where the provider version runs no more, and only what it sent is still read. Undefined: as `outcome`. */
  retainedOutcome?: ComparisonOutcome
  counts: { error: number; warning: number; undecided: number; info: number }
  /** The worst first; not all of them where there are very many. */
  findings: KeptFinding[]
  /** What the contract is about, and so which documents have to be proven. */
  needs: { apis: boolean; messages: boolean }
  /** What of the documents it uses; undefined where that could not be worked out. */
  used?: readonly UsedElement[]
}
