import { evidenceOf } from '../domain/evidence.ts'
import type { Pairing } from '../domain/matrix/pairing.ts'
import type { SharedPersistence } from '../domain/resources/shared-persistence.ts'
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
    ...('pairing' in reason ? pairingMembers(reason, base) : {}),
    ...(reason.code === 'contract-dropped' ? { pairing: droppedPairing(reason) } : {}),
    ...(reason.code === 'shared-persistence' ? sharedMembers(reason) : {}),
    // A comparison that is missing is scheduled by the question itself.
    clearsByItself: reason.code === 'comparison-undecided' && reason.pairing.compared?.outcome === undefined,
    ...(next === undefined ? {} : { next })
  }
}

const droppedPairing = ({ candidate, provider }: { candidate: Candidate; provider: string }) => ({
  consumer: { name: candidate.application, version: candidate.number },
  provider: { name: provider, version: null }
})

/** Who owns the store can tell how else to reach what is in it. */
function sharedMembers({ mine, theirs, owners }: SharedPersistence) {
  return {
    resources: [mine, theirs].map(({ application, path, access }) => ({ application, path, access })),
    ...(owners.length === 1 ? { owner: owners[0] as string } : {})
  }
}

function pairingMembers({ code, pairing }: Extract<Reason, { pairing: Pairing }>, base: string) {
  const { consumer, provider } = pairing
  return {
    pairing: {
      consumer: { name: consumer.name, version: consumer.version.number },
      provider: { name: provider.name, version: provider.version?.number ?? null }
    },
    evidence: base + evidenceUrl(code, pairing)
  }
}

function evidenceUrl(code: Reason['code'], pairing: Pairing): string {
  const { consumer, provider, contract, compared } = pairing
  const { tested } = evidenceOf(pairing)
  switch (code) {
    case 'compared':
    case 'comparison-failed':
    case 'comparison-undecided':
    case 'provider-contract-unproven':
      if (compared?.id !== undefined) return urls.comparison(compared.id)
      break
    default:
      if (tested !== null) return urls.verification(provider.name, consumer.name, contract.sha, tested.number)
  }
  return urls.pact(provider.name, consumer.name, consumer.version.number)
}
