import { nameProblem } from '../names.ts'
import type { Deployment } from './input.ts'

/** What a report takes in one go; a log that is larger is cut by whoever sends it. */
export const mostRows = 200_000
export const mostApplications = 1000

export interface LogRow {
  application?: unknown
  version?: unknown
  environment?: unknown
  at?: unknown
}

export interface Log {
  deployments: Deployment[]
  environment: string | undefined
}

/** The deployments of one environment out of a log, the one asked for or the only one; or what is wrong with it, by row. */
export function readLog(rows: readonly LogRow[], asked: string | undefined): Log | { problems: string[] } {
  if (rows.length === 0) return { problems: ['The log has no deployments.'] }
  if (rows.length > mostRows) return { problems: [`The log has ${rows.length} deployments; at most ${mostRows} are read.`] }
  const problems = rows.flatMap((row, i) => problemsOf(row).map(problem => `Deployment ${i + 1}: ${problem}`))
  if (problems.length > 0) return { problems: shortened(problems) }
  const environments = [...new Set(rows.map(({ environment }) => environment as string | undefined))]
  const environment = asked ?? environments[0]
  if (asked === undefined && environments.length > 1) {
    return {
      problems: [`The log names several environments: ${environments.map(name => name ?? 'none').join(', ')}. Say which.`]
    }
  }
  const deployments = rows
    .filter(row => row.environment === environment || (asked !== undefined && environments.every(name => name === undefined)))
    .map(({ application, version, at }) => ({
      application: application as string,
      version: (version as string | undefined) ?? '',
      at: momentOf(at as string) as number
    }))
  if (deployments.length === 0)
    return { problems: [`The log has no deployments to ${environment}. It names: ${environments.join(', ')}.`] }
  const applications = new Set(deployments.map(({ application }) => application)).size
  if (applications > mostApplications) {
    return { problems: [`The log names ${applications} applications; at most ${mostApplications} are compared.`] }
  }
  return { deployments, environment }
}

const mostProblems = 20

const shortened = (problems: string[]) =>
  problems.length > mostProblems
    ? [...problems.slice(0, mostProblems), `… and ${problems.length - mostProblems} more.`]
    : problems

function problemsOf({ application, version, environment, at }: LogRow): string[] {
  const problems: string[] = []
  const check = (name: string, value: unknown, needed: boolean) => {
    if (value === undefined && !needed) return
    const problem = typeof value === 'string' ? nameProblem(value) : 'is missing, or no text'
    if (problem !== undefined) problems.push(`${name} ${problem}.`)
  }
  check('application', application, true)
  check('version', version, false)
  check('environment', environment, false)
  if (typeof at !== 'string' || momentOf(at) === undefined) {
    problems.push(`at is ${JSON.stringify(at) ?? 'missing'}; it must be a moment such as 2026-01-31T14:05:00Z.`)
  }
  return problems
}

/** ISO 8601 with a time of day; UTC where no zone is named. */
function momentOf(text: string): number | undefined {
  const found = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim())
  if (found === null) return undefined
  const [, date, time, zone = 'Z'] = found
  const at = Date.parse(`${date}T${time}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(at) ? undefined : at
}

/** Rows of a CSV text (RFC 4180) with a header: application, at, and perhaps version and environment. */
export function rowsOfCsv(text: string): LogRow[] | { problems: string[] } {
  const [header = [], ...lines] = linesOf(text.replace(/^\uFEFF/, ''))
  if (lines.some(line => line === 'unreadable')) {
    return { problems: [`Line ${lines.indexOf('unreadable') + 2} has a quotation mark where none can be.`] }
  }
  const titles = header === 'unreadable' ? [] : header.map(title => title.trim().toLowerCase())
  const missing = ['application', 'at'].filter(title => !titles.includes(title))
  if (missing.length > 0) {
    return {
      problems: [`The first line must name the columns application, version, environment, at; missing: ${missing.join(', ')}.`]
    }
  }
  return (lines as string[][])
    .filter(cells => cells.some(cell => cell.trim() !== ''))
    .map(cells => {
      const cell = (title: string) => cells[titles.indexOf(title)]?.trim() || undefined
      return { application: cell('application'), version: cell('version'), environment: cell('environment'), at: cell('at') }
    })
}

/** The cells of each line, up to the first that is none. */
function linesOf(text: string): Array<string[] | 'unreadable'> {
  const lines: string[][] = [[]]
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text)
    if (found === null) return [...lines.slice(0, -1), 'unreadable']
    const [, quoted, plain = '', end] = found
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== ',') lines.push([])
  }
  return lines
}
