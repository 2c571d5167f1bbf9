import { compared } from './comparing.ts'
import { resultsOf } from './evidence.ts'
import type { Question, Reason } from './history.ts'
import { declared } from './sharing.ts'
import type { Publication, World } from './world.ts'

/**
 * "`closes-rollback-of`: a slot of another application B in E was deployed over, and the version T that it held before fits a version
 * that X replaces and not X … One reason for each such slot. And one for each version R that X replaces to which there would be no way back"
 */
export function closedRollbacks(world: World, question: Question, pairings: readonly Reason[]): Reason[] {
  const { application, version, environment, instance } = question
  const replaced = world.deployments.filter(
    there =>
      there.application === application &&
      there.environment === environment &&
      there.version !== version &&
      (instance === undefined || there.instance === instance)
  )
  const closed = world.deployments.filter(slot => {
    if (slot.environment !== environment || slot.application === application || slot.previous === undefined) return false
    const target = slot.previous
    // "its contract with A does not fit X and fits that version"
    const asConsumer = contracts(world, slot.application, target, application).some(
      contract =>
        state(world, contract, version) === 'failed' &&
        replaced.some(before => state(world, contract, before.version) === 'passed')
    )
    // "or X's contract with B does not fit T and that version's does"
    const asProvider = contracts(world, application, version, slot.application).some(
      contract =>
        state(world, contract, target) === 'failed' &&
        replaced.some(before =>
          contracts(world, application, before.version, slot.application).some(
            earlier => state(world, earlier, target) === 'passed'
          )
        )
    )
    return asConsumer || asProvider
  })
  const own = [...new Set(replaced.map(before => before.version))].filter(before => isLost(world, question, before, pairings))
  return [...closed, ...own].map(() => ({ code: 'closes-rollback-of', outcome: 'warn' }))
}

function isLost(world: World, { application, version }: Question, before: string, pairings: readonly Reason[]): boolean {
  // "a contract of A with itself, of the one with the other, has a reason that fails"
  const both = [before, version].sort().join(' ')
  const fails = pairings.some(
    ({ outcome, consumer, provider, consumerVersion, providerVersion }) =>
      outcome === 'fail' &&
      consumer === application &&
      provider === application &&
      [consumerVersion, providerVersion].sort().join(' ') === both
  )
  // "or X declares a resource as irreversible that R does not"
  const lost = (of: string) => declared(world, application, of).filter(({ irreversible }) => irreversible)
  return fails || lost(version).some(({ path }) => !lost(before).some(known => known.path === path))
}

const contracts = (world: World, consumer: string, version: string, provider: string): Publication[] =>
  world.publications.filter(known => known.consumer === consumer && known.version === version && known.provider === provider)

/** "by its newest result by the version (passed: a success and complete), or where there is none, by its comparison with what that offers" */
function state(world: World, contract: Publication, providerVersion: string): 'passed' | 'failed' | undefined {
  const result = resultsOf(world, contract)
    .filter(posted => posted.providerVersion === providerVersion)
    .at(-1)
  if (result !== undefined) {
    if (!result.success) return 'failed'
    return result.complete ? 'passed' : undefined
  }
  const comparison = compared(world, contract, contract.provider, providerVersion, false)
  if (comparison?.code === 'comparison-failed') return 'failed'
  return comparison?.code === 'compared' ? 'passed' : undefined
}
