import type { Limits } from './budget.ts'
import type { Api, DocumentProblem } from './documents/api.ts'
import type { Finding } from './findings.ts'
import { compareInteraction } from './http/compare-interaction.ts'
import { Router } from './http/route.ts'
import { compareMessage, type Matched } from './messages/compare-message.ts'
import type { Catalogue, MessageOffer } from './messages/offer.ts'
import { countingWhileRetained } from './messages/retained.ts'
import type { HttpInteraction, InteractionHead, MessageInteraction, Pact } from './pacts/pact.ts'
import { createEngine, type Engine, guarded, renewBudget } from './schema/engine.ts'

/** What a provider offers: all its documents, of whatever kinds. */
export interface Offered {
  apis: readonly Api[]
  catalogues: readonly Catalogue[]
}

/** A provider's documents, ready to be compared with any number of contracts. What is learnt of its schemas is kept. */
export interface Provider extends Offered {
  router: Router
  messages: readonly MessageOffer[]
  engine: Engine
}

export interface ComparisonLimits {
  /** Steps for each interaction; 1,000 steps are about a millisecond. */
  stepsEach: number
  /** Asked now and then; `true` ends the whole comparison, undecided. */
  expired?: () => boolean
}

export const defaultLimits: ComparisonLimits = { stepsEach: 500_000 }

export function prepareProvider({ apis, catalogues }: Offered, limits: ComparisonLimits = defaultLimits): Provider {
  return {
    apis,
    catalogues,
    router: new Router(apis.flatMap(({ operations }) => operations)),
    messages: catalogues.flatMap(({ offers }) => offers),
    engine: createEngine({ limits: each(limits) })
  }
}

const each = ({ stepsEach, expired }: ComparisonLimits): Limits => ({ steps: stepsEach, ...(expired && { expired }) })

/** Today's contract against today's documents. */
export const compareContract = (pact: Pact, provider: Provider, limits: ComparisonLimits = defaultLimits): Finding[] =>
  compareWhole(pact, provider, limits).findings

/** The same, and what of it counts once the provider version runs no more, and what it sent is still read. */
export function compareWhole(
  pact: Pact,
  provider: Provider,
  limits: ComparisonLimits
): { findings: Finding[]; whileRetained: Finding[] } {
  const unreadable = unreadableIn(pact)
  const found = pact.interactions.flatMap(interaction => compareOne(provider, interaction, limits))
  const matched = pact.messages.map(message => ({ message, ...compareOneMessage(provider, message, limits) }))
  return {
    findings: [...unreadable, ...found, ...matched.flatMap(({ findings }) => findings)],
    whileRetained: [...unreadable, ...countingWhileRetained(matched, provider.catalogues)]
  }
}

/** Interactions that could not be read are not decided. */
export function unreadableIn({ problems }: Pact): Finding[] {
  return problems.map(({ pointer, description, detail }) => ({
    code: 'contract.unreadable',
    severity: 'undecided',
    ...about({ pointer, description, states: [] }),
    detail: { about: detail }
  }))
}

const about = ({ pointer, description }: InteractionHead) => ({
  direction: 'document' as const,
  interaction: { pointer, description },
  contract: pointer,
  document: ''
})

export function compareOne(
  { apis, router, engine }: Provider,
  interaction: HttpInteraction,
  limits: ComparisonLimits
): Finding[] {
  if (apis.length === 0) return [{ code: 'request.spec.missing', severity: 'error', ...about(interaction) }]
  renewBudget(engine, each(limits))
  const lost = apis.flatMap(({ problems }) => problems).filter(({ pointer }) => /^\/paths\/[^/]+$/.test(pointer))
  const findings = guarded(
    engine,
    () => compareInteraction(engine, router, interaction),
    () => [outOfBudget(interaction)]
  )
  return findings.map(found => (found.code === 'request.path-or-method.unknown' ? maybeLost(found, lost) : found))
}

const outOfBudget = (head: InteractionHead): Finding => ({ code: 'judge.budget', severity: 'undecided', ...about(head) })

/** What is not found may stand where the document could not be read. */
function maybeLost(found: Finding, [problem]: DocumentProblem[]): Finding {
  if (problem === undefined) return found
  const { code, pointer, detail } = problem
  return { ...found, code, severity: 'undecided', document: pointer, detail: { ...found.detail, about: detail } }
}

export function compareOneMessage(provider: Provider, message: MessageInteraction, limits: ComparisonLimits): Matched {
  const { catalogues, messages, engine } = provider
  if (catalogues.length === 0) return { findings: [{ code: 'message.spec.missing', severity: 'error', ...about(message) }] }
  renewBudget(engine, each(limits))
  const { findings, ...offer } = guarded<Matched>(
    engine,
    () => compareMessage(engine, messages, message),
    () => ({ findings: [outOfBudget(message)] })
  )
  const problems = catalogues.flatMap(catalogue => catalogue.problems)
  return { ...offer, findings: findings.map(found => (found.code === 'msg.gone' ? maybeLost(found, problems) : found)) }
}
