import { shellWord } from '../shell-word.ts'
import type { Bound, Plan, Step, Verify } from './plan.ts'
import type { Deploy, Move } from './world.ts'

/** The plan in a sentence. */
export function sentenceOfPlan({ outcome, steps, bounds }: Plan, what: string, environment: string): string {
  switch (outcome) {
    case 'ready':
      return `Nothing is in the way: ${what} can be deployed to ${environment} alone.`
    case 'steps':
      return `${what} can get to ${environment} in ${steps.length} steps, each of them safe alone once those before are done.`
    case 'together':
      return `No order was found in which each step is safe alone: these have to go to ${environment} at the same moment.`
    case 'none':
      return bounds.length === 0
        ? `No version of anybody that was tried lets ${what} go to ${environment}.`
        : `No way was found for ${what} to ${environment}, and not everything was looked at.`
  }
}

export function sentenceOfStep(step: Step): string {
  switch (step.kind) {
    case 'verify':
      return `Verify the contract of ${nameOf(step.consumer)} with ${providerOf(step)}.`
    case 'deploy':
      return `Deploy ${placed(step)}.`
    case 'undeploy':
      return `Undeploy ${placed(step)}; what else of ${step.version.application} is there serves everybody.`
    case 'together':
      return `Deploy ${step.deployments.map(placed).join(' and ')} at the same moment.`
  }
}

/** What to do for a step, as commands. */
export function commandsOf(step: Step, environment: string): string[] {
  switch (step.kind) {
    case 'verify':
      return [recordVerification(step)]
    case 'deploy':
      return [`soloist can-i-deploy ${slotOf(step, environment)}`, `soloist record-deployment ${deployment(step, environment)}`]
    case 'undeploy':
      return [`soloist record-undeployment ${deployment(step, environment, false)}`]
    case 'together':
      return [
        `soloist can-i-deploy ${step.deployments.map(named).join(' ')} --to-environment ${shellWord(environment)}`,
        ...step.deployments.map(one => `soloist record-deployment ${deployment(one, environment)}`)
      ]
  }
}

export function sentenceOfBound(bound: Bound): string {
  switch (bound) {
    case 'applications':
      return 'There are applications further away that were taken as they are.'
    case 'versions':
      return 'There are more versions of an application in the way than the head of its main branch, what runs elsewhere and the newest five.'
    case 'reasons':
      return 'Plans are made of what goes together; what else speaks against a version now is not looked at any further.'
    case 'comparisons':
      return 'Comparisons that may prove more have just been asked for: ask again in a moment.'
    case 'states':
      return 'There are more combinations of versions than were looked at; among them may be something shorter.'
    case 'steps':
      return 'There may be a plan with more steps than are looked for.'
    case 'together':
      return 'There may be a larger set of versions that could go together.'
  }
}

const nameOf = ({ application, number }: { application: string; number: string }) => `${application} ${number}`

const providerOf = ({ provider, contract }: Verify) => (provider === undefined ? contract.provider : nameOf(provider))

const placed = ({ version, instance }: Deploy | Move) => nameOf(version) + (instance === '' ? '' : ` (${instance})`)

const named = ({ version }: Move) => `--pacticipant ${shellWord(version.application)} --version ${shellWord(version.number)}`

const instanceOf = ({ instance }: Move) => (instance === '' ? '' : ` --application-instance ${shellWord(instance)}`)

const slotOf = (move: Move, environment: string) => `${named(move)} --to-environment ${shellWord(environment)}${instanceOf(move)}`

const deployment = (move: Move, environment: string, versioned = true) =>
  `--pacticipant ${shellWord(move.version.application)}${versioned ? ` --version ${shellWord(move.version.number)}` : ''} --environment ${shellWord(environment)}${instanceOf(move)}`

const recordVerification = ({ consumer, provider, contract }: Verify) =>
  `soloist record-verification --provider ${shellWord(contract.provider)} --provider-app-version ${shellWord(provider?.number ?? '…')} ` +
  `--consumer ${shellWord(consumer.application)} --consumer-app-version ${shellWord(consumer.number)} --success …`
