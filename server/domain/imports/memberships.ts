/** That a version is on a branch, as another broker tells it: the date in whole seconds, and whether it is the head. */
export interface SourceMembership {
  branch: string
  versionId: number
  /** The version's place among those of its application. */
  order: number
  isHead: boolean
  createdAt: number
}

/**
 * The order in which members joined: by date, and within a second as the versions came. Each branch's head joins last,
 * since that is what makes it the head (reference 3.5).
 */
export function inJoiningOrder(memberships: readonly SourceMembership[]): SourceMembership[] {
  const newest = new Map<string, number>()
  for (const { branch, createdAt } of memberships) newest.set(branch, Math.max(newest.get(branch) ?? 0, createdAt))
  const joined = ({ branch, isHead, createdAt }: SourceMembership) => (isHead ? (newest.get(branch) as number) : createdAt)
  return memberships.toSorted(
    (a, b) => joined(a) - joined(b) || Number(a.isHead) - Number(b.isHead) || a.order - b.order || a.createdAt - b.createdAt
  )
}

/**
 * Whether a branch whose head here is another than at the source is to follow it: only where the head here is one of the
 * source's members. A version that joined here by itself is newer than anything there.
 */
export function followsHead(here: number | undefined, source: number, members: ReadonlySet<number>): boolean {
  return here !== source && (here === undefined || members.has(here))
}
