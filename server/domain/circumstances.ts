import { noResources, type ResourceCircumstances } from './resources/shared-persistence.ts'
import type { RolloutFact } from './rollouts.ts'

/** What is known about a version on its way to an environment beyond its pairings there. */
export interface Circumstances {
  /** Providers with which the version that runs there has a contract, and the candidate none. */
  dropped: string[]
  resources: ResourceCircumstances
  /** In progress in the environment, whoever's. */
  rollouts: RolloutFact[]
}

/** Those of a version that does not exist, or goes nowhere in particular. */
export const noCircumstances = (): Circumstances => ({ dropped: [], resources: noResources(), rollouts: [] })
