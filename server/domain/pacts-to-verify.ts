import { type Choice, type Chosen, compareChosen, describeChoice, type Publication } from './chosen-publication.ts'
import { nameKey } from './names.ts'
import type { Pending } from './pending.ts'
import type { WorkInProgress } from './work-in-progress.ts'

/** One contract that the provider's build is to verify, and why. */
export interface PactToVerify {
  /** The newest consumer version that was chosen with this content. */
  publication: Publication
  /** Each rule that chose the content, and the publication that it found. */
  chosen: Chosen[]
  shortDescription: string
  wip: boolean
  /** Undefined where the build did not ask. */
  pending: Pending | undefined
}

/**
 * One item for each consumer and content: versions that published the same are verified once. What was asked for comes
 * first, work in progress after it. Reference 3.7.4.
 */
export function pactsToVerify(
  chosen: readonly Chosen[],
  wip: readonly WorkInProgress[],
  pendingOf: ((contractId: number) => Pending) | undefined
): PactToVerify[] {
  const groups = new Map<number, Chosen[]>()
  for (const each of chosen) {
    const { contractId } = each.publication
    const group = groups.get(contractId)
    if (group === undefined) groups.set(contractId, [each])
    else group.push(each)
  }
  const explicit = [...groups].map(([contractId, group]) => item(group, false, pendingOf?.(contractId)))
  const inProgress = wip.map(({ chosen: group, tags }) => item(group, true, pendingOf && { pending: true, tags }))
  return [...explicit.sort(compareItems), ...inProgress.sort(compareItems)]
}

function item(group: Chosen[], wip: boolean, pending: Pending | undefined): PactToVerify {
  const chosen = [...group].sort(compareChosen)
  const publication = group.map(each => each.publication).reduce((a, b) => (b.order > a.order ? b : a))
  return { publication, chosen, shortDescription: shortDescription(chosen.map(({ choice }) => choice)), wip, pending }
}

const shortDescription = (choices: Choice[]) => [...new Set(choices.map(describeChoice))].join(', ')

function compareItems({ publication: a }: PactToVerify, { publication: b }: PactToVerify): number {
  const [left, right] = [nameKey(a.consumer), nameKey(b.consumer)]
  if (left !== right) return left < right ? -1 : 1
  return a.consumerId - b.consumerId || a.order - b.order
}
