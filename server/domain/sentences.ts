import { elementNext, elementSentence } from './elements/sentences.ts'
import { byEquivalent } from './equivalence.ts'
import { isRetained, type Pairing } from './matrix/pairing.ts'
import { deployFitting, publish, verify } from './next-steps.ts'
import type { Reason } from './reasons.ts'
import { nextStepOfSharing, sentenceOfSharing } from './resources/shared-persistence.ts'
import { closingNext, closingSentence } from './rollback-sentences.ts'
import { overdueNext, overdueSentence } from './rollouts.ts'
import { shellWord } from './shell-word.ts'

/** A reason in words. */
export function sentenceOf(reason: Reason): string {
  switch (reason.code) {
    case 'ignored':
      return `${pair(reason.pairing)} is ignored${reason.pairing.waived === undefined ? '' : `: ${waiver(reason.pairing)}`}.`
    case 'verified':
      return `${pair(reason.pairing)} is verified${byAnyVersion(reason.pairing)}.`
    case 'verified-by-equivalent':
      return `${pair(reason.pairing)} is verified${byEquivalent(reason.pairing)}.`
    case 'partly-verified':
      return `${pair(reason.pairing)} is verified only in part${byEquivalent(reason.pairing)}: ${reason.pairing.result?.untested} of its interactions were not tested.`
    case 'verification-failed':
      return `The verification of ${lower(pair(reason.pairing))} failed${byEquivalent(reason.pairing)}.`
    case 'not-verified-with-live-version':
      return `${pair(reason.pairing)} is not verified: there are results by other versions only.`
    case 'never-verified':
      return `${pair(reason.pairing)} was never verified by any version.`
    case 'provider-not-deployed':
      return `${reason.pairing.provider.name} is ${reason.pairing.provider.retired ? 'retired' : 'not there'}, and ${side(reason.pairing.consumer)} needs it.`
    case 'compared':
      if (isRetained(reason.pairing)) return `${side(reason.pairing.consumer)} can read ${leftBehind(reason.pairing)}.`
      return `${pair(reason.pairing)} fits what the provider publishes${reason.pairing.compared?.outcome === 'warn' ? ', with warnings' : ''}.`
    case 'comparison-failed':
      if (isRetained(reason.pairing))
        return `${side(reason.pairing.consumer)} cannot read ${leftBehind(reason.pairing)}${aside(reason)}.`
      return `${pair(reason.pairing)} does not fit what the provider publishes${aside(reason)}.`
    case 'comparison-undecided':
      return reason.pairing.compared?.outcome === undefined
        ? `${pair(reason.pairing)} is not compared yet with what the provider publishes.`
        : `${pair(reason.pairing)} was compared with what the provider publishes, and that does not tell whether it fits.`
    case 'provider-contract-unproven':
      return reason.pairing.compared === undefined
        ? `${side(reason.pairing.provider)} has published no provider contract with which ${lower(pair(reason.pairing))} could be compared.`
        : `${pair(reason.pairing)} fits what the provider publishes, but no successful check shows that the provider keeps to it.`
    case 'version-not-found':
      return `${reason.candidate.application} has no version ${reason.candidate.number}.`
    case 'no-counterpart':
      return 'Nothing there has a contract with it, and it needs nobody.'
    case 'closes-rollback-of':
      return closingSentence(reason)
    case 'rollout-overdue':
      return overdueSentence(reason.rollout)
    case 'contract-dropped':
      return `The version of ${reason.candidate.application} that runs there has a contract with ${reason.provider}, and ${reason.candidate.number} has none.`
    case 'element-removed-in-use':
    case 'message-version-dropped':
    case 'window-cut-short':
    case 'window-open-ended':
    case 'deprecated-newly-used':
    case 'past-sunset-in-use':
      return elementSentence(reason)
    case 'no-content':
      return reason.lacks === 'contract'
        ? `${reason.candidate.application} ${reason.candidate.number} has published no contract: was publishing forgotten?`
        : `${reason.candidate.application} ${reason.candidate.number} has not published what it offers, as what it replaces has: what is gone is not seen.`
    case 'shared-persistence':
      return sentenceOfSharing(reason)
    case 'tag-is-not-live-set':
      return 'A tag or a main branch says nothing about what runs; name an environment instead.'
  }
}

