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
}

/** Codes and what they do to the answer; those of verdicts mean the same here. */
export const removalOutcomes = {
  'element-removed-in-use': 'fail',
  'public-before-sunset': 'fail',
  'use-undecided': 'unknown',
  'element-undecided': 'unknown',
  'public-never-deprecated': 'unknown',
  'window-cut-short': 'warn',
  'window-open-ended': 'warn',
  'used-by-versions-to-come': 'warn',
  'not-in-use': 'pass'
} as const
export type RemovalCode = keyof typeof removalOutcomes

export interface Removal {
  answer: 'yes' | 'no' | 'unknown'
  codes: RemovalCode[]
  /** The first millisecond of the day on which nobody is promised the element any more; undefined where nobody can say when that is. */
  freeFrom: number | undefined
}

/** May the provider remove the element now? In use it may not, whatever the date; the sunset is a promise to those who did not say. */
export function judgeRemoval(facts: RemovalFacts, moment: Moment): Removal {
  const { window, isPublic, used, usedElsewhere, present } = facts
  const isPromised = window.announced && window.sunset !== undefined && !moment.isAfter(window.sunset)
  const isOver = window.announced && window.sunset !== undefined && !isPromised
  const found: Array<[RemovalCode, boolean]> = [
    ['element-removed-in-use', used === 'yes'],
    ['public-before-sunset', isPublic && isPromised],
    ['use-undecided', used === 'maybe'],
    ['element-undecided', present === 'unknown'],
    ['public-never-deprecated', isPublic && !isPromised && !isOver],
    ['window-cut-short', !isPublic && isPromised && used === 'no'],
    ['window-open-ended', window.openEnded],
    ['used-by-versions-to-come', usedElsewhere]
  ]
  const codes = found.flatMap(([code, is]) => (is ? code : []))
  const has = (outcome: string) => codes.some(code => removalOutcomes[code] === outcome)
  return {
    answer: has('fail') ? 'no' : has('unknown') ? 'unknown' : 'yes',
    codes: codes.length === 0 ? ['not-in-use'] : codes,
    freeFrom: isPromised ? (window.sunset as number) + 1 : isOver || codes.length === 0 ? moment.startOfDay() : undefined
  }
}
