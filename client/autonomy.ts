import { path, query } from './address.ts'
import type { Document } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'

/** Days in UTC, as 2026-01-31, both included. */
export interface AutonomyPeriod {
  from?: string | undefined
  to?: string | undefined
}

export interface LoggedDeployment {
  application: string
  version?: string | undefined
  environment?: string | undefined
  /** With the time of day: 2026-01-31T14:05:00Z. */
  at: string
}

/** Deployments as a list, or as CSV whose first line names the columns. */
export interface DeploymentLog extends AutonomyPeriod {
  deployments?: readonly LoggedDeployment[] | undefined
  csv?: string | undefined
  /** Which, where the log names several. */
  environment?: string | undefined
}

/** Can teams deploy alone? docs/autonomy-report.md tells what the members mean. */
export interface Autonomy extends Document {
  environment?: string
  from: string
  to: string
  /** From 0, a distributed monolith, to 100; null where nothing is known. */
  score: number | null
  formula: string
  /** The share of the whole weight that has data. */
  known: number
  parts: Array<{
    name: string
    weight: number
    /** From 0 to 1; null: no data. */
    value: number | null
    points: number
    lost: number
    inputs: Record<string, number>
  }>
  losses: Array<{ part: string; points: number; because: string; wonBackBy: string }>
  applications: Array<{
    name: string
    deployments: number
    versions: { alone: number; waitedForEvidence: number; blocked: number; undecided: number }
    share: number | null
    hoursBlocked: number
    blockedBy: Array<{ name: string; hours: number }>
  }>
  lockStep: Array<{ applications: string[]; needs: Array<{ application: string; of: string; versions: number }> }>
  coDeployment: {
    deployments: number
    hoursADay: number
    trains: { hours: number; deployments: number }
    pairs: Array<{ applications: string[]; together: number; chance: number; lift: number }>
    pairsLeftOut?: number
  }
  sharedStores: Array<{ path: string; applications: string[] }> | null
  overdueWindows: Array<{ application: string; element: string; sunset: string; usedBy: string[] }> | null
  withoutContracts: { integrations: Array<{ consumer: string; provider: string }>; applications: string[] } | null
  /** What somebody answered for though the verdict was no yes; the newest first. */
  overrides: Array<{
    application: string
    version: string
    by: string
    reason: string
    createdAt: string
    until: string
    /** When the version was deployed under it. */
    deployedAt: string | null
    covers: string[]
  }> | null
}

export type AutonomyMethods = ReturnType<typeof autonomyMethods>

export function autonomyMethods(exchange: Exchange) {
  async function addressOf(asked: AutonomyPeriod & { environment: string }): Promise<string> {
    checkAsked(asked, ['environment'], ['from', 'to'])
    const { uuid } = await findEnvironment(exchange, asked.environment)
    const period = query([
      ['from', asked.from],
      ['to', asked.to]
    ])
    return path`/environments/${uuid}/autonomy` + period
  }

  return {
    /** Can teams deploy to the environment alone? Of the last 90 days unless asked otherwise. */
    async autonomy(asked: AutonomyPeriod & { environment: string }): Promise<Autonomy> {
      return exchange.read(await addressOf(asked))
    },

    /** The same in words. */
    async autonomyText(asked: AutonomyPeriod & { environment: string }, form: 'text' | 'markdown' = 'text'): Promise<string> {
      return exchange.readText(await addressOf(asked), form === 'text' ? 'text/plain' : 'text/markdown')
    },

    /** The same from nothing but a log of deployments, which is not kept. */
    async autonomyOfLog(asked: DeploymentLog): Promise<Autonomy> {
      checkAsked(asked, [], ['deployments', 'csv', 'environment', 'from', 'to'])
      if ((asked.deployments === undefined) === (asked.csv === undefined)) throw wrong('Give either deployments or csv.')
      return exchange.ask('/autonomy', asked)
    }
  }
}
