import type { Pairing } from './matrix/pairing.ts'
import { dayOf } from './policy-rules.ts'
import { isInTheWay, type Reason } from './reasons.ts'

/** What else a reader should know about a reason that stands in the way. Notes never change an outcome. */
export function notesOf(reason: Reason): string[] {
  if (reason.code === 'no-content' && reason.matters && !isInTheWay(reason)) return [alreadySo]
  if (reason.code === 'shared-persistence' && reason.blocks && !isInTheWay(reason)) return [alreadyShared]
  if (!('pairing' in reason)) return []
  const { pairing } = reason
  const told = [...(pairing.notes ?? [])]
  if (!isInTheWay(reason)) return told
  if (isPending(reason)) told.push("The provider's build stayed green because the contract is pending there.")
  const last = lastDeployed(reason.code, pairing)
  return last === undefined ? told : [...told, last]
}

/** Policies ratchet. */
const alreadyShared = 'What it replaces uses it already, so the policy only warns.'
const alreadySo = 'The version that it replaces has none either, so the policy only warns.'

/** Only where the result, or its lack, is what stands in the way. */
function isPending({ code, pairing }: { code: Reason['code']; pairing: Pairing }): boolean {
  if (code === 'verification-failed') return pairing.pending === true && pairing.result?.by === undefined
  return pairing.pending === true && code === 'not-verified-with-live-version'
}

function lastDeployed(code: Reason['code'], { provider, consumer, lastDeployedAt, idle }: Pairing): string | undefined {
  if (code === 'provider-not-deployed') {
    if (lastDeployedAt === undefined) return undefined
    return lastDeployedAt === null
      ? `${provider.name} was never deployed there.`
      : `${provider.name} was last deployed there on ${dayOf(lastDeployedAt)}.`
  }
  if (!idle || !lastDeployedAt) return undefined
  const { name } = provider.side === 'inferred' ? provider : consumer
  return `${name} was last deployed there on ${dayOf(lastDeployedAt)}: is it still in use?`
}
