/** Why a publication counts as changed content; `tag` where the version's tags decide. */
export interface ContentChange {
  code: 'first' | 'changed' | 'republished'
  tag?: string
}

/** What the nearest lower version published: with this tag, or without any tag where the version has none. */
export interface Predecessor {
  tag?: string
  sha: string | undefined
}

/** Changed when for any of the tags nothing, or something else, was published before. Branches play no part. Reference 4.2. */
export function contentChange(sha: string, predecessors: readonly Predecessor[]): ContentChange | undefined {
  const other = predecessors.find(predecessor => predecessor.sha !== sha)
  if (other === undefined) return undefined
  const code = other.sha === undefined ? 'first' : 'changed'
  return other.tag === undefined ? { code } : { code, tag: other.tag }
}
