import { unpainted } from '../paint.ts'
import { detailsOf, gating, type Line, leadingOn, type Report } from '../report.ts'

/**
 * For whatever shows test results. What is judged is a test case: what fails is a failure, what is unknown an error, and a warning passes
 * with words. All else is said beside; where nothing is judged, the report is a case that passes.
 */
export function junitOf(report: Report, name: string): string {
  const { title, written } = report
  const judged = gating(report).filter(({ outcome }) => outcome !== 'info')
  const cases: readonly Line[] = judged.length > 0 ? judged : [{ outcome: 'pass', text: title }]
  const told = report.lines.filter(({ outcome }) => outcome === 'info').flatMap(line => [line.text, ...detailsOf(line)])
  const words = written === undefined ? told : written.text === title ? [] : [written.text]
  const said = [...words, ...leadingOn(report)]
  const count = (outcome: Line['outcome']) => cases.filter(line => line.outcome === outcome).length
  const counts = `tests="${cases.length}" failures="${count('fail')}" errors="${count('unknown')}" skipped="0"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="soloist" ${counts}>`,
    `  <testsuite name="${attribute(title)}" ${counts}>`,
    ...cases.map(line => testCase(line, name)),
    ...(said.length === 0 ? [] : [`    <system-out>${content(said.join('\n'))}</system-out>`]),
    '  </testsuite>',
    '</testsuites>'
  ].join('\n')
}

function testCase(line: Line, name: string): string {
  const head = `    <testcase classname="soloist.${attribute(name)}" name="${attribute(`${line.code === undefined ? '' : `${line.code}: `}${line.text}`)}"`
  const details = detailsOf(line).join('\n')
  switch (line.outcome) {
    case 'fail':
      return `${head}><failure message="${attribute(line.text)}" type="${attribute(line.code ?? 'fail')}">${content(details)}</failure></testcase>`
    case 'unknown':
      return `${head}><error message="${attribute(line.text)}" type="${attribute(line.code ?? 'unknown')}">${content(details)}</error></testcase>`
    case 'warn':
      return `${head}><system-out>${content(details || line.text)}</system-out></testcase>`
    default:
      return `${head}/>`
  }
}

const content = (text: string) => valid(text).replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`)

const attribute = (text: string) => valid(text).replace(/[&<>"'\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)

/** XML has no lone surrogates and no U+FFFE, U+FFFF, however they are written. */
const valid = (text: string) => unpainted(text).replace(/\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
