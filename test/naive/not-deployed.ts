import { isIgnored, judged, resultsOf } from './evidence.ts'
import type { Policy, Question, Reason } from './history.ts'
import type { Publication, World } from './world.ts'

/** "A contract whose provider has no live version in E gives one reason, with no provider version." */
export function notDeployed(world: World, question: Question, contract: Publication): Reason {
  const { consumer, provider } = contract
  const sides = { consumer, consumerVersion: contract.version, provider }
  const ignored: Reason = { code: 'ignored', outcome: 'pass', ...sides }
  const required: Reason = { code: 'provider-not-deployed', outcome: 'unknown', ...sides }

  // `ignored` "comes before all below", so before any policy.
  if (isIgnored(question, contract)) return ignored

  const policy = policyFor(world, 'provider-not-deployed', consumer, provider, question.environment)
  switch (policy?.rule) {
    case 'stubbed':
      return ignored
    case 'allow-until':
      // "up to the end of that day (UTC): `ignored`, pass. Later: as `require`"
      return question.at <= (policy.until ?? -1) ? ignored : required
    case 'external': {
      // "the contract's newest result by any provider version decides …, with that provider version; without a result
      // `never-verified`, with no provider version"
      const newest = resultsOf(world, contract).at(-1)
      if (newest === undefined) return { code: 'never-verified', outcome: 'unknown', ...sides }
      return { ...judged(newest), ...sides, providerVersion: newest.providerVersion }
    }
    default:
      // "`require` (also when there is no policy)"
      return required
  }
}

/**
 * "a side left out of a policy means any; the policy that names most sides wins, and among those with as many, the one that
 * names the provider, then the one that names the consumer."
 */
export function policyFor(
  world: World,
  kind: Policy['kind'],
  consumer: string,
  provider: string,
  environment: string
): Policy | undefined {
  const fitting = world.policies.filter(
    policy =>
      policy.kind === kind &&
      (policy.consumer === undefined || policy.consumer === consumer) &&
      (policy.provider === undefined || policy.provider === provider) &&
      (policy.environment === undefined || policy.environment === environment)
  )
  // The sides that a policy may name, from the strongest claim to the weakest, in full.
  const strongestFirst: Array<[consumer: boolean, provider: boolean, environment: boolean]> = [
    [true, true, true],
    [true, true, false],
    [false, true, true],
    [true, false, true],
    [false, true, false],
    [true, false, false],
    [false, false, true],
    [false, false, false]
  ]
  for (const [namesConsumer, namesProvider, namesEnvironment] of strongestFirst) {
    for (const policy of fitting) {
      if ((policy.consumer !== undefined) !== namesConsumer) continue
      if ((policy.provider !== undefined) !== namesProvider) continue
      if ((policy.environment !== undefined) === namesEnvironment) return policy
    }
  }
  return undefined
}
