import type { Output, Paint } from './output.ts'
import type { ConsumerOutcome, Finding, PlacedVersion } from './simulations.ts'

const colours: Record<Finding['severity'], Paint> = { error: 'red', undecided: 'yellow', warning: 'yellow', info: 'dim' }

export interface Told {
  /** What follows is one point of a list, at this depth. */
  point(text: string, depth: number): string
  headline(text: string, colour: Paint): string
  finding(finding: Finding, depth: number): string
}

/** For a terminal. */
export const asText = (out: Output): Told => ({
  point: (text, depth) => `${'  '.repeat(depth)}${text}`,
  headline: (text, colour) => out.paint(colour, out.paint('bold', text)),
  finding: (finding, depth) =>
    `${'  '.repeat(depth)}${out.paint(colours[finding.severity], finding.severity)} ${sentence(finding)}`
})

/** For a comment on a pull request. What others wrote is shown, and does nothing. */
export const asMarkdown: Told = {
  point: (text, depth) => `${'  '.repeat(depth - 1)}- ${escaped(text)}`,
  headline: text => `### ${escaped(text)}\n`,
  finding: (finding, depth) => `${'  '.repeat(depth - 1)}- **${finding.severity}** ${escaped(sentence(finding))}`
}

function sentence({ code, text, element, interaction }: Finding): string {
  const where = [element, interaction && `in "${interaction}"`].filter(part => part !== undefined).join(' ')
  return `${text} ${where === '' ? '' : `${where} `}(${code})`
}

const escaped = (text: string) =>
  text.replace(/[\\`*_{}[\]<>#|~@!&]/g, character => `&#${character.charCodeAt(0)};`).replace(/\s+/g, ' ')

/** `7 (live in production; head of main)`. */
export function placed({ number, environments, branches }: PlacedVersion): string {
  const parts = [
    environments.length > 0 && `live in ${environments.join(', ')}`,
    branches.length > 0 && `head of ${branches.join(', ')}`
  ].filter(part => part !== false)
  return parts.length === 0 ? number : `${number} (${parts.join('; ')})`
}

const outcomes: Record<ConsumerOutcome['outcome'], string> = {
  breaks: 'would break',
  'at-risk': 'may break',
  'already-broken': 'does not fit, and did not before',
  unaffected: 'is not affected',
  'not-compared': 'was not compared'
}

export function tellConsumer({ name, outcome, versions, findings, alreadyBroken }: ConsumerOutcome, told: Told): string[] {
  return [
    told.point(`${name} ${versions.map(placed).join(', ')} ${outcomes[outcome]}`, 1),
    ...findings.map(finding => told.finding(finding, 2)),
    ...(outcome === 'already-broken' ? alreadyBroken.map(finding => told.finding({ ...finding, severity: 'info' }, 2)) : [])
  ]
}
