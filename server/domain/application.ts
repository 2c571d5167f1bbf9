/** A service that takes part in contracts; `pacticipant` on the wire. */
export interface Application {
  id: number
  name: string
  displayName: string
  mainBranch: string | null
  repositoryUrl: string | null
  repositoryName: string | null
  repositoryNamespace: string | null
  /** The team it belongs to, and how to reach it: an address of mail, a channel, a page. */
  owner: string | null
  contact: string | null
  /** Since when it is retired: it runs nowhere. */
  retiredAt: number | null
  createdAt: number
  updatedAt: number
}
