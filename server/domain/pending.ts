/**
 * A contract is pending for a provider until it has been verified once where the asking build belongs; until then a
 * failure is no fault of the provider and must not break its build. Reference 3.8.1.
 */
export interface Pending {
  pending: boolean
  /** The provider's tags that still wait for a success; empty unless the build gave tags and no branch. */
  tags: string[]
}

/** What results a contract has, as far as the question at hand needs it. */
export type Successes =
  | { by: 'branch'; onBranch: boolean; elsewhereBefore: boolean }
  | { by: 'tags'; withTag: ReadonlyMap<string, boolean>; withAnyTag: boolean; tags: readonly string[] }
  | { by: 'provider'; any: boolean }

export function pendingFor(successes: Successes): Pending {
  switch (successes.by) {
    case 'branch':
      return { pending: !successes.onBranch && !successes.elsewhereBefore, tags: [] }
    case 'tags': {
      // A tag that the provider never used has no "before": a success under any other tag will do.
      const { withTag, withAnyTag } = successes
      const tags = successes.tags.filter(tag => !(withTag.get(tag) ?? withAnyTag))
      return { pending: tags.length > 0, tags }
    }
    case 'provider':
      return { pending: !successes.any, tags: [] }
  }
}
