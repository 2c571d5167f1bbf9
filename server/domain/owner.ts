import { isRetained } from './matrix/pairing.ts'
import { isProviderAsked } from './next-steps.ts'
import type { Reason } from './reasons.ts'

/** Whom to speak to about an application. */
export interface Team {
  owner: string | null
  contact: string | null
}

/** The application whose team can satisfy a reason. */
export interface Owner extends Team {
  application: string
}

/** Who can satisfy the reason; undefined where nobody has to, or no team in particular. docs/verdict.md, Who can satisfy a reason. */
export function ownerOf(reason: Reason): Owner | undefined {
  switch (reason.code) {
    case 'never-verified':
    case 'not-verified-with-live-version':
    case 'partly-verified':
    case 'provider-contract-unproven':
      return providerOf(reason)
    case 'comparison-undecided':
      return reason.pairing.compared?.outcome === undefined ? undefined : providerOf(reason)
    case 'provider-not-deployed':
      return reason.pairing.provider.retired ? consumerOf(reason) : providerOf(reason)
    case 'verification-failed':
    case 'comparison-failed':
      return otherSideOf(reason)
    case 'compared':
      return reason.pairing.compared?.outcome === 'warn' ? otherSideOf(reason) : undefined
    case 'element-removed-in-use':
    case 'message-version-dropped': {
      const [user] = reason.users
      // Before the last day, whoever promised it keeps it; after, whoever uses it has to leave.
      if (!reason.isOver || user === undefined) return { application: reason.provider, ...reason.candidate.team }
      return { application: user.application, ...(user.team ?? { owner: null, contact: null }) }
    }
    case 'window-cut-short':
    case 'window-open-ended':
    case 'deprecated-newly-used':
    case 'past-sunset-in-use':
    case 'version-not-found':
    case 'contract-dropped':
    case 'closes-rollback-of':
    case 'shared-persistence':
    case 'no-content': {
      const { application, team } = reason.candidate
      return { application, ...team }
    }
    case 'rollout-overdue':
      return { application: reason.rollout.application, ...reason.team }
    case 'ignored':
    case 'verified':
    case 'verified-by-equivalent':
    case 'no-counterpart':
    case 'tag-is-not-live-set':
      return undefined
  }
}

type AboutPairing = Extract<Reason, { pairing: unknown }>

const providerOf = ({ pairing: { provider } }: AboutPairing): Owner => ({ application: provider.name, ...provider.team })

const consumerOf = ({ pairing: { consumer } }: AboutPairing): Owner => ({ application: consumer.name, ...consumer.team })

/**
 * The side that is there already: the candidate as it is cannot help itself. Where both or neither are candidates, the provider; of
 * messages that were sent long ago, whoever reads them.
 */
const otherSideOf = (reason: AboutPairing): Owner =>
  isProviderAsked(reason.pairing) || isRetained(reason.pairing) ? consumerOf(reason) : providerOf(reason)
