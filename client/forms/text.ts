import type { Paint } from '../paint.ts'
import { colours, folded, type Line, leadingOn, type Outcome, type Report, type Table } from '../report.ts'

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
export function textOf(report: Report, style: Style): string {
  const { title, answer, lines, written } = report
  if (written !== undefined) return written.text
  const { shown, passes } = style.verbose ? { shown: lines, passes: 0 } : folded(lines)
  const more = passes > 0 ? [`  ${mark('pass', style)} ${passes} more reasons pass (--verbose shows them).`] : []
  const bold = style.paint('bold', title)
  const head = answer === undefined ? bold : style.paint(colours[answer], bold)
  const on = leadingOn(report)
  return [head, ...shown.flatMap(line => linesOf(line, '  ', style)), ...more, ...(on.length === 0 ? [] : ['', ...on])].join('\n')
}

/** Columns as wide as their widest cell. */
export function textTable({ head, rows, above, below }: Table): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => row[i]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd()
  return [above, line(head), ...rows.map(line), below].filter(part => part !== undefined).join('\n')
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
