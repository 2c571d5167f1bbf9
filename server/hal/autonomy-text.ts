import { hours, listed } from '../domain/autonomy/parts.ts'
import { type AutonomyReport, formula } from '../domain/autonomy/report.ts'
import { day } from './document.ts'
import { textTable } from './text-table.ts'

/** A piece of the report: words, or a table under a heading. */
interface Section {
  title: string
  words?: string
  table?: { head: string[]; rows: string[][] }
}

const mostRows = 12

export const autonomyText = (report: AutonomyReport): string =>
  `${[headline(report), ...sections(report).map(inText)].join('\n\n')}\n`

const inText = ({ title, words, table }: Section) =>
  [title, ...(words === undefined ? [] : [words]), ...(table === undefined ? [] : [textTable(table.head, table.rows)])].join('\n')

export const autonomyMarkdown = (report: AutonomyReport): string =>
  `${[`## ${escaped(headline(report))}`, ...sections(report).map(inMarkdown)].join('\n\n')}\n`

function inMarkdown({ title, words, table }: Section): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`
  const rows =
    table === undefined ? [] : ['', line(table.head), `| ${table.head.map(() => '---').join(' | ')} |`, ...table.rows.map(line)]
  return [`### ${escaped(title)}`, ...(words === undefined ? [] : ['', escaped(words)]), ...rows].join('\n')
}

