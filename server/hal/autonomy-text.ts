import type { AutonomyReport } from '../domain/autonomy/report.ts'
import { type Part, scoreFormula } from '../domain/autonomy/score.ts'
import { day } from './document.ts'
import { textTable } from './text-table.ts'

const titles: Record<Part['name'], string> = {
  alone: 'Could go alone when first asked',
  waiting: 'Waiting for others',
  'lock-step': 'Lock-step',
  'co-deployment': 'Deployed together',
  'shared-stores': 'Shared stores',
  'overdue-windows': 'Overdue windows',
  contracts: 'Integrations with contracts'
}

const headline = ({ score, from, to }: AutonomyReport, of: string) =>
  `Autonomy of ${of}, ${day(from)} to ${day(to)}: ${score === undefined ? 'no data' : `${score.toFixed(1)} of 100`}`

const earned = ({ value, weight }: Part) => (value === undefined ? 'no data' : `${(value * weight).toFixed(1)} of ${weight}`)

/** For terminals. */
export function autonomyText(report: AutonomyReport, of: string): string {
  const { parts, applications } = report
  const losses = parts.flatMap(({ losses }) => losses).toSorted((one, other) => other.points - one.points)
  return [
    headline(report, of),
    '',
    textTable(
      ['PART', 'POINTS', 'BECAUSE'],
      parts.map(part => [titles[part.name], earned(part), part.formula])
    ),
    '',
    `Score: ${scoreFormula(parts)}`,
    ...(losses.length === 0 ? [] : ['', 'Points lost:']),
    ...losses.flatMap(({ points, because, remedy }) => [`  -${points.toFixed(2)}  ${because}`, `          ${remedy}`]),
    '',
    textTable(applicationHeader, applicationRows(applications)),
    ''
  ].join('\n')
}

/** For a page or a comment. What others wrote is shown, and does nothing. */
export function autonomyMarkdown(report: AutonomyReport, of: string): string {
  const { parts, applications } = report
  const table = (header: readonly string[], rows: ReadonlyArray<readonly string[]>) => [
    `| ${header.join(' | ')} |`,
    `|${header.map(() => ' --- ').join('|')}|`,
    ...rows.map(row => `| ${row.map(escaped).join(' | ')} |`)
  ]
  const losses = parts.flatMap(({ losses }) => losses).toSorted((one, other) => other.points - one.points)
  return [
    `# ${escaped(headline(report, of))}`,
    '',
    ...table(
      ['Part', 'Points', 'Because'],
      parts.map(part => [titles[part.name], earned(part), part.formula])
    ),
    '',
    `Score: ${escaped(scoreFormula(parts))}`,
    '',
    ...table(
      ['Points lost', 'Because', 'What would win them back'],
      losses.map(({ points, because, remedy }) => [points.toFixed(2), because, remedy])
    ),
    '',
    ...table(applicationHeader, applicationRows(applications)),
    ''
  ].join('\n')
}

const applicationHeader = ['Application', 'Deployments', 'Alone', 'Waited for evidence', 'Not alone', 'Undecided', 'Blocked by']

const applicationRows = (applications: AutonomyReport['applications']) =>
  applications.map(({ application, deployments, versions, blocked }) => [
    application,
    String(deployments),
    ...(['alone', 'waited-for-evidence', 'not-alone', 'undecided'] as const).map(fate => String(versions?.[fate] ?? 'no data')),
    blocked
      .slice(0, 3)
      .map(({ by, time }) => `${by} ${(time / 3_600_000).toFixed(1)} h`)
      .join(', ')
  ])

const escaped = (text: string) =>
  text.replace(/[\\`*_{}[\]<>#|~!&]/g, character => `&#${character.charCodeAt(0)};`).replace(/\s+/g, ' ')