/** What to do about a reason that is not a pass; the exact command or action. `pact`: the address of the pairing's contract. */
export function nextStepOf(reason: Reason, environment: string | undefined, pact?: string): string | undefined {
  switch (reason.code) {
    case 'verification-failed':
      return deployFitting(reason.pairing, 'passes')
    case 'partly-verified':
      return `${verify(reason.pairing, pact)}, for every interaction.`
    case 'not-verified-with-live-version':
    case 'never-verified':
      return `${verify(reason.pairing, pact)}.`
    case 'comparison-failed':
      return `${deployFitting(reason.pairing, 'offers what is needed')} The comparison tells what does not fit.`
    case 'comparison-undecided':
      return reason.pairing.compared?.outcome === undefined
        ? 'Ask again in a moment.'
        : `See the comparison for what it could not decide, or have it tested. ${verify(reason.pairing, pact)}.`
    case 'provider-contract-unproven':
      return publishProven(reason.pairing)
    case 'provider-not-deployed':
      return reason.pairing.provider.retired
        ? leaveOrReinstate(reason.pairing)
        : deployFirst(reason.pairing.provider.name, environment)
    case 'version-not-found':
      return `${publish(reason.candidate.number)}, or ask for a version that exists.`
    case 'closes-rollback-of':
      return closingNext(reason)
    case 'rollout-overdue':
      return overdueNext(reason.rollout, environment)
    case 'contract-dropped':
      return `If ${reason.candidate.application} still uses ${reason.provider}: ${publish(reason.candidate.number)}. Else nothing.`
    case 'element-removed-in-use':
    case 'message-version-dropped':
    case 'window-cut-short':
    case 'window-open-ended':
    case 'deprecated-newly-used':
    case 'past-sunset-in-use':
      return elementNext(reason)
    case 'no-content':
      return reason.lacks === 'contract'
        ? `If it has contracts: ${publish(reason.candidate.number)}`
        : publishOffer(reason.candidate)
    case 'shared-persistence':
      return nextStepOfSharing(reason, environment)
    case 'tag-is-not-live-set':
      return 'soloist record-deployment … in the pipeline, then soloist can-i-deploy … --to-environment …'
    case 'compared':
      return reason.pairing.compared?.outcome === 'warn' ? 'See the comparison for the warnings.' : undefined
    case 'ignored':
    case 'verified':
    case 'verified-by-equivalent':
    case 'no-counterpart':
      return undefined
  }
}

function deployFirst(provider: string, environment: string | undefined): string {
  if (environment === undefined) return `Deploy ${provider} first.`
  return (
    `Deploy ${provider} to ${environment} first, or say why it need not be there: ` +
    `soloist set-policy --kind provider-not-deployed --provider ${shellWord(provider)} --environment ${shellWord(environment)} --rule external --reason …`
  )
}

const publishProven = ({ provider }: Pairing) =>
  `soloist publish-provider-contract … --provider ${shellWord(provider.name)} --provider-app-version ${shellWord(provider.version?.number ?? '…')} --verification-success, once ${provider.name} was checked against it.`

const publishOffer = ({ application, number }: { application: string; number: string }) =>
  `soloist publish-provider-contract … --provider ${shellWord(application)} --provider-app-version ${shellWord(number)}`

const leaveOrReinstate = ({ consumer, provider }: Pairing) =>
  `Publish a version of ${consumer.name} that has no contract with ${provider.name}, or: soloist reinstate --pacticipant ${shellWord(provider.name)}`

const side = ({ name, version, held }: Pairing['provider']) => {
  if (version === null) return name
  const why = held === undefined ? '' : held.kind === 'reserved' ? ' (reserved)' : ' (its messages are still read)'
  return `${name} ${version.number}${why}`
}

const pair = ({ consumer, provider }: Pairing) => `The contract of ${side(consumer)} with ${side(provider)}`

const leftBehind = ({ provider }: Pairing) =>
  `the messages of ${provider.name} ${provider.version?.number} that are still to be read`

const aside = ({ beside }: { beside?: true }) => (beside ? ', though tests decide here' : '')

const lower = (text: string) => text.replace(/^The/, 'the')

const byAnyVersion = ({ external }: Pairing) =>
  external === undefined ? '' : `, by a version that need not be there (${external.reason})`

function waiver({ waived }: Pairing): string {
  if (waived?.rule === 'stubbed') return `its provider is stubbed (${waived.reason})`
  const day = waived?.until ? new Date(waived.until).toISOString().slice(0, 10) : ''
  return `allowed until ${day} (${waived?.reason})`
}
