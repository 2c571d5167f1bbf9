import type { Static } from 'typebox'
import type { Owner, VerdictReason } from '../../schemas/matrix.ts'
import type { ElementReason } from '../domain/elements/reasons.ts'
import { evidenceOf } from '../domain/evidence.ts'
import type { Held, Pairing } from '../domain/matrix/pairing.ts'
import { notesOf } from '../domain/notes.ts'
import { applies, type Overriding } from '../domain/overrides.ts'
import { ownerOf } from '../domain/owner.ts'
import { clearsByItself, outcomeOf, type Reason } from '../domain/reasons.ts'
import type { SharedPersistence } from '../domain/resources/shared-persistence.ts'
import type { RolloutFact } from '../domain/rollouts.ts'
import { nextStepOf, sentenceOf } from '../domain/sentences.ts'
import type { Candidate, Verdict } from '../domain/verdict.ts'
import { dayOf } from '../domain/windows/days.ts'
import { instant, present } from './document.ts'
import { urls } from './urls.ts'

/** The verdict as clients see it; docs/verdict.md says what it means. */
export function verdictDocument(verdict: Verdict, base: string, environment: string | undefined): object {
  const { answer, alone, reasons, candidates, each, overriding } = verdict
  return {
    answer,
    alone,
    ...planMember(verdict, base, environment),
    versions: candidates.map(({ application, number }) => ({ pacticipant: application, version: number })),
    ...(overriding === undefined ? {} : overridingMembers(overriding, base)),
    reasons: reasons.map(reason => reasonDocument(reason, base, environment)),
    ...(each === undefined ? {} : { together: true, each: each.map(one => verdictDocument(one, base, environment)) })
  }
}

/** Where the order of deployments is that may get it there. */
function planMember({ answer, candidates: [only, ...others] }: Verdict, base: string, environment: string | undefined) {
  if (answer === 'yes' || environment === undefined || only?.id === undefined || others.length > 0) return {}
  return { plan: base + urls.plan(only.application, only.number, environment) }
}

/** One that does not apply has another name, so that nobody takes it for one that does. */
export function overridingMembers(overriding: Overriding, base: string) {
  const override = overrideInShort(overriding.override, base)
  if (applies(overriding)) return { override }
  return { overrideNotCovering: { ...override, notCovered: overriding.notCovered.map(sentenceOf) } }
}

type InShort = Record<'uuid' | 'by' | 'reason', string> & { until: number }

export const overrideInShort = ({ uuid, by, reason, until }: InShort, base: string) => ({
  by,
  reason,
  until: instant(until),
  url: base + urls.override(uuid)
})

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
    ...(reason.code === 'shared-persistence' ? { resources: usesOf(reason) } : {}),
    ...(reason.code === 'rollout-overdue' ? { rollout: rolloutOf(reason.rollout) } : {}),
    ...('element' in reason ? elementMembers(reason) : {}),
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

const elementMembers = ({ element, provider, direction, dates, users, versions }: ElementReason) => ({
  element,
  provider,
  ...(direction !== undefined && { direction }),
  ...(dates !== undefined && { window: windowOf(dates) }),
  ...(versions.length > 0 && { versions }),
  ...(users.length > 0 && {
    consumers: users.map(({ application, version, how }) => ({
      name: application,
      version,
      ...(how !== 'live' && how !== 'candidate' && { [how]: true as const })
    }))
  })
})

/** As days, since that is what dates of windows are. */
const windowOf = ({ deprecatedOn, sunset }: NonNullable<ElementReason['dates']>) => ({
  ...(deprecatedOn !== null && { deprecatedOn: dayOf(deprecatedOn) }),
  ...(sunset !== null && { sunset: dayOf(sunset) })
})

const usesOf = ({ mine, theirs }: SharedPersistence) =>
  [mine, theirs].map(({ application, path, access }) => ({ application, path, access }))

const rolloutOf = ({ application, version, instance, leaseUntil }: RolloutFact) => ({
  pacticipant: application,
  version,
  ...(instance !== '' && { applicationInstance: instance }),
  leaseUntil: instant(leaseUntil)
})

function pairingMembers({ code, pairing }: Extract<Reason, { pairing: Pairing }>, base: string) {
  const { consumer, provider } = pairing
  const by = evidenceOf(pairing).tested?.by
  return {
    pairing: {
      consumer: { name: consumer.name, version: consumer.version.number, ...heldMark(consumer.held) },
      provider: { name: provider.name, version: provider.version?.number ?? null, ...heldMark(provider.held) }
    },
    ...(by !== undefined && { equivalent: { version: by.version.number, same: by.same } }),
    evidence: base + evidenceUrl(code, pairing)
  }
}

/** That the version does not run there, and why it counts all the same. */
const heldMark = (held: Held | undefined) => (held === undefined ? {} : { [held.kind]: true })

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

function candidateUrl({ code, candidate: { application, number } }: Extract<Reason, { candidate: Candidate }>): string {
  if (code === 'version-not-found') return urls.versions(application)
  return code === 'shared-persistence' ? urls.resources(application, number) : urls.version(application, number)
}