/** What others wrote is shown, and does nothing. */
const escaped = (text: string) => text.replace(/[\\`*_{}[\]<>#|~@!&]/g, character => `&#${character.charCodeAt(0)};`)

function headline({ environment, from, to, score }: AutonomyReport): string {
  const what = `Autonomy${environment === undefined ? '' : ` of ${environment}`}, ${day(from)} to ${day(to)}`
  return score === undefined ? `${what}: nothing is known yet` : `${what}: ${Math.round(score)} of 100`
}

function sections(report: AutonomyReport): Section[] {
  const all = [scored(report), lost(report), byApplication(report), inLockStep(report), together(report), ...others(report)]
  return all.filter(section => section !== undefined)
}

const noData = {
  alone: 'no verdict is recorded',
  apart: 'too few deployments outside trains',
  stores: 'no version says which stores it uses',
  contracts: 'no integration is known',
  windows: 'no sunset is announced'
} as const

function scored({ parts, known }: AutonomyReport): Section {
  const rows = parts.map(({ name, weight, value, points, lost, inputs }) =>
    value === undefined
      ? [name, String(weight), 'no data', '', noData[name]]
      : [name, String(weight), percent(value), `${(points - lost).toFixed(1)} of ${points.toFixed(1)}`, inputsIn(inputs)]
  )
  const partly = known < 1 ? ` ${percent(known)} of the weight has data; the rest counts neither as good nor as bad.` : ''
  return {
    title: 'What the score is made of',
    words: `${formula}.${partly}`,
    table: { head: ['part', 'weight', 'value', 'points', 'from'], rows }
  }
}

const inputsIn = (inputs: Readonly<Record<string, number>>) =>
  Object.entries(inputs)
    .map(([name, value]) => `${name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)}: ${Number(value.toFixed(1))}`)
    .join(', ')

function lost({ losses }: AutonomyReport): Section | undefined {
  if (losses.length === 0) return undefined
  const rest = losses.slice(mostRows)
  const points = rest.reduce((sum, { points }) => sum + points, 0)
  const rows = losses.slice(0, mostRows).map(({ points, because, wonBackBy }) => [points.toFixed(1), because, wonBackBy])
  return {
    title: 'Points lost, and what wins them back',
    table: {
      head: ['points', 'because', 'won back by'],
      rows:
        rest.length === 0 ? rows : [...rows, [points.toFixed(1), `${rest.length} smaller losses`, 'the JSON form lists them all']]
    }
  }
}

function byApplication({ applications }: AutonomyReport): Section | undefined {
  const asked = applications
    .filter(({ share }) => share !== undefined)
    .sort((a, b) => (a.share as number) - (b.share as number) || b.blocked - a.blocked)
  if (asked.length === 0) return undefined
  const rows = asked
    .slice(0, mostRows)
    .map(({ application, deployments, versions, share, blocked, blockedBy }) => [
      application,
      String(deployments),
      percent(share as number),
      String(versions.waited),
      String(versions.blocked),
      blocked === 0 ? '' : hours(blocked),
      listed(blockedBy.slice(0, 3).map(({ application, blocked }) => `${application} (${hours(blocked)})`))
    ])
  const more = asked.length > mostRows ? `The ${mostRows} with the lowest share of ${asked.length}.` : undefined
  return {
    title: 'Applications: versions that could go alone when first asked about',
    ...(more !== undefined && { words: more }),
    table: { head: ['application', 'deployments', 'alone', 'of these waited for evidence', 'blocked', 'for', 'by'], rows }
  }
}

function inLockStep({ groups }: AutonomyReport): Section | undefined {
  if (groups.length === 0) return undefined
  const rows = groups
    .slice(0, mostRows)
    .map(({ applications, needs }) => [String(applications.length), listed(applications), String(needs.length)])
  return {
    title: 'Lock-step: these need deployments of each other',
    table: { head: ['size', 'applications', 'dependencies'], rows }
  }
}

function together({ coDeployment: { deployments, trains, pairs, hoursADay, seen } }: AutonomyReport): Section {
  const trained =
    trains.hours === 0
      ? ''
      : ` ${trains.deployments} of them went in trains (${trains.hours} hours in which, or on whose day, half of all applications were deployed), which say nothing about two of them.`
  const found =
    pairs.length === 0 ? ` Of ${seen.size} applications, no two were deployed together more often than by chance.` : ''
  const rows = pairs
    .slice(0, mostRows)
    .map(({ applications, together, chance, lift }) => [
      applications.join(' and '),
      String(together),
      chance.toFixed(1),
      `${lift.toFixed(1)} times`
    ])
  return {
    title: 'Deployed together more often than by chance',
    words: `${deployments} deployments, within about ${hoursADay.toFixed(1)} hours of the day.${trained}${found}${pairs.length > mostRows ? ` The first ${mostRows} of ${pairs.length} pairs:` : ''}`,
    ...(rows.length > 0 && { table: { head: ['applications', 'hours together', 'by chance', 'lift'], rows } })
  }
}

function others({ stores, windows, contracts, overrides }: AutonomyReport): Section[] {
  const lists: Array<[title: string, head: string[], rows: string[][]]> = [
    [
      'Overrides: somebody answered for what was not proved',
      ['version', 'by', 'on', 'until', 'deployed under it', 'because', 'though'],
      (overrides ?? []).map(({ application, version, by, at, until, deployedAt, reason, covers }) => [
        `${application} ${version}`,
        by,
        day(at),
        day(until),
        deployedAt === undefined ? 'no' : day(deployedAt),
        reason,
        covers.join(' ')
      ])
    ],
    [
      'Stores that are shared',
      ['store', 'by'],
      (stores?.shared ?? []).map(({ path, applications }) => [path, applications.join(' and ')])
    ],
    [
      'Elements past their sunset and still used',
      ['element', 'of', 'sunset', 'used by'],
      (windows?.overdue ?? []).map(({ application, element, sunset, usedBy }) => [
        element,
        application,
        day(sunset),
        listed(usedBy)
      ])
    ],
    [
      'Integrations without a contract',
      ['consumer', 'provider'],
      (contracts?.without ?? []).map(({ consumer, provider }) => [consumer, provider])
    ],
    [
      'Applications that run and take part in no integration',
      ['application'],
      (contracts?.unconnected ?? []).map(application => [application])
    ]
  ]
  return lists
    .filter(([, , rows]) => rows.length > 0)
    .map(([title, head, rows]) => ({
      title,
      ...(rows.length > mostRows && { words: `The first ${mostRows} of ${rows.length}.` }),
      table: { head, rows: rows.slice(0, mostRows) }
    }))
}

/** Never rounded up to all, nor down to nothing. */
function percent(value: number): string {
  const whole = Math.round(value * 100)
  if (whole === 100 && value < 1) return '99 %'
  return whole === 0 && value > 0 ? '1 %' : `${whole} %`
}
