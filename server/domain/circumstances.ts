import { noResources, type ResourceCircumstances } from './resources/shared-persistence.ts'

/** What is known about a version on its way to an environment beyond its pairings there. */
export interface Circumstances {
  /** Providers with which the version that runs there has a contract, and the candidate none. */
  dropped: string[]
  resources: ResourceCircumstances
}

/** Those of a version that does not exist, or goes nowhere in particular. */
export const noCircumstances = (): Circumstances => ({ dropped: [], resources: noResources() })
