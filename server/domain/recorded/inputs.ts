import type { Pairing } from '../matrix/pairing.ts'
import { settled } from '../matrix/settle.ts'
import { Moment } from '../moment.ts'
import type { Policy } from '../policies.ts'
import { type Candidate, judge, type Verdict } from '../verdict.ts'

/** Raised with every change of the rules by which a verdict may turn out otherwise from the same facts. */
export const ruleSet = 3

/** All that the verdict on one version on its way to an environment rests on, as JSON can hold it. */
export interface VerdictInputs {
  candidate: Candidate
  /** As stored, before policies and the moment have their say. */
  pairings: readonly Pairing[]
  policies: readonly Policy[]
  /** Its name. */
  environment: string
  /** Milliseconds UTC. */
  at: number
}

/** A verdict that was given, with what it rests on. */
export interface GivenVerdict {
  environmentId: number
  versionId: number
  /** Undefined: the question was about any. */
  instance: string | undefined
  verdict: Verdict
  inputs: VerdictInputs
}

/** Judges the same facts by today's rules, at the moment of then. */
export function judgeAnew({ candidate, pairings, policies, environment, at }: VerdictInputs): Verdict {
  const moment = new Moment(at)
  const common = { policies, ignored: [], moment }
  return judge({
    ...common,
    candidates: [candidate],
    pairings: settled(pairings, { ...common, environment }),
    destination: { kind: 'environment', name: environment }
  })
}

/** The policies that may concern the version: a change of any other changes nothing for it. */
export function policiesAbout(policies: readonly Policy[], candidate: string, pairings: readonly Pairing[]): Policy[] {
  const names = new Set([candidate, ...pairings.flatMap(({ consumer, provider }) => [consumer.name, provider.name])])
  return policies.filter(({ consumer, provider }) => [consumer, provider].every(side => side === null || names.has(side)))
}
