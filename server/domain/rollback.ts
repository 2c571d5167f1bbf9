import { isRetained, type Pairing } from './matrix/pairing.ts'
import type { Moment } from './moment.ts'
import type { Replaced } from './ratchet.ts'
import type { Resource } from './resources/resource.ts'
import type { Candidate } from './verdict.ts'

const day = 24 * 60 * 60 * 1000

/** How long after it was replaced a version is still one to go back to, in milliseconds. */
export const rollbackHorizon = ({ rollbackHorizonDays }: { rollbackHorizonDays: number }): number => rollbackHorizonDays * day

/** A slot's earlier version, to which its application could go back, and which the candidate would not let work any more. */
export interface ClosedRollback {
  application: string
  version: string
  instance: string
  /** The last millisecond at which it would still be gone back to. */
  until: number
}

/** What it is that does not fit a version to which there would be no way back. */
export type Closing =
  | { of: 'another'; application: string; version: string }
  /** The candidate's own predecessor: by a contract of the application with itself, or by what it does to stores. */
  | { of: 'itself'; version: string; contract: boolean; stores: string[] }

/** Those that would still be gone back to at the moment, of others, and what the candidate itself replaces. */
export function closingsOf(
  candidate: Candidate,
  failing: readonly Pairing[],
  { candidates, moment }: { candidates: readonly Candidate[]; moment: Moment }
): Closing[] {
  const { closedRollbacks, replaced, resources } = candidate.circumstances
  const others = closedRollbacks
    // What moves along goes back to something else.
    .filter(({ application, until }) => !moment.isAfter(until) && !candidates.some(other => other.application === application))
    .map(({ application, version }): Closing => ({ of: 'another', application, version }))
  const own = distinct(replaced).flatMap((before): Closing[] => {
    const contract = failing.some(pairing => meets(pairing, candidate.id, before.id))
    const stores = changedForGood(resources.declared, before.resources)
    if (before.id === candidate.id || (!contract && stores.length === 0)) return []
    return [{ of: 'itself', version: before.number, contract, stores }]
  })
  return [...others, ...own]
}

const distinct = (replaced: readonly Replaced[]) => [...new Map(replaced.map(version => [version.id, version])).values()]

/** A contract of the application with itself, of the one version with the other. */
function meets(pairing: Pairing, one: number | undefined, other: number): boolean {
  const { consumer, provider } = pairing
  const versions = [consumer.version.id, provider.version?.id]
  return consumer.id === provider.id && !isRetained(pairing) && versions.includes(one) && versions.includes(other)
}

/** Stores that a version changes for good, and the one before it did not: data that the one before may not understand. */
export const changedForGood = (declared: readonly Resource[], before: readonly Resource[]): string[] =>
  declared
    .filter(({ path, irreversible }) => irreversible && !before.some(known => known.path === path && known.irreversible))
    .map(({ path }) => path)
