/** A consumer version's contract with a provider. */
export interface Publication {
  id: number
  versionId: number
  version: string
  versionOrder: number
  consumerId: number
  consumer: string
  providerId: number
  provider: string
  contractId: number
  sha: string
  revision: number
  createdAt: number
}
