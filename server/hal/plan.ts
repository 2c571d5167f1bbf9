import type { MadePlan } from '../actions/make-plan.ts'
import { answerOfPlan, type Step } from '../domain/plan/plan.ts'
import { commandsOf, sentenceOfBound, sentenceOfPlan, sentenceOfStep } from '../domain/plan/sentences.ts'
import type { Deploy, Move } from '../domain/plan/world.ts'
import { link, soloistCurie } from './document.ts'
import { urls } from './urls.ts'
import { overridingMembers, reasonDocument } from './verdict.ts'

/** The plan as clients see it; docs/plan.md says what it means. */
export function planDocument(base: string, { version, environment, instance, plan, overriding }: MadePlan, self: string) {
  const { application, number } = version
  const { name, uuid } = environment
  return {
    answer: answerOfPlan(plan),
    outcome: plan.outcome,
    sentence: sentenceOfPlan(plan, `${application} ${number}`, name),
    pacticipant: application,
    version: number,
    environment: name,
    ...(instance && { applicationInstance: instance }),
    ...(overriding && overridingMembers(overriding, base)),
    steps: plan.steps.map(step => ({
      ...stepMembers(step, base),
      sentence: sentenceOfStep(step),
      commands: commandsOf(step, name)
    })),
    because: plan.because.map(reason => reasonDocument(reason, base, name)),
    bounds: plan.bounds.map(code => ({ code, sentence: sentenceOfBound(code) })),
    _links: {
      self: { title: 'Plan', href: self },
      'pb:version': link(base, urls.version(application, number), { title: 'Version', name: number }),
      'pb:environment': link(base, urls.environment(uuid), { title: 'Environment', name }),
      curies: [soloistCurie(base, 'plan')]
    }
  }
}

function stepMembers(step: Step, base: string): object {
  switch (step.kind) {
    case 'verify': {
      const { consumer, provider, contract, kind } = step
      return {
        kind,
        consumer: { name: consumer.application, version: consumer.number },
        provider: { name: contract.provider, version: provider?.number ?? null },
        contract: base + urls.pact(contract.provider, consumer.application, consumer.number)
      }
    }
    case 'deploy':
    case 'undeploy':
      return { kind: step.kind, ...moveMembers(step) }
    case 'together':
      return { kind: step.kind, deployments: step.deployments.map(moveMembers) }
  }
}

const moveMembers = ({ version, instance }: Deploy | Move) => ({
  pacticipant: version.application,
  version: version.number,
  ...(instance !== '' && { applicationInstance: instance })
})
