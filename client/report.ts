import type { Answer } from './verdict.ts'

/** How a line of a report turned out; `info` says something without judging. */
export type Outcome = 'pass' | 'fail' | 'unknown' | 'warn' | 'info'

/** One thing that a report says, and what belongs to it. */
export interface Line {
  outcome: Outcome
  text: string
  /** What kind of thing it is: a reason's code, a finding's. */
  code?: string | undefined
  notes?: readonly string[] | undefined
  /** The command or action that would put it right. */
  next?: string | undefined
  /** The address of what shows it. */
  link?: string | undefined
  lines?: readonly Line[] | undefined
}

/** An answer in a form of which every other is made: text for a person, Markdown, JUnit, annotations. */
export interface Report {
  /** The answer in a sentence. */
  title: string
  answer: Answer
  lines: readonly Line[]
  /** What to do about it all. */
  todo?: string | undefined
}

/** Several passes are one line, except where nothing is to be left out. */
export function folded(lines: readonly Line[]): { shown: readonly Line[]; passes: number } {
  const passes = lines.filter(({ outcome }) => outcome === 'pass').length
  return passes > 1 ? { shown: lines.filter(({ outcome }) => outcome !== 'pass'), passes } : { shown: lines, passes: 0 }
}

const order = ['fail', 'unknown', 'warn', 'info', 'pass'] as const

/** The worst first, else as they came. */
export const worstFirst = (lines: readonly Line[]): Line[] =>
  order.flatMap(outcome => lines.filter(line => line.outcome === outcome))

export const colours = { yes: 'green', no: 'red', unknown: 'yellow' } as const
