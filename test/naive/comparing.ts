import type { EvidenceRule, Reason } from './history.ts'
import { policyFor } from './not-deployed.ts'
import { contentsOf, type Kind, kindOf, type Publication, shared, type World } from './world.ts'

/**
 * What the documents of the generated histories say: every thing exactly; every thing, but only roughly; all but the second thing; every
 * thing, to the public; every thing, and two more that are deprecated, one of them without a last day; nothing at all, but of messages;
 * every event; all but the second event; every event, for two days, and for ever; every command; all but the second command.
 */
export const documents = [
  'exact',
  'loose',
  'lacking',
  'open',
  'dated',
  'silent',
  'events',
  'few-events',
  'short-events',
  'replayed-events',
  'commands',
  'few-commands'
] as const
export type Document = (typeof documents)[number]

/** Which things a contract asks for: contents of several interactions share the first ones. */
export const lackingThing = 2

/** The two that only dated documents offer. The first is deprecated until the end of a day, the second without a last day. */
export const datedThing = 4
export const openEndedThing = 5
export const sunsetDay = 2

export const things = [...shared, 1, 2, 3]

/** What is offered of a kind; undefined where the document says nothing of HTTP, or nothing of messages. */
export function offeredIn(document: Document, kind: Kind): number[] | undefined {
  const all = (isLacking: boolean) => (isLacking ? things.filter(thing => thing !== lackingThing) : things)
  switch (document) {
    case 'exact':
    case 'loose':
    case 'lacking':
    case 'open':
      return kind === 'requests' ? all(document === 'lacking') : undefined
    case 'dated':
      return kind === 'requests' ? [...things, datedThing, openEndedThing] : undefined
    case 'silent':
      return kind === 'requests' ? undefined : []
    case 'events':
    case 'few-events':
    case 'short-events':
    case 'replayed-events':
      if (kind === 'requests') return undefined
      return kind === 'events' ? all(document === 'few-events') : []
    case 'commands':
    case 'few-commands':
      if (kind === 'requests') return undefined
      return kind === 'commands' ? all(document === 'few-commands') : []
  }
}

/** The reason of the comparison of a contract with what the provider version offers; undefined where it offers nothing. */
export function compared(
  world: World,
  { content }: Publication,
  provider: string,
  version: string,
  isRetained: boolean
): Reason | undefined {
  const offer = world.offers.find(known => known.provider === provider && known.version === version)
  if (offer === undefined) return undefined
  const { document, checked } = offer
  const offered = offeredIn(document, kindOf(content))
  // "A provider that publishes no document of the fitting kind … leaves it undecided"
  if (offered === undefined) return { code: 'comparison-undecided', outcome: 'unknown' }
  // "what the contract expects beyond what was sent does no harm, where everything is read that may be meant"; what is not named may be all
  const isAllRead = isRetained && offered.every(event => contentsOf(content).includes(event))
  // "a finding is an error; whether the provider checked its document or not"
  if (!isAllRead && contentsOf(content).some(thing => !offered.includes(thing)))
    return { code: 'comparison-failed', outcome: 'fail' }
  // "it passed, but the newest check by the provider … did not succeed, or there is none"
  if (checked !== true) return unproven
  // "it passed, and those checks succeeded; warn, where a finding is a warning"
  return { code: 'compared', outcome: document === 'loose' ? 'warn' : 'pass' }
}

/** "or the version offers nothing to compare" */
export const unproven: Reason = { code: 'provider-contract-unproven', outcome: 'unknown' }

/** "The policy of kind `evidence` for (consumer, provider, environment), the most specific one" */
export function evidenceRule(world: World, { consumer, provider }: Publication, environment: string): EvidenceRule {
  const policy = policyFor(world, 'evidence', consumer, provider, environment)
  if (policy !== undefined) return policy.rule as EvidenceRule
  // "as `tests` once any contract of the two applications was verified by any version, else as `either`"
  const verified = world.results.some(result => result.consumer === consumer && result.provider === provider)
  return verified ? 'tests' : 'either'
}

/** Which of the two reasons count, and how. */
export function weighed(rule: EvidenceRule, hasResult: boolean, tested: Reason, comparison: Reason | undefined): Reason[] {
  // "both have to pass: the pairing has a reason for each"
  if (rule === 'both') return [tested, comparison ?? unproven]
  // "the result where there is one; else the comparison" — "also where the provider version offers nothing"
  if (rule === 'comparison' && !hasResult) return [comparison ?? unproven]
  // "else the comparison; where the provider version offers nothing, as `tests`"
  if (rule === 'either' && !hasResult && comparison !== undefined) return [comparison]
  // "Where the result decides and the comparison failed, `comparison-failed` stands beside … as a warning."
  return comparison?.code === 'comparison-failed' ? [tested, { ...comparison, outcome: 'warn' }] : [tested]
}
