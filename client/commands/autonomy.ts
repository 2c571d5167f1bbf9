import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Autonomy, LoggedDeployment } from '../autonomy.ts'
import { command } from '../command.ts'
import { wrong } from '../door.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Line, Report } from '../report.ts'

export const autonomy = command({
  name: 'autonomy',
  summary: 'Report how far the applications of an environment go alone, with a score and what every lost point is lost for',
  options: {
    environment: {
      type: 'string',
      aliases: ['to-environment', 'uuid'],
      value: 'NAME',
      help: 'The environment; of a log with several, which of them'
    },
    from: { type: 'string', value: 'YYYY-MM-DD', help: 'The first day; else 90 days before the last' },
    to: { type: 'string', value: 'YYYY-MM-DD', help: 'The last day; else today' },
    log: {
      type: 'string',
      value: 'FILE',
      help: 'Report on this log of deployments instead: JSON, or CSV with the columns application,version,at (and environment)'
    }
  },
  async run({ values, broker, out, folder }) {
    const { environment, from, to, log } = values
    if (log !== undefined) {
      if ((from ?? to) !== undefined)
        throw wrong('--from and --to are not for a --log: leave out of the log what should not count.')
      const deployments = readLog(await contentOf(log, folder), log, environment)
      const document = await broker.autonomyOfLog({ deployments })
      out.answer(document, () => tell(document, log))
      return exitCodes.done
    }
    if (environment === undefined) throw wrong('Of which environment? Give --environment, or a --log.')
    const document = await broker.autonomy({ environment, from, to })
    out.answer(document, () => tell(document, environment))
    return exitCodes.done
  }
})

const contentOf = (file: string, folder: string) =>
  readFile(resolve(folder, file), 'utf8').catch((cause: Error) => {
    throw wrong(`${file} cannot be read: ${cause.message}.`, cause)
  })

interface Entry extends LoggedDeployment {
  environment?: string
}

function readLog(text: string, file: string, environment: string | undefined): LoggedDeployment[] {
  const entries = /^\s*[[{]/.test(text) ? readJson(text, file) : readCsv(text, file)
  const places = [...new Set(entries.flatMap(entry => entry.environment ?? []))]
  if (places.length > 1 && environment === undefined) {
    throw wrong(`${file} has several environments (${places.slice(0, 5).join(', ')}): say which with --environment.`)
  }
  const there = entries.filter(entry => environment === undefined || (entry.environment ?? environment) === environment)
  if (there.length === 0) throw wrong(`${file} has no deployment${environment === undefined ? '' : ` to ${environment}`}.`)
  return there.map(({ application, version, at }) => ({ application, version, at }))
}

function readJson(text: string, file: string): Entry[] {
  let entries: unknown
  try {
    entries = JSON.parse(text)
  } catch (cause) {
    throw wrong(`${file} is not JSON: ${(cause as Error).message}.`, cause)
  }
  const list = Array.isArray(entries) ? entries : (entries as { deployments?: unknown }).deployments
  if (!Array.isArray(list)) throw wrong(`${file} must be a list, or { "deployments": [ … ] }.`)
  return list.map((entry, i) => checked(entry, `${file}, number ${i + 1}`))
}

/** Fields with commas or quotes are quoted, as spreadsheets write them. */
function readCsv(text: string, file: string): Entry[] {
  const rows = text
    .split(/\r?\n/)
    .map((line, i) => ({ cells: cellsOf(line), place: `${file}, line ${i + 1}` }))
    .filter(({ cells }) => cells.some(cell => cell !== ''))
  const header = rows.shift()?.cells.map(cell => cell.trim().toLowerCase()) ?? []
  const missing = ['application', 'version', 'at'].filter(name => !header.includes(name))
  if (missing.length > 0) throw wrong(`${file} must begin with a line "application,version,at"; missing: ${missing.join(', ')}.`)
  return rows.map(({ cells, place }) => checked(Object.fromEntries(header.map((name, i) => [name, cells[i]])), place))
}

const cellsOf = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? (plain ?? '').trim()
  )

function checked(entry: unknown, place: string): Entry {
  const { application, version, at, environment } = (entry ?? {}) as Record<string, unknown>
  for (const [name, value] of Object.entries({ application, version, at })) {
    if (typeof value !== 'string' || value === '') throw wrong(`${place}: ${name} is missing.`)
  }
  if (Number.isNaN(Date.parse(at as string))) throw wrong(`${place}: at is ${at}; it must be a time like 2026-01-31T08:05:09Z.`)
  const read = { application: application as string, version: version as string, at: at as string }
  return typeof environment === 'string' && environment !== '' ? { ...read, environment } : read
}

const titles: Record<string, string> = {
  alone: 'Could go alone when first asked',
  waiting: 'Waiting for others',
  'lock-step': 'Lock-step',
  'co-deployment': 'Deployed together',
  'shared-stores': 'Shared stores',
  'overdue-windows': 'Overdue windows',
  contracts: 'Integrations with contracts'
}

function tell({ score, from, to, formula, parts, applications }: Autonomy, of: string): Report {
  const lines = parts.map(({ name, weight, value, formula: how, losses }): Line => {
    const points = value === null ? 'no data' : `${(value * weight).toFixed(1)} of ${weight}`
    return {
      outcome: value === null ? 'info' : value > 0.85 ? 'pass' : value > 0.5 ? 'warn' : 'fail',
      text: `${titles[name] ?? name}: ${points}`,
      notes: [how],
      lines: losses.map(({ points, because, remedy }) => ({
        outcome: 'info',
        text: `-${points.toFixed(2)} ${because}`,
        next: remedy
      }))
    }
  })
  const waits = applications
    .flatMap(({ name, blocked }) => blocked.map(({ by, hours }) => ({ name, by, hours })))
    .toSorted((one, other) => other.hours - one.hours)
    .slice(0, 5)
    .map(({ name, by, hours }): Line => ({ outcome: 'info', text: `${name} was blocked by ${by} for ${hours} hours` }))
  const title = `Autonomy of ${of}, ${from} to ${to}: ${score === null ? 'no data' : `${score} of 100`}`
  const answer = score === null ? 'unknown' : score >= 85 ? 'yes' : score > 30 ? 'unknown' : 'no'
  return { title, answer, lines: [...lines, ...waits], todo: `Score: ${formula}` }
}
