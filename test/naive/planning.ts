import { judgeIn, live, pairing } from './engine.ts'
import type { Question, Reason } from './history.ts'
import { copyOf, happen, type World } from './world.ts'

/** A plan as the broker gives it, in bare names. */
export interface Plan {
  outcome: 'ready' | 'steps' | 'together' | 'none'
  steps: PlanStep[]
  because: Reason[]
  bounds: string[]
}

export type PlanStep =
  | { kind: 'verify'; consumer: string; version: string; provider: string; providerVersion: string | null }
  | ({ kind: 'deploy' | 'undeploy' } & Move)
  | { kind: 'together'; deployments: Move[] }

export interface Move {
  application: string
  version: string
  instance: string
}

/** Applies the plan step by step in a world of its own, and says what is wrong with it; undefined where each step is safe. */
export function whatIsWrong(before: World, question: Question, { steps }: Plan): string | undefined {
  const world = copyOf(before)
  for (const step of steps) {
    const wrong = take(world, question, step)
    if (wrong !== undefined) return wrong
  }
  const { application, version, environment, instance = '' } = question
  const there = world.deployments.some(
    known =>
      known.application === application &&
      known.version === version &&
      known.environment === environment &&
      known.instance === instance
  )
  return there ? undefined : `${application} ${version} is not deployed at the end`
}

function take(world: World, question: Question, step: PlanStep): string | undefined {
  const { environment } = question
  switch (step.kind) {
    case 'verify': {
      const { consumer, version, provider, providerVersion } = step
      // Without a version any will do, so a new one does.
      happen(world, { step: 'verify', consumer, version, provider, providerVersion: providerVersion ?? 'any', success: true })
      return undefined
    }
    case 'deploy': {
      const { answer, reasons } = judgeIn(world, asked(question, step))
      if (answer !== 'yes') return `${JSON.stringify(step)} is ${answer}: ${JSON.stringify(reasons)}`
      happen(world, { step: 'deploy', ...step, environment })
      return undefined
    }
    case 'undeploy': {
      happen(world, { step: 'undeploy', ...step, environment })
      return keepsProviders(world, question, step.application) ? undefined : `${JSON.stringify(step)} takes a provider away`
    }
    case 'together': {
      const then = copyOf(world)
      for (const move of step.deployments) happen(then, { step: 'deploy', ...move, environment })
      const wrong = step.deployments.flatMap(move => inTheWayTogether(world, then, asked(question, move)))
      if (wrong.length > 0) return `${JSON.stringify(step)} does not fit: ${JSON.stringify(wrong)}`
      for (const move of step.deployments) happen(world, { step: 'deploy', ...move, environment })
      return undefined
    }
  }
}

export const asked = (question: Question, { application, version, instance }: Move): Question => ({
  ...question,
  application,
  version,
  instance
})

const isInTheWay = ({ outcome }: Reason) => outcome === 'fail' || outcome === 'unknown'

/** What a version meets once all of them are there, and while it takes over, of its own application. */
export function inTheWayTogether(before: World, then: World, question: Question): Reason[] {
  const own = judgeIn(before, question).reasons.filter(
    ({ consumer, provider }) => consumer !== undefined && consumer === provider
  )
  return [...judgeIn(then, question).reasons, ...own].filter(isInTheWay)
}

/** Whether each live consumer of the application is proved to fit one of its versions that are there. */
export function keepsProviders(world: World, question: Question, application: string): boolean {
  const there = live(world, question.environment, application, question.at)
  return needing(world, question, application).every(contract =>
    there.some(version => !pairing(world, question, contract, version, null).some(isInTheWay))
  )
}

/** What is said of each live consumer of the application and each of its versions that are there. */
export function leftFor(world: World, question: Question, application: string): Reason[] {
  const there = live(world, question.environment, application, question.at)
  return needing(world, question, application).flatMap(contract =>
    there.flatMap(version => pairing(world, question, contract, version, null))
  )
}

const needing = (world: World, question: Question, application: string) =>
  world.publications.filter(
    ({ provider, consumer, version }) => provider === application && counts(world, question, consumer, version)
  )

const counts = (world: World, { environment, at }: Question, application: string, version: string) =>
  live(world, environment, application, at).includes(version)
