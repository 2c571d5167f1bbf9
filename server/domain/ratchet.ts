import type { Outcome } from './reasons.ts'
import type { Resource } from './resources/resource.ts'

/** A version that the candidate takes the place of: what is deployed in its slot, or in any where the question names none. */
export interface Replaced {
  id: number
  number: string
  hasContent: boolean
  /** It has published what it offers. */
  hasOffer: boolean
  /** The stores that it declares to use. */
  resources: readonly Resource[]
}

/**
 * What a blocking policy makes of something that may have been there before. A policy blocks only what the candidate adds; what each
 * version that it may replace has already, warns. Where it replaces nothing, all is added.
 */
export const ratcheted = <R extends Replaced>(
  blocking: 'fail' | 'unknown',
  replaced: readonly R[],
  hadIt: (version: R) => boolean
): Outcome => (replaced.length > 0 && replaced.every(hadIt) ? 'warn' : blocking)
