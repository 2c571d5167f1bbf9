import type { Deployed } from '../domain/autonomy/input.ts'
import { type AutonomyReport, autonomyReport } from '../domain/autonomy/report.ts'
import { endOfDay } from '../domain/policy-rules.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { deploymentLog, integrationsIn } from '../storage/autonomy.ts'
import type { Queries } from '../storage/database.ts'

const day = 24 * 60 * 60 * 1000
const usualPeriod = 90 * day
/** More are no log that anybody looks at, and would take long. */
const most = { deployments: 20_000, applications: 500 }

/** How far the applications of an environment go alone, in a period of whole days. */
export async function reportAutonomy(
  db: Queries,
  environmentId: number,
  asked: { from?: string; to?: string },
  now: number
): Promise<AutonomyReport> {
  const period = periodOf(asked, now)
  return autonomyReport({
    ...period,
    deployments: await deploymentLog(db, environmentId, period),
    verdicts: undefined,
    shared: undefined,
    overdue: undefined,
    integrations: await integrationsIn(db, environmentId, now)
  })
}

function periodOf({ from, to }: { from?: string; to?: string }, now: number): { from: number; to: number } {
  const errors: FieldErrors = {}
  const dayNamed = (field: string, text: string | undefined) => {
    const end = text === undefined ? undefined : endOfDay(text)
    if (text !== undefined && end === undefined) errors[field] = ['must be a date like 2026-01-31']
    return end
  }
  const last = dayNamed('to', to) ?? now
  const first = dayNamed('from', from)
  const start = first === undefined ? last - usualPeriod : first - day + 1
  if (Object.keys(errors).length === 0 && start > last) errors.from = ['must not be after to']
  if (Object.keys(errors).length > 0) throw invalid(errors, 'query')
  return { from: start, to: last }
}

export interface LoggedDeployment {
  application: string
  version: string
  at: string
}

/** The same of nothing but a log of deployments to one environment. */
export function reportOnLog(log: readonly LoggedDeployment[]): AutonomyReport {
  const wrong = log.findIndex(({ at }) => Number.isNaN(Date.parse(at)))
  const applications = new Set(log.map(({ application }) => application))
  if (wrong >= 0)
    throw invalid({
      deployments: [`at number ${wrong + 1}: at must be a time like 2026-01-31T08:05:09Z, and is ${log[wrong]?.at}`]
    })
  if (log.length === 0) throw invalid({ deployments: ['must be at least one'] })
  if (log.length > most.deployments) throw invalid({ deployments: [`must be at most ${most.deployments}: leave out the oldest`] })
  if (applications.size > most.applications)
    throw invalid({ deployments: [`must be of at most ${most.applications} applications`] })
  const deployments = log.map(({ at, ...deployed }): Deployed => ({ ...deployed, at: Date.parse(at) }))
  const times = deployments.map(({ at }) => at)
  const [from, to] = [times.reduce((one, other) => Math.min(one, other)), times.reduce((one, other) => Math.max(one, other))]
  return autonomyReport({
    from,
    to,
    deployments,
    verdicts: undefined,
    shared: undefined,
    overdue: undefined,
    integrations: undefined
  })
}
