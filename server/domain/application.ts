/** A service that takes part in contracts; `pacticipant` on the wire. */
export interface Application {
  id: number
  name: string
  displayName: string
  mainBranch: string | null
  repositoryUrl: string | null
  repositoryName: string | null
  repositoryNamespace: string | null
  createdAt: number
  updatedAt: number
}
