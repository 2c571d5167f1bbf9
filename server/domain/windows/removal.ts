import type { Moment } from '../moment.ts'
import type { ElementWindow } from './window.ts'

export interface RemovalFacts {
  window: ElementWindow
  /** Whether the provider's documents have the element. */
  present: boolean | 'unknown'
  /** Whoever uses it cannot all be seen. */
  isPublic: boolean
  /** By versions of consumers that are live, where the question looks. `maybe`: it cannot be decided whether one does. */
  used: 'yes' | 'maybe' | 'no'
  /** By versions that are live nowhere, such as heads of branches. */
  usedElsewhere: boolean
  /** A policy says that what was announced holds, used or not. */
  isStrict: boolean
  /** Policies let it go after its last day, whoever uses it. */
  isAllowed: boolean
}

/** Those that verdicts have, too, mean the same here. */
export type RemovalCode =
  | 'element-removed-in-use'
  | 'public-before-sunset'
  | 'public-never-deprecated'
  | 'use-undecided'
  | 'element-undecided'
  | 'window-cut-short'
  | 'window-open-ended'
  | 'used-by-versions-to-come'
  | 'not-in-use'

export interface RemovalReason {
  code: RemovalCode
  outcome: 'pass' | 'fail' | 'unknown' | 'warn'
}

export interface Removal {
  answer: 'yes' | 'no' | 'unknown'
  reasons: RemovalReason[]
  /** The first millisecond of the day on which nobody is promised the element any more; undefined where nobody can say when that is. */
  freeFrom: number | undefined
}

/** May the provider remove the element now? In use it may not, whatever the date; the sunset is a promise to those who did not say. */
export function judgeRemoval(facts: RemovalFacts, moment: Moment): Removal {
  const { window, isPublic, used, usedElsewhere, present, isStrict, isAllowed } = facts
  const isPromised = window.announced && window.sunset !== undefined && !moment.isAfter(window.sunset)
  const isOver = window.announced && window.sunset !== undefined && !isPromised
  const found: Array<[RemovalCode, RemovalReason['outcome'], boolean]> = [
    ['element-removed-in-use', isOver && isAllowed ? 'warn' : 'fail', used === 'yes'],
    ['public-before-sunset', 'fail', isPublic && isPromised],
    ['use-undecided', 'unknown', used === 'maybe'],
    ['element-undecided', 'unknown', present === 'unknown'],
    ['public-never-deprecated', 'fail', isPublic && !isPromised && !isOver],
    ['window-cut-short', isStrict ? 'fail' : 'warn', !isPublic && isPromised && used === 'no'],
    ['window-open-ended', 'warn', window.openEnded],
    ['used-by-versions-to-come', 'warn', usedElsewhere]
  ]
  const reasons = found.flatMap(([code, outcome, is]) => (is ? [{ code, outcome }] : []))
  const has = (outcome: string) => reasons.some(reason => reason.outcome === outcome)
  return {
    answer: has('fail') ? 'no' : has('unknown') ? 'unknown' : 'yes',
    reasons: reasons.length === 0 ? [{ code: 'not-in-use', outcome: 'pass' }] : reasons,
    freeFrom: isPromised ? (window.sunset as number) + 1 : isOver || reasons.length === 0 ? moment.startOfDay() : undefined
  }
}
