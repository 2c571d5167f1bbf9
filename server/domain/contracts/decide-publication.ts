/** What becomes of a contract that a version publishes: `change` and `merge` replace what the version published before. */
export type Decision = 'create' | 'unchanged' | 'change' | 'merge' | 'refuse'

export interface Circumstances {
  /** The sha of what the version published last for this provider. */
  published: string | undefined
  incoming: string
  merge: boolean
  allowModification: boolean
}

/** Reference 3.3, but that a merge is judged by whether it conflicts, not refused because something changes. */
export function decidePublication({ published, incoming, merge, allowModification }: Circumstances): Decision {
  if (published === undefined) return 'create'
  if (published === incoming) return 'unchanged'
  if (merge) return 'merge'
  return allowModification ? 'change' : 'refuse'
}
