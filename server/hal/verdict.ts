import type { Static } from 'typebox'
import type { Owner, VerdictReason } from '../../schemas/matrix.ts'
import { evidenceOf } from '../domain/evidence.ts'
import type { Pairing } from '../domain/matrix/pairing.ts'
import { notesOf } from '../domain/notes.ts'
import { ownerOf } from '../domain/owner.ts'
import { nextStepOf, sentenceOf } from '../domain/sentences.ts'
import { type Candidate, clearsByItself, outcomeOf, type Reason, type Verdict } from '../domain/verdict.ts'
import { present } from './document.ts'
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

export function reasonDocument(reason: Reason, base: string, environment: string | undefined): Static<typeof VerdictReason> {
  const pact = 'pairing' in reason ? base + pactUrl(reason.pairing) : undefined
  const owner = ownerOf(reason)
  const next = nextStepOf(reason, environment, pact)
  const notes = notesOf(reason)
  return {
    code: reason.code,
    outcome: outcomeOf(reason),
    sentence: sentenceOf(reason),
    ...('pairing' in reason ? pairingMembers(reason, base) : {}),
    ...(reason.code === 'contract-dropped' ? { pairing: droppedPairing(reason) } : {}),
    ...('candidate' in reason ? { evidence: base + candidateUrl(reason) } : {}),
    ...(owner === undefined ? {} : { owner: present({ ...owner }) as Static<typeof Owner> }),
    clearsByItself: clearsByItself(reason),
    ...(next === undefined ? {} : { next }),
    ...(notes.length === 0 ? {} : { notes })
  }
}

const droppedPairing = ({ candidate, provider }: { candidate: Candidate; provider: string }) => ({
  consumer: { name: candidate.application, version: candidate.number },
  provider: { name: provider, version: null }
})

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
  return pactUrl(pairing)
}

const pactUrl = ({ provider, consumer }: Pairing) => urls.pact(provider.name, consumer.name, consumer.version.number)

const candidateUrl = ({ code, candidate: { application, number } }: Extract<Reason, { candidate: Candidate }>) =>
  code === 'version-not-found' ? urls.versions(application) : urls.version(application, number)
