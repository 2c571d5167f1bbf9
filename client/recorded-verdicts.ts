import { type Paging, paging, path, query } from './address.ts'
import type { Document, List } from './document.ts'
import { checkAsked, wrong } from './door.ts'
import { findEnvironment } from './environments.ts'
import type { Exchange } from './exchange.ts'
import type { Answer, Reason } from './verdict.ts'

/** What was answered about a version once, and on what it rested. */
export interface RecordedVerdict extends Document {
  uuid: string
  pacticipant: string
  version: string
  environment: string
  /** Absent where the question was about any. */
  applicationInstance?: string
  answer: Answer
  alone: Answer
  /** The applications of which another version had to be deployed first. */
  blockedBy: string[]
  /** Those with which something was not proved yet. */
  waitsFor: string[]
  reasonCodes: string[]
  ruleSet: number
  createdAt: string
}

export interface Answered {
  answer: Answer
  alone: Answer
  reasons: Reason[]
}

export interface Replay extends Document {
  /** Whether the rules of today say the same of the same facts. */
  same: boolean
  ruleSet: { given: number; today: number }
  given: Answered
  today: Answered
}

export type RecordedVerdictList = List<'verdicts', RecordedVerdict>
export type RecordedVerdictMethods = ReturnType<typeof recordedVerdictMethods>

export function recordedVerdictMethods(exchange: Exchange) {
  const { read } = exchange
  return {
    /** Of a version, or of all on their way to an environment; the newest first, a page of 100 unless asked otherwise. */
    async listVerdicts(
      asked: Paging & { application?: string | undefined; version?: string | undefined; environment?: string | undefined }
    ): Promise<RecordedVerdictList> {
      checkAsked(asked, [], ['application', 'version', 'environment', 'page', 'size'])
      const { application, version, environment } = asked
      if (environment !== undefined && application === undefined && version === undefined) {
        const { uuid } = await findEnvironment(exchange, environment)
        return read(path`/environments/${uuid}/verdicts` + query(paging(asked)))
      }
      if (application === undefined || version === undefined || environment !== undefined) {
        throw wrong('Which verdicts: give application and version, or environment.')
      }
      return read(path`/pacticipants/${application}/versions/${version}/verdicts` + query(paging(asked)))
    },

    /** With what was answered, in the words of then. */
    async describeVerdict(asked: { uuid: string }): Promise<RecordedVerdict & { verdict: Answered }> {
      checkAsked(asked, ['uuid'])
      return read(path`/verdicts/${asked.uuid}`)
    },

    /** Judges the facts of then by the rules of today. */
    async replayVerdict(asked: { uuid: string }): Promise<Replay> {
      checkAsked(asked, ['uuid'])
      return read(path`/verdicts/${asked.uuid}/replay`)
    }
  }
}
