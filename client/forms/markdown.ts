import { oneLine, printable } from '../paint.ts'
import { folded, type Line, type Outcome, type Report, type Table } from '../report.ts'

const marks: Record<Outcome, string> = { pass: '✅', fail: '❌', warn: '⚠️', unknown: '❔', info: 'ℹ️' }

/** For a comment on a pull request, or a job's summary. What others wrote is shown, and does nothing. */
export function markdownOf({ title, lines, todo, next, written }: Report): string {
  if (written !== undefined) return written.markdown
  const { shown, passes } = folded(lines)
  const hidden = lines.filter(line => !shown.includes(line))
  return [
    `### ${escaped(title)}`,
    '',
    ...shown.flatMap(line => linesOf(line, '')),
    ...(passes === 0
      ? []
      : [
          '',
          '<details>',
          `<summary>${passes} more reasons pass</summary>`,
          '',
          ...hidden.flatMap(line => linesOf(line, '')),
          '',
          '</details>'
        ]),
    ...(todo === undefined ? [] : ['', `**${escaped(todo)}**`]),
    ...(next === undefined ? [] : ['', `**Next:** ${coded(next)}`])
  ].join('\n')
}

function linesOf({ outcome, text, code, notes = [], next, link, lines = [] }: Line, indent: string): string[] {
  const inside = `${indent}  `
  return [
    `${indent}- ${marks[outcome]} ${escaped(text)}${code === undefined ? '' : ` ${coded(code)}`}${evidence(link)}`,
    ...notes.map(note => `${inside}- ${escaped(note)}`),
    ...(next === undefined || outcome === 'pass' ? [] : [`${inside}- **Next:** ${coded(next)}`]),
    ...lines.flatMap(line => linesOf(line, inside))
  ]
}

export function markdownTable({ head, rows, above, below }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  const words = (text: string | undefined) => text?.split('\n').map(escaped).join('\n\n')
  const table = [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n')
  return [words(above), table, words(below)].filter(part => part !== undefined).join('\n\n')
}

/** Text that is not in any form of its own. */
export const fenced = (text: string) => {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return `${fence}text\n${printable(text)}\n${fence}`
}

const escaped = (text: string) => oneLine(text).replace(/[\\`*_{}[\]<>#|~@!&]/g, character => `&#${character.charCodeAt(0)};`)

/** In a run of backticks longer than any inside. */
function coded(text: string): string {
  const line = oneLine(text)
  const ticks = '`'.repeat(Math.max(1, ...[...line.matchAll(/`+/g)].map(([run]) => run.length + 1)))
  return /^`|`$/.test(line) ? `${ticks} ${line} ${ticks}` : `${ticks}${line}${ticks}`
}

/** As part of a link; nothing where it is none that a reader could follow. */
function evidence(link: string | undefined): string {
  const url = link !== undefined && URL.canParse(link) ? new URL(link) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return ''
  return ` ([evidence](${url.href.replace(/[()<>\\]/g, character => `%${character.charCodeAt(0).toString(16)}`)}))`
}
