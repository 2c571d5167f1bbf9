import type { Answer } from '../verdict.ts'

/** That a version of an application was deployed. Moments are milliseconds UTC. */
export interface Deployment {
  application: string
  version: string
  at: number
}

/** What was answered about a version, as it was recorded. */
export interface GivenAnswer {
  application: string
  version: string
  at: number
  /** No: only another application's deployment could help. Unknown: it waited for evidence. */
  alone: Answer
  /** Of which applications another version was needed. */
  blockedBy: string[]
  /** With which applications something was not proved yet. */
  waitsFor: string[]
}

/** The same, put beside the deployments of the time. */
export interface AnswerInTime extends Omit<GivenAnswer, 'waitsFor'> {
  /** When the application was next told something else, or was deployed. */
  until: number
  /** The answers before had waited for these, and they were deployed since. */
  clearedBy: string[]
}

export interface SharedStore {
  path: string
  applications: readonly [string, string]
}

/** A deprecated element that is still there, and used, after its sunset. */
export interface OverdueWindow {
  application: string
  element: string
  /** The last day, as milliseconds. */
  sunset: number
  usedBy: readonly string[]
}

/** That somebody answered for a version whose verdict was no yes. */
export interface GivenOverride {
  application: string
  version: string
  by: string
  reason: string
  /** When it was made. */
  at: number
  /** The last millisecond on which it held: the one it was made for, or when it was revoked. */
  until: number
  /** The reasons that it covers, in words. */
  covers: readonly string[]
}

/** All that the report of an environment is made from. What nobody knows is undefined; a list that is empty is known. */
export interface AutonomyInput {
  environment: string | undefined
  from: number
  to: number
  deployments: readonly Deployment[]
  /** In how many hours of a day deployments are made, as far as chance is concerned. */
  hoursADay: number
  answers: readonly AnswerInTime[] | undefined
  /** `declaring`: the applications that say which stores they use. */
  stores: { declaring: readonly string[]; shared: readonly SharedStore[] } | undefined
  /** `announced`: how many elements have a sunset that is announced, overdue ones included. */
  windows: { announced: number; overdue: readonly OverdueWindow[] } | undefined
  /** `unconnected`: applications that are live and take part in no integration. */
  contracts:
    | { integrations: number; without: ReadonlyArray<{ consumer: string; provider: string }>; unconnected: readonly string[] }
    | undefined
  /** They are told, and win back no point: the answers stay what they were. */
  overrides?: readonly GivenOverride[] | undefined
}
