import type { Pairing } from '../domain/matrix/pairing.ts'
import { nextStepOf, sentenceOf } from '../domain/sentences.ts'
import { type Candidate, outcomeOf, type Reason, type Verdict } from '../domain/verdict.ts'
import { urls } from './urls.ts'

/** The verdict as clients see it; docs/verdict.md says what it means. */
export function verdictDocument(verdict: Verdict, base: string, environment: string | undefined): object {
  const { answer, alone, reasons, candidates, each } = verdict
  return {
    answer,
    alone,
    versions: candidates.map(({ application, number }) => ({ pacticipant: application, version: number })),
    reasons: reasons.map(reason => reasonDocument(reason, base, environment)),
    ...(each === undefined ? {} : { together: true, each: each.map(one => verdictDocument(one, base, environment)) })
  }
}

export function reasonDocument(reason: Reason, base: string, environment: string | undefined) {
  const next = nextStepOf(reason, environment)
  return {
    code: reason.code,
    outcome: outcomeOf(reason),
    sentence: sentenceOf(reason),
    ...('pairing' in reason ? pairingMembers(reason.pairing, base) : {}),
    ...(reason.code === 'contract-dropped' ? { pairing: droppedPairing(reason) } : {}),
    // Nothing is under way that the broker knows of, until it schedules verifications itself.
    clearsByItself: false,
    ...(next === undefined ? {} : { next })
  }
}

const droppedPairing = ({ candidate, provider }: { candidate: Candidate; provider: string }) => ({
  consumer: { name: candidate.application, version: candidate.number },
  provider: { name: provider, version: null }
})

function pairingMembers({ consumer, provider, contract, result }: Pairing, base: string) {
  const evidence =
    result === null
      ? urls.pact(provider.name, consumer.name, consumer.version.number)
      : urls.verification(provider.name, consumer.name, contract.sha, result.number)
  return {
    pairing: {
      consumer: { name: consumer.name, version: consumer.version.number },
      provider: { name: provider.name, version: provider.version?.number ?? null }
    },
    evidence: base + evidence
  }
}
