import type { Limits } from './budget.ts'
import type { Api } from './documents/api.ts'
import type { Finding } from './findings.ts'
import { compareInteraction } from './http/compare-interaction.ts'
import { Router } from './http/route.ts'
import type { HttpInteraction, Pact } from './pacts/pact.ts'
import { createEngine, type Engine, renewBudget } from './schema/engine.ts'

/** A provider's documents, ready to be compared with any number of contracts. What is learnt of its schemas is kept. */
export interface Provider {
  apis: readonly Api[]
  router: Router
  engine: Engine
}

export interface ComparisonLimits {
  /** Steps for each interaction; 1,000 steps are about a millisecond. */
  stepsEach: number
  /** Asked now and then; `true` ends the whole comparison, undecided. */
  expired?: () => boolean
}

export const defaultLimits: ComparisonLimits = { stepsEach: 500_000 }

export function prepareProvider(apis: readonly Api[], limits: ComparisonLimits = defaultLimits): Provider {
  const engine = createEngine({ limits: each(limits) })
  return { apis, router: new Router(apis.flatMap(({ operations }) => operations)), engine }
}

const each = ({ stepsEach, expired }: ComparisonLimits): Limits => ({ steps: stepsEach, ...(expired && { expired }) })

/** Today's contract against today's documents. */
export function compareContract(pact: Pact, provider: Provider, limits: ComparisonLimits = defaultLimits): Finding[] {
  const unreadable = pact.problems.map(
    ({ pointer, description, detail }): Finding => ({
      code: 'contract.unreadable',
      severity: 'undecided',
      direction: 'document',
      interaction: { pointer, description },
      contract: pointer,
      document: '',
      detail: { about: detail }
    })
  )
  return [...unreadable, ...pact.interactions.flatMap(interaction => compareOne(provider, interaction, limits))]
}

export function compareOne(
  { apis, router, engine }: Provider,
  interaction: HttpInteraction,
  limits: ComparisonLimits
): Finding[] {
  const { pointer, description } = interaction
  if (apis.length === 0) {
    return [
      {
        code: 'request.spec.missing',
        severity: 'error',
        direction: 'document',
        interaction: { pointer, description },
        contract: pointer,
        document: ''
      }
    ]
  }
  renewBudget(engine, each(limits))
  return compareInteraction(engine, router, interaction)
}
