import type { Paint } from '../paint.ts'
import { colours, folded, type Line, type Outcome, type Report } from '../report.ts'

const marks: Record<Outcome, [mark: string, colour: Paint]> = {
  pass: ['✓', 'green'],
  fail: ['✗', 'red'],
  warn: ['!', 'yellow'],
  unknown: ['?', 'yellow'],
  info: ['·', 'dim']
}

interface Style {
  verbose: boolean
  paint(colour: Paint, text: string): string
}

/** For a person at a terminal: first the answer, then why, then what to do. */
export function textOf({ title, answer, lines, todo }: Report, style: Style): string {
  const { shown, passes } = style.verbose ? { shown: lines, passes: 0 } : folded(lines)
  const more = passes > 0 ? [`  ${mark('pass', style)} ${passes} more reasons pass (--verbose shows them).`] : []
  const head = style.paint(colours[answer], style.paint('bold', title))
  return [head, ...shown.flatMap(line => linesOf(line, '  ', style)), ...more, ...(todo === undefined ? [] : ['', todo])].join(
    '\n'
  )
}

function linesOf({ outcome, text, notes = [], next, link, lines = [] }: Line, indent: string, style: Style): string[] {
  const inside = `${indent}    `
  const said = [`${indent}${mark(outcome, style)} ${text}`, ...notes.map(note => inside + note)]
  const below = lines.flatMap(line => linesOf(line, `${indent}  `, style))
  if (outcome === 'pass' && !style.verbose) return [...said, ...below]
  if (next !== undefined) said.push(`${inside}${style.paint('bold', 'Next:')} ${next}`)
  if (link !== undefined && outcome !== 'warn') said.push(inside + style.paint('dim', link))
  return [...said, ...below]
}

function mark(outcome: Outcome, { paint }: Style): string {
  const [sign, colour] = marks[outcome]
  return paint(colour, sign)
}
