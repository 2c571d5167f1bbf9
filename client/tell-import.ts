import type { ImportReport } from '../schemas/imports.ts'
import { fenced } from './forms/markdown.ts'
import { textTable } from './forms/text.ts'
import { type Paint, unpainted } from './paint.ts'
import type { Line, Report } from './report.ts'

/** Without --verbose no more lines of a kind than this. */
const fewLines = 20

export const isRight = ({ complete, answers }: ImportReport) => complete && answers.differs === 0

/** What was copied, what was not, and whether both sides answer alike. */
export function tellImport(report: ImportReport, paint: (colour: Paint, text: string) => string, verbose: boolean): Report {
  const text = inWords(report, paint, verbose)
  const title = headline(report)
  const problems = report.problems.map(({ kind, what, why }): Line => ({ outcome: 'fail', code: kind, text: `${what}: ${why}` }))
  const differences = report.answers.differences.map(
    ({ pacticipant, version, environment, outcome, why }): Line => ({
      outcome: outcome === 'allowed' ? 'info' : 'fail',
      text: `can-i-deploy ${pacticipant} ${version} to ${environment}: ${why}`
    })
  )
  return {
    title,
    answer: isRight(report) ? 'yes' : 'no',
    lines: [...problems, ...differences],
    written: { text, markdown: fenced(unpainted(text)) }
  }
}

const headline = (report: ImportReport) =>
  isRight(report)
    ? `Everything that ${report.source} shows is here.`
    : `Not everything that ${report.source} shows is here, or answers differ.`

function inWords(report: ImportReport, paint: (colour: Paint, text: string) => string, verbose: boolean): string {
  const { kinds, problems, remarks, otherHashes, answers } = report
  const few = (lines: string[]) =>
    verbose || lines.length <= fewLines
      ? lines
      : [...lines.slice(0, fewLines), `  … and ${lines.length - fewLines} more (--verbose shows them)`]
  const rows = kinds.map(({ kind, source, copied, here }) => [kind, String(source), String(copied), String(here)])
  const differences = answers.differences.map(
    ({ pacticipant, version, environment, outcome, why }) =>
      `  ${outcome === 'allowed' ? '~' : '✗'} ${pacticipant} ${version} to ${environment}: ${why}`
  )
  return [
    paint(isRight(report) ? 'green' : 'red', headline(report)),
    '',
    textTable({ head: ['KIND', 'THERE', 'NEW IN THIS RUN', 'HERE'], rows }),
    ...(problems.length === 0 ? [] : ['', 'Not copied:']),
    ...few(problems.map(({ kind, what, why }) => `  ✗ ${kind}: ${what}: ${why}`)),
    ...(remarks.length === 0 ? [] : ['', 'Worth knowing:']),
    ...few(remarks.map(remark => `  ${remark}`)),
    ...(otherHashes.length === 0 ? [] : ['', 'Contracts with the same content and another hash:']),
    ...few(
      otherHashes.map(
        hash => `  ${hash.consumer} with ${hash.provider}: ${hash.there} is ${hash.here} here: ${reasons(hash.why)}`
      )
    ),
    '',
    `can-i-deploy asked on both sides: ${answers.asked}, equal ${answers.equal}, allowed to differ ${answers.allowed}, different ${answers.differs}`,
    ...few(differences)
  ].join('\n')
}

const reasons = (why: string) =>
  why === 'whole-text'
    ? 'there the whole text is hashed, not its meaning'
    : 'perhaps it was merged there, under the hash of a part'
