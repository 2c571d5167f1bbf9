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
  /** Undefined where nothing is judged. */
  answer?: Answer | undefined
  lines: readonly Line[]
  /** What to do about it all. */
  todo?: string | undefined
  /** The command that leads on from here. */
  next?: string | undefined
  /** The exit code is 0 whatever the answer is. */
  advisory?: boolean | undefined
  /** The forms for people, where they are not made of the lines. */
  written?: Readonly<Record<'text' | 'markdown', string>> | undefined
}

/** What a command lists; it judges nothing. */
export interface Table {
  head: readonly string[]
  rows: ReadonlyArray<readonly string[]>
  above?: string | undefined
  below?: string | undefined
}

export const table = (head: Table['head'], rows: Table['rows'], around: Pick<Table, 'above' | 'below'> = {}): Table => ({
  head,
  rows,
  ...around
})

/**
 * The lines as a pipeline is to take them: one fails exactly when the exit code does. Where that is 0, the others are warnings; where it
 * is not and no line says why, the answer does.
 */
export function gating({ title, answer = 'yes', advisory, lines }: Report): readonly Line[] {
  if (answer === 'yes' || advisory) return lines.map(line => (isOpen(line) ? { ...line, outcome: 'warn' } : line))
  return lines.some(isOpen) ? lines : [{ outcome: answer === 'no' ? 'fail' : 'unknown', text: title }, ...lines]
}

export const isOpen = ({ outcome }: { outcome: Outcome }) => outcome === 'fail' || outcome === 'unknown'

/** What belongs to a line beside its text, and to those below it. */
export function detailsOf({ notes = [], next, link, lines = [] }: Line): string[] {
  return [
    ...notes,
    ...(next === undefined ? [] : [`Next: ${next}`]),
    ...(link === undefined ? [] : [link]),
    ...lines.flatMap(line => [line.text, ...detailsOf(line).map(detail => `  ${detail}`)])
  ]
}

/** What to do about it all, a line each. */
export const leadingOn = ({ todo, next }: Report): string[] =>
  [todo, next && `Next: ${next}`].filter(line => line !== undefined && line !== '') as string[]

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
