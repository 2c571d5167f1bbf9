import { type Static, Type } from 'typebox'
import { Instant, Links } from './document.ts'
import { Answer, VerdictReason } from './matrix.ts'
import { Page } from './pages.ts'

const names = (description: string) => Type.Array(Type.String(), { description })

const recorded = {
  uuid: Type.String(),
  pacticipant: Type.String({ description: 'By its name of today.' }),
  version: Type.String({ description: 'Its number; the version itself may be gone.' }),
  environment: Type.String(),
  applicationInstance: Type.Optional(Type.String({ description: 'Left out where the question was about any.' })),
  answer: Answer,
  alone: Answer,
  blockedBy: names('The applications of which another version had to be deployed first.'),
  waitsFor: names('The applications with which something was not proved yet.'),
  reasonCodes: Type.Array(Type.String()),
  ruleSet: Type.Integer({ description: 'The version of the rules.' }),
  createdAt: Instant,
  _links: Links
}

const Answered = Type.Object({ answer: Answer, alone: Answer, reasons: Type.Array(VerdictReason) })

export const RecordedVerdictDocument = Type.Object({
  ...recorded,
  verdict: Type.Object(Answered.properties, { description: 'What was answered, in the words of then.' })
})
export type RecordedVerdictDocument = Static<typeof RecordedVerdictDocument>

export const RecordedVerdictsDocument = Type.Object({
  page: Type.Optional(Page),
  _embedded: Type.Object({ verdicts: Type.Array(Type.Object(recorded)) }),
  _links: Links
})

export const ReplayDocument = Type.Object({
  same: Type.Boolean({ description: 'Whether answer, alone, codes and outcomes are the same.' }),
  ruleSet: Type.Object({ given: Type.Integer(), today: Type.Integer() }),
  given: Answered,
  today: Answered,
  _links: Links
})
export type ReplayDocument = Static<typeof ReplayDocument>
