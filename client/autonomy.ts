import { path, query } from './address.ts'
import type { Document } from './document.ts'
import { checkAsked } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'

/** How far the applications of an environment go alone. Null stands where there is no data. */
export interface Autonomy extends Document {
  from: string
  to: string
  /** 0 (a distributed monolith) to 100. */
  score: number | null
  formula: string
  parts: Array<{
    name: string
    /** The most points it can earn. */
    weight: number
    /** 0 to 1. */
    value: number | null
    formula: string
    losses: Array<{ points: number; because: string; remedy: string }>
  }>
  applications: Array<{
    name: string
    deployments: number
    versions: { alone: number; waitedForEvidence: number; notAlone: number; undecided: number } | null
    blocked: Array<{ by: string; hours: number }>
  }>
  /** Applications that needed deployments of each other, in a circle. */
  lockStep: string[][] | null
  coDeployment: {
    observed: number
    expected: number
    trainDays: string[]
    pairs: Array<{ applications: string[]; count: number; lift: number }>
  }
  sharedStores: Array<{ path: string; applications: string[] }> | null
  overdueWindows: Array<{ provider: string; element: string; sunset: string }> | null
  integrations: { all: number; withoutContract: Array<{ consumer: string; provider: string }> } | null
}

export interface LoggedDeployment {
  application: string
  version: string
  /** ISO 8601. */
  at: string
}

export type AutonomyMethods = ReturnType<typeof autonomyMethods>

export function autonomyMethods(exchange: Exchange) {
  const { read, ask } = exchange
  return {
    /** How far do the applications of the environment go alone? Days are written `2026-01-31`; default: the last 90. */
    async autonomy(asked: { environment: string; from?: string | undefined; to?: string | undefined }): Promise<Autonomy> {
      checkAsked(asked, ['environment'], ['from', 'to'])
      const { uuid } = await findEnvironment(exchange, asked.environment)
      return read(
        path`/environments/${uuid}/autonomy` +
          query([
            ['from', asked.from],
            ['to', asked.to]
          ])
      )
    },

    /** The same of nothing but a log of deployments to one environment, of which the broker keeps nothing. */
    async autonomyOfLog(asked: { deployments: readonly LoggedDeployment[] }): Promise<Autonomy> {
      checkAsked(asked, ['deployments'])
      return ask('/autonomy', asked)
    }
  }
}
