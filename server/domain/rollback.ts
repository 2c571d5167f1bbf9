import { isRetained, type Pairing } from './matrix/pairing.ts'
import type { Moment } from './moment.ts'
import type { Replaced } from './ratchet.ts'
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
export function closingsOf(candidate: Candidate, failing: readonly Pairing[], moment: Moment): Closing[] {
  const { closedRollbacks, replaced } = candidate.circumstances
  const others = closedRollbacks
    .filter(({ until }) => !moment.isAfter(until))
    .map(({ application, version }): Closing => ({ of: 'another', application, version }))
  const own = distinct(replaced)
    .filter(({ id }) => id !== candidate.id)
    .map(
      (before): Closing => ({
        of: 'itself',
        version: before.number,
        contract: failing.some(pairing => meets(pairing, candidate.id, before.id)),
        stores: goneFor(before, candidate)
      })
    )
  return [...others, ...own.filter(closing => closing.of === 'itself' && (closing.contract || closing.stores.length > 0))]
}

const distinct = (replaced: readonly Replaced[]) => [...new Map(replaced.map(version => [version.id, version])).values()]

/** A contract of the application with itself, of the one version with the other. */
const meets = (pairing: Pairing, one: number | undefined, other: number): boolean => {
  const { consumer, provider } = pairing
  const versions = [consumer.version.id, provider.version?.id]
  return consumer.id === provider.id && !isRetained(pairing) && versions.includes(one) && versions.includes(other)
}

/** Stores that the candidate changes for good, and the version before it did not. */
const goneFor = ({ resources }: Replaced, { circumstances }: Candidate): string[] =>
  circumstances.resources.declared
    .filter(({ path, irreversible }) => irreversible && !resources.some(known => known.path === path && known.irreversible))
    .map(({ path }) => path)
