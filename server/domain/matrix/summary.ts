import type { Notice } from '../../problem.ts'
import { applies, overridingSentence } from '../overrides.ts'
import { isInTheWay } from '../reasons.ts'
import { sentenceOf } from '../sentences.ts'
import type { Verdict } from '../verdict.ts'
import type { Ignored } from './ignored.ts'
import type { Destination } from './question.ts'
import type { Row } from './rows.ts'
import type { Selected } from './selection.ts'

/** A pair that must have a verified contract, by application names. */
export interface Requirement {
  consumer: string
  provider: string
}

export interface Summary {
  deployable: boolean | null
  success: number
  failed: number
  unknown: number
  /** Absent when nothing was asked to be ignored. */
  ignored: number | undefined
}

/** What rows and summary are about. */
export interface MatrixFacts {
  rows: readonly Row[]
  required: readonly Requirement[]
  specified: readonly Selected[]
  ignored: readonly Ignored[]
  destination: Destination | undefined
}

/** May it be deployed, by the rows? Unknown outranks failed, as in the Pact Broker. Reference 3.10.3. */
export function summaryOf(facts: MatrixFacts): Summary {
  const considered = facts.rows.filter(row => !row.ignored)
  const success = considered.filter(({ result }) => result?.success === true).length
  const failed = considered.filter(({ result }) => result?.success === false).length
  const unknown = considered.length - success - failed + withoutRow(facts).length
  const ignored = facts.rows.length - considered.length
  return {
    deployable: missingSelections(facts).length > 0 ? false : unknown > 0 ? null : failed === 0,
    success,
    failed,
    unknown,
    ignored: facts.ignored.length > 0 || ignored > 0 ? ignored : undefined
  }
}

/** Required pairs that have no row at all, considered or ignored. */
export function withoutRow({ rows, required }: MatrixFacts): Requirement[] {
  return required.filter(
    pair => !rows.some(({ consumer, provider }) => consumer.name === pair.consumer && provider.name === pair.provider)
  )
}

/** Specified selections that matched no version and are not ignored. */
export function missingSelections({ specified, ignored }: MatrixFacts): Selected[] {
  return specified.filter(
    ({ selector, meaning }) =>
      meaning.kind === 'none' &&
      !ignored.some(
        ({ application, version }) =>
          application === selector.application && (version === undefined || version === selector.version)
      )
  )
}

/**
 * Lowers the summary to what the verdict knows beyond the rows (a result that leaves out interactions, say), and tells so. Only an
 * override that covers all reasons raises it: clients of the Pact Broker act on `deployable`.
 */
export function byVerdict(summary: Summary, notices: Notice[], verdict: Verdict | undefined): Told {
  if (verdict === undefined) return { summary, notices }
  const told = lowered(summary, notices, verdict)
  const { overriding, answer } = verdict
  if (overriding === undefined) return told
  const warning: Notice = { type: 'warning', text: overridingSentence(overriding, answer) }
  return {
    summary: applies(overriding) ? { ...told.summary, deployable: true } : told.summary,
    notices: [warning, ...told.notices]
  }
}

interface Told {
  summary: Summary
  notices: Notice[]
}

function lowered(summary: Summary, notices: Notice[], verdict: Verdict): Told {
  if (summary.deployable !== true || verdict.answer === 'yes') return { summary, notices }
  const errors = verdict.reasons.filter(isInTheWay).map(reason => ({ type: 'error' as const, text: sentenceOf(reason) }))
  return {
    summary:
      verdict.answer === 'no'
        ? { ...summary, deployable: false, failed: Math.max(summary.failed, 1) }
        : { ...summary, deployable: null, unknown: Math.max(summary.unknown, 1) },
    notices: [...notices.filter(({ type }) => type !== 'success'), ...errors]
  }
}
