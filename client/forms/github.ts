import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { oneLine } from '../paint.ts'
import { detailsOf, gating, leadingOn, type Outcome, type Report } from '../report.ts'
import { markdownOf } from './markdown.ts'

type Env = Record<string, string | undefined>

/** Text for the log in which nothing is taken for a command, whatever names and sentences of others say. */
export function plainInLog(text: string): string {
  const token = randomUUID()
  return `::stop-commands::${token}\n${text}\n::${token}::`
}

/** Adds to the summary of the job, and gives the answer to later steps; where the runner says with which files. */
export function tellRunner(report: Report, { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: outputs }: Env): void {
  if (summary) appendFileSync(summary, `${markdownOf(report)}\n\n`)
  if (outputs && report.answer !== undefined) appendFileSync(outputs, `answer=${report.answer}\n`)
}

const levels: Partial<Record<Outcome, string>> = { fail: 'error', unknown: 'error', warn: 'warning' }

/** Most that GitHub shows of one kind for a step; the summary has them all. */
const most = 10

/** Annotations of a GitHub Actions job: workflow commands, one a line. */
export function annotationsOf(report: Report): string[] {
  const { title, answer, lines } = report
  const judged = gating(report)
  const said = ['error', 'warning'].flatMap(level =>
    judged
      .filter(({ outcome }) => levels[outcome] === level)
      .slice(0, most)
      .map(line => annotation(level, line.code ?? title, [line.text, ...detailsOf(line)]))
  )
  if (said.length === 0) return answer === undefined && lines.length === 0 ? [] : [annotation('notice', 'Soloist', [title])]
  const on = leadingOn(report)
  return on.length === 0 ? said : [...said, annotation('notice', title, on)]
}

const annotation = (level: string, title: string, message: readonly string[]) =>
  `::${level} title=${property(oneLine(title))}::${data(message.map(oneLine).join('\n'))}`

/** What would end a value, or begin a command, is written as GitHub's runner reads it. */
const data = (text: string) => text.replace(/[%\r\n]/g, encoded)
const property = (text: string) => text.replace(/[%\r\n:,]/g, encoded)
const encoded = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
