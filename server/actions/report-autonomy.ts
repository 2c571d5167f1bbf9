import type { Broker } from '../broker.ts'
import { answersInTime } from '../domain/autonomy/answers-in-time.ts'
import { hoursADay } from '../domain/autonomy/co-deployment.ts'
import { type LogRow, readLog, rowsOfCsv } from '../domain/autonomy/deployment-log.ts'
import type { AutonomyInput, GivenAnswer } from '../domain/autonomy/input.ts'
import { type AutonomyReport, autonomyReport } from '../domain/autonomy/report.ts'
import { endOfDay } from '../domain/policy-rules.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { deploymentsBetween, liveIntegrations, namesOfToday, unconnectedIn } from '../storage/autonomy.ts'
import type { Queries } from '../storage/database.ts'
import { liveVersionsIn } from '../storage/matrix/live-pairings.ts'
import { overridesBetween } from '../storage/overrides.ts'
import { verdictsBetween } from '../storage/recorded-verdicts.ts'
import { theEnvironment } from './found.ts'
import { listWindows } from './list-windows.ts'
import { showResources } from './show-resources.ts'

const day = 24 * 60 * 60 * 1000
const usualDays = 90

/** Days, both included. */
export interface PeriodAsked {
  from?: string | undefined
  to?: string | undefined
}

/** The report of an environment, of the last 90 days unless asked otherwise. All facts come from one state of the database. */
export async function reportAutonomy(broker: Broker, uuid: string, asked: PeriodAsked): Promise<AutonomyReport> {
  const now = broker.now()
  const { from = startOfDay(now) - (usualDays - 1) * day, to = now } = periodOf(asked)
  checkOrder(from, Math.min(to, now))
  // Stores and windows are as of today, and come from questions of their own.
  const [stores, windows] = [await storesIn(broker, uuid), await windowsIn(broker, uuid)]
  return broker.db.snapshot(db => reportIn(db, uuid, { from, to: Math.min(to, now), now, stores, windows }))
}

/** No data where nobody declares anything. */
async function storesIn(broker: Broker, uuid: string): Promise<AutonomyInput['stores']> {
  const { conflicts, declarations } = await showResources(broker, uuid)
  const declaring = [
    ...new Set(
      declarations.flatMap(({ application, resources }) => (resources === null || resources === undefined ? [] : [application]))
    )
  ]
  if (declaring.length === 0) return undefined
  const shared = conflicts
    .filter(({ exception }) => exception === undefined)
    .map(({ path, sides: [one, other] }) => ({ path, applications: [one.application, other.application] as const }))
  return { declaring, shared }
}

/** Of providers that are live there, as far as their elements have announced dates; no data where none has. */
async function windowsIn(broker: Broker, uuid: string): Promise<AutonomyInput['windows']> {
  const { db, now } = broker
  const { name, live } = await db.snapshot(async queries => {
    const { id, name } = await theEnvironment(queries, uuid)
    const versions = await liveVersionsIn(queries, id, now())
    return { name, live: new Set(versions.map(({ application }) => application)) }
  })
  const listed = (await listWindows(broker, { state: 'all' })).windows.filter(
    ({ provider, window }) => live.has(provider) && window.announced && window.sunset !== undefined
  )
  if (listed.length === 0) return undefined
  const overdue = listed.flatMap(({ provider, element, window, users = [], overdue }) => {
    const usedBy = [...new Set(users.filter(user => user.environments.includes(name)).map(({ application }) => application))]
    return overdue && usedBy.length > 0 ? [{ application: provider, element, sunset: window.sunset as number, usedBy }] : []
  })
  return { announced: listed.length, overdue }
}

interface Gathering extends Pick<AutonomyInput, 'stores' | 'windows'> {
  from: number
  to: number
  now: number
}

async function reportIn(db: Queries, uuid: string, { from, to, now, stores, windows }: Gathering) {
  const { id, name } = await theEnvironment(db, uuid)
  const deployments = await deploymentsBetween(db, id, from, to)
  const answers = await answersBetween(db, id, from, to)
  const integrations = await liveIntegrations(db, id, now)
  const unconnected = await unconnectedIn(db, id, now)
  const overrides = await overridesBetween(db, id, from, to)
  return autonomyReport({
    environment: name,
    from,
    to,
    deployments,
    hoursADay: hoursADay(deployments),
    answers: answersInTime(answers, deployments, to),
    stores,
    windows,
    contracts: { integrations: integrations.length, without: integrations.filter(({ covered }) => covered === 0), unconnected },
    overrides: overrides.map(({ application, version, by, reason, createdAt, until, revokedAt, covers }) => ({
      application,
      version,
      by,
      reason,
      at: createdAt,
      until: Math.min(until, revokedAt ?? until),
      covers: covers.map(({ sentence }) => sentence)
    }))
  })
}

/** By the names of today. */
async function answersBetween(db: Queries, environmentId: number, from: number, to: number): Promise<GivenAnswer[]> {
  const names = await namesOfToday(db)
  const today = (list: readonly string[]) => list.map(name => names.get(name) ?? name)
  return (await verdictsBetween(db, environmentId, from, to)).map(
    ({ application, version, createdAt: at, alone, blockedBy, waitsFor }) => ({
      application,
      version,
      at,
      alone,
      blockedBy: today(blockedBy),
      waitsFor: today(waitsFor)
    })
  )
}

export interface LogAsked extends PeriodAsked {
  environment?: string | undefined
  deployments?: readonly LogRow[] | undefined
  csv?: string | undefined
}

/** The report from nothing but a log of deployments, of all its days unless asked otherwise. */
export function reportOfLog({ environment: asked, deployments: rows, csv, ...period }: LogAsked): AutonomyReport {
  if ((rows === undefined) === (csv === undefined)) throw invalid({ deployments: ['or csv must be given, and not both'] })
  const read = rows ?? rowsOfCsv(csv as string)
  const log = 'problems' in read ? read : readLog(read, asked)
  if ('problems' in log) throw invalid(log.problems)
  const moments = log.deployments.map(({ at }) => at).sort((a, b) => a - b)
  const first = startOfDay(moments[0] as number)
  const last = startOfDay(moments.at(-1) as number) + day - 1
  const { from = first, to = last } = periodOf(period)
  checkOrder(from, to)
  const deployments = log.deployments.filter(({ at }) => at >= from && at <= to)
  return autonomyReport({
    environment: log.environment,
    from,
    to,
    deployments,
    hoursADay: hoursADay(deployments),
    answers: undefined,
    stores: undefined,
    windows: undefined,
    contracts: undefined
  })
}

const startOfDay = (at: number) => at - (((at % day) + day) % day)

function periodOf(asked: PeriodAsked): { from?: number; to?: number } {
  const errors: FieldErrors = {}
  const end = (name: 'from' | 'to') => {
    const text = asked[name]
    const found = text === undefined ? undefined : endOfDay(text)
    if (text !== undefined && found === undefined) errors[name] = ['must be a day like 2026-01-31']
    return found
  }
  const [from, to] = [end('from'), end('to')]
  if (Object.keys(errors).length > 0) throw invalid(errors, 'query')
  return { ...(from !== undefined && { from: from - day + 1 }), ...(to !== undefined && { to }) }
}

function checkOrder(from: number, to: number): void {
  if (from > to) throw invalid({ from: ['must not be later than to, nor in the future'] }, 'query')
}
