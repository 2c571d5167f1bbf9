import type { VerificationStatus } from './verification-status.ts'

/** Two words and a colour. Reference 1.17. */
export interface Badge {
  left: string
  right: string
  colour: 'brightgreen' | 'orange' | 'red' | 'lightgrey'
}

/** Whose pact a badge is about, and by which tags its versions were chosen. */
export interface BadgePair {
  consumer: string
  provider: string
  consumerTag?: string | undefined
  providerTag?: string | undefined
}

const statuses: Record<VerificationStatus, Pick<Badge, 'right' | 'colour'>> = {
  success: { right: 'verified', colour: 'brightgreen' },
  stale: { right: 'changed', colour: 'orange' },
  failed: { right: 'failed', colour: 'red' },
  failed_pending: { right: 'failed (pending)', colour: 'red' },
  never: { right: 'unknown', colour: 'lightgrey' }
}

/** `label` names the side that is shown; anything else shows both. */
export function pactBadge(
  pair: BadgePair,
  status: VerificationStatus,
  { label, initials = false }: { label?: string | undefined; initials?: boolean } = {}
): Badge {
  const consumer = shown(pair.consumer, pair.consumerTag, initials)
  const provider = shown(pair.provider, pair.providerTag, initials)
  const side = label?.toLowerCase()
  const who = side === 'consumer' ? consumer : side === 'provider' ? provider : `${consumer}/${provider}`
  return { left: `${who} pact`, ...statuses[status] }
}

export const noPactBadge: Badge = { left: 'pact not found', ...statuses.never }

/** `from` is a tag or branch, `to` a tag or environment. Only a plain yes is green. */
export function canIDeployBadge(from: string, to: string, deployable: boolean | null, label?: string): Badge {
  const colour = deployable === true ? 'brightgreen' : 'red'
  return { left: label ?? 'can-i-deploy', right: `${from} to ${to}`, colour }
}

export function canIMergeBadge(deployable: boolean | null, label?: string): Badge {
  const left = label ?? 'can-i-merge'
  if (deployable === null) return { left, right: 'unknown', colour: 'lightgrey' }
  return deployable ? { left, right: 'success', colour: 'brightgreen' } : { left, right: 'failed', colour: 'red' }
}

/** `what` is the part of the address that there is none of: `branch`. */
export const notFoundBadge = (what: string): Badge => ({ left: what, right: 'not found', colour: 'lightgrey' })

/** `reference` is where the log tells more. */
export const errorBadge = (reference: string): Badge => ({ left: 'error', right: `reference: ${reference}`, colour: 'lightgrey' })

function shown(name: string, tag: string | undefined, initials: boolean): string {
  const base = ((initials ? initialsOf(name) : undefined) ?? name).toLowerCase()
  return tag === undefined ? base : `${base} (${tag})`
}

/** Of a name of several words, `foo-bar` or `FooBar`; a single word has none worth showing. */
function initialsOf(name: string): string | undefined {
  const words = name.split(/[\s_-]+/).filter(word => word !== '')
  const parts = words.length > 1 ? words : name.replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2').split(' ')
  return parts.length > 1 ? parts.map(part => [...part][0]).join('') : undefined
}
