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
  counts: { error: number; warning: number; undecided: number; info: number }
  /** The worst first; not all of them where there are very many. */
  findings: KeptFinding[]
  /** What the contract is about, and so which documents have to be proven. */
  needs: { apis: boolean; messages: boolean }
  /** What of the documents it uses; undefined where that could not be worked out. */
  used?: readonly UsedElement[]
}
