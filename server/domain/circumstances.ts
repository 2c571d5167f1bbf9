import type { Uncompared } from './comparison.ts'
import { type ElementFacts, noElementFacts } from './elements/facts.ts'
import type { Override } from './overrides.ts'
import type { Replaced } from './ratchet.ts'
import { noResources, type ResourceCircumstances } from './resources/shared-persistence.ts'
import type { ClosedRollback } from './rollback.ts'
import type { RolloutFact } from './rollouts.ts'

/** What is known about a version on its way to an environment beyond its pairings there. */
export interface Circumstances {
  /** Providers with which the version that runs there has a contract, and the candidate none. */
  dropped: string[]
  resources: ResourceCircumstances
  /** In progress in the environment, whoever's. */
  rollouts: RolloutFact[]
  elements: ElementFacts
  /** It has published what it offers. */
  hasOffer: boolean
  /** What is deployed where it goes. */
  replaced: Replaced[]
  /** Who answers for it, though it may not be proved. */
  overrides: Override[]
  /** Earlier versions of others that would no longer fit. */
  closedRollbacks: ClosedRollback[]
  /** Contracts and provider versions that a comparison would tell the same of, and none was asked for. */
  uncompared: Uncompared[]
}

/** Those of a version that does not exist, or goes nowhere in particular. */
export const noCircumstances = (): Circumstances => ({
  dropped: [],
  resources: noResources(),
  rollouts: [],
  hasOffer: false,
  replaced: [],
  overrides: [],
  closedRollbacks: [],
  uncompared: [],
  elements: noElementFacts()
})
