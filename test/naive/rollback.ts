import { resultsOf } from './evidence.ts'
import type { Question, Reason } from './history.ts'
import type { Publication, World } from './world.ts'

/**
 * "`closes-rollback-of`: a slot of another application B in E was deployed over, and the version T that it held before fits a version
 * that X replaces and not X … by the results of tests. One reason for each such slot"
 */
export function closedRollbacks(world: World, { application, version, environment, instance }: Question): Reason[] {
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
    // "its contract with A failed with X and passed with that version"
    const asConsumer = contracts(world, slot.application, target, application).some(
      contract =>
        newest(world, contract, version) === 'failed' &&
        replaced.some(before => newest(world, contract, before.version) === 'passed')
    )
    // "or X's contract with B failed with T and that version's passed with it"
    const asProvider = contracts(world, application, version, slot.application).some(
      contract =>
        newest(world, contract, target) === 'failed' &&
        replaced.some(before =>
          contracts(world, application, before.version, slot.application).some(
            earlier => newest(world, earlier, target) === 'passed'
          )
        )
    )
    return asConsumer || asProvider
  })
  return closed.map(() => ({ code: 'closes-rollback-of', outcome: 'warn' }))
}

const contracts = (world: World, consumer: string, version: string, provider: string): Publication[] =>
  world.publications.filter(known => known.consumer === consumer && known.version === version && known.provider === provider)

/** "passed: the newest result is a success and complete" */
function newest(world: World, contract: Publication, providerVersion: string): 'passed' | 'failed' | undefined {
  const result = resultsOf(world, contract)
    .filter(posted => posted.providerVersion === providerVersion)
    .at(-1)
  if (result === undefined) return undefined
  if (!result.success) return 'failed'
  return result.complete ? 'passed' : undefined
}
