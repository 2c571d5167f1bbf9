/** A result posted for a contract by a provider version. */
export interface Verification {
  /** Its number on the wire. */
  id: number
  contractId: number
  providerVersionId: number
  provider: string
  providerVersion: string
  success: number
  buildUrl: string | null
  reportId: number | null
  executedAt: number
}
