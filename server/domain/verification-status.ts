/** How a contract stands with its provider, in the reference's words. Reference 1.17. */
export type VerificationStatus = 'never' | 'success' | 'stale' | 'failed' | 'failed_pending'

/** The newest result of a contract; where it has none, the newest of another contract of the same consumer and provider. */
export interface NewestResult {
  contractId: number
  success: boolean
  /** Where it is a success: of every interaction, as far as its report tells. */
  complete: boolean
  /** The contract was pending for the provider when it failed, so that the provider's build stayed green. */
  pending: boolean
}

/**
 * A success for other content says nothing about this one: it is stale. A failure is worth showing until it is mended.
 * A success that leaves out interactions does not verify the contract.
 */
export function verificationStatus(contractId: number, result: NewestResult | undefined): VerificationStatus {
  if (result === undefined) return 'never'
  if (!result.success) return result.pending ? 'failed_pending' : 'failed'
  if (result.contractId !== contractId) return 'stale'
  return result.complete ? 'success' : 'never'
}
