import type { Static } from 'typebox'
import type { RecordedVerdictDocument, RecordedVerdictsDocument, ReplayDocument } from '../../schemas/recorded-verdicts.ts'
import { ruleSet } from '../domain/recorded/inputs.ts'
import type { PageOfList } from '../http/pages.ts'
import type { RecordedVerdict } from '../storage/recorded-verdicts.ts'
import { instant, link, present, soloistCurie } from './document.ts'
import { urls } from './urls.ts'

/** A verdict as it was described, addresses without their base. */
export type Answered = RecordedVerdictDocument['verdict']

export const recordedVerdictDocument = (
  base: string,
  recorded: RecordedVerdict,
  answered: Answered
): RecordedVerdictDocument => ({
  ...described(base, recorded),
  verdict: withBase(base, answered)
})

export function recordedVerdictsDocument(
  base: string,
  recorded: readonly RecordedVerdict[],
  { self, page, links }: PageOfList & { self: string }
): Static<typeof RecordedVerdictsDocument> {
  return {
    ...(page !== undefined && { page }),
    _embedded: { verdicts: recorded.map(verdict => described(base, verdict)) },
    _links: { self: { href: self, title: 'Recorded verdicts' }, ...links, curies: [soloistCurie(base, 'verdict')] }
  }
}

export function replayDocument(
  base: string,
  { uuid, ruleSet: givenBy }: RecordedVerdict,
  given: Answered,
  today: Answered
): ReplayDocument {
  return {
    same: essenceOf(given) === essenceOf(today),
    ruleSet: { given: givenBy, today: ruleSet },
    given: withBase(base, given),
    today: withBase(base, today),
    _links: {
      self: link(base, urls.replayVerdict(uuid), { title: 'The same facts by the rules of today' }),
      'soloist:verdict': link(base, urls.recordedVerdict(uuid), { title: 'What was answered' }),
      curies: [soloistCurie(base, 'verdict')]
    }
  }
}

/** Wording may change; what is said may not. */
const essenceOf = ({ answer, alone, reasons }: Answered) =>
  JSON.stringify([answer, alone, reasons.map(({ code, outcome, pairing }) => [code, outcome, pairing])])

function described(base: string, recorded: RecordedVerdict) {
  const { uuid, application, version, environment, environmentUuid, instance, answer, alone } = recorded
  const { blockedBy, waitsFor, reasonCodes, ruleSet, createdAt } = recorded
  return {
    uuid,
    pacticipant: application,
    version,
    environment,
    ...present({ applicationInstance: instance }),
    answer,
    alone,
    blockedBy,
    waitsFor,
    reasonCodes,
    ruleSet,
    createdAt: instant(createdAt),
    _links: {
      self: link(base, urls.recordedVerdict(uuid), { title: 'Recorded verdict' }),
      'soloist:judged-anew': link(base, urls.replayVerdict(uuid), { title: 'The same facts by the rules of today' }),
      'pb:pacticipant': link(base, urls.application(application), { title: 'Application', name: application }),
      'pb:environment': link(base, urls.environment(environmentUuid), { title: 'Environment', name: environment }),
      curies: [soloistCurie(base, 'verdict')]
    }
  }
}

function withBase(base: string, answered: Answered): Answered {
  return {
    ...answered,
    reasons: answered.reasons.map(reason =>
      reason.evidence === undefined ? reason : { ...reason, evidence: base + reason.evidence }
    )
  }
}
