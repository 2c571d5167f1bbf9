import type { Chosen } from './chosen-publication.ts'

/** How long a result from another branch keeps a contract from being work in progress, unless it is set otherwise. */
export const usualLookBackDays = 30

const day = 24 * 60 * 60 * 1000

export const daysBefore = (now: number, days: number) => now - days * day

/**
 * How many days back work in progress begins where the broker chooses: so far that four of five publications that wait for
 * their first success are in it. `ages` are theirs, in milliseconds. Reference 3.8.2.
 */
export function windowDays(ages: readonly number[], bounds: { shortest: number; longest: number; usual: number }): number {
  const sorted = [...ages].sort((a, b) => a - b)
  const percentile = sorted[Math.ceil(sorted.length * 0.8) - 1]
  if (percentile === undefined) return bounds.usual
  return Math.min(Math.max(Math.floor(percentile / day) + 1, bounds.shortest), bounds.longest)
}

/** A group of results of one contract, none of them from a run that verified it as work in progress. */
export interface TaggedSuccess {
  contractId: number
  /** The provider version's tags at the moment of the result. */
  tags: string[]
  firstAt: number
}

export interface WorkInProgress {
  chosen: Chosen[]
  /** The provider's tags for which the contract is in progress; empty where the build gave a branch. */
  tags: string[]
}

/** Candidates by contract, without those that the request names anyway: these are no longer somebody's side line. */
function byContract(candidates: Chosen[], explicit: ReadonlySet<number>): Map<number, Chosen[]> {
  const groups = new Map<number, Chosen[]>()
  for (const candidate of candidates) {
    const { contractId } = candidate.publication
    if (explicit.has(contractId)) continue
    groups.set(contractId, [...(groups.get(contractId) ?? []), candidate])
  }
  return groups
}

/** What a provider's branch has not yet taken note of. `settled` are contracts verified for it, reference 3.8.2. */
export function inProgressForBranch(
  candidates: Chosen[],
  explicit: ReadonlySet<number>,
  settled: ReadonlySet<number>
): WorkInProgress[] {
  return [...byContract(candidates, explicit)]
    .filter(([contractId]) => !settled.has(contractId))
    .map(([, chosen]) => ({ chosen, tags: [] }))
}

/** The same for a provider that knows tags only: each of its tags is looked at by itself. */
export function inProgressForTags(
  candidates: Chosen[],
  explicit: ReadonlySet<number>,
  tags: readonly string[],
  results: { successes: readonly TaggedSuccess[]; firstUse: ReadonlyMap<string, number> }
): WorkInProgress[] {
  const ofContract = new Map<number, TaggedSuccess[]>()
  for (const success of results.successes) {
    ofContract.set(success.contractId, [...(ofContract.get(success.contractId) ?? []), success])
  }
  return [...byContract(candidates, explicit)].flatMap(([contractId, chosen]) => {
    const successes = ofContract.get(contractId) ?? []
    const open = tags.filter(tag => !isSettled(tag, successes, results.firstUse.get(tag)))
    return open.length === 0 ? [] : { chosen, tags: open }
  })
}

/** Settled by a success under this tag, or under another one before this tag came into use. */
function isSettled(tag: string, successes: TaggedSuccess[], firstUse = Number.POSITIVE_INFINITY): boolean {
  return successes.some(({ tags, firstAt }) => tags.includes(tag) || (firstAt < firstUse && tags.some(other => other !== tag)))
}
