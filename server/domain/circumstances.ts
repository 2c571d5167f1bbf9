import type { RolloutFact } from './rollouts.ts'
import type { Dates } from './windows/window.ts'

type DatedElement = Dates & { element: string }

/** What is known about a version on its way to an environment beyond its pairings there. */
export interface Circumstances {
  /** Providers with which the version that runs there has a contract, and the candidate none. */
  dropped: string[]
  /** In progress in the environment, whoever's. */
  rollouts: RolloutFact[]
  /** What is known of the windows of its application's elements, beside documents. */
  windows: { commanded: DatedElement[]; announced: DatedElement[] }
}

/** Those of a version that does not exist, or goes nowhere in particular. */
export const noCircumstances = (): Circumstances => ({
  dropped: [],
  rollouts: [],
  windows: { commanded: [], announced: [] }
})
