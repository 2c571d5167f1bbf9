import { type ProviderState, providerStates } from '../domain/contracts/provider-states.ts'
import { Problem } from '../problem.ts'
import { unknownNames } from '../storage/application-names.ts'
import { interactionsOf } from '../storage/contracts.ts'
import type { Database } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { type Listing, listPublications } from '../storage/publications.ts'
import { missing } from './found.ts'

/** At a time, so that a provider with hundreds of consumers does not bring all their contracts at once. */
const contractsAtOnce = 20

/** What its consumers expect a provider to be able to set up: on their main branches, on a branch, or where it runs. */
export async function expectedStates(
  db: Database,
  asked: { provider: string; branch?: string; environment?: string }
): Promise<ProviderState[]> {
  const { provider, branch, environment } = asked
  const [unknown] = await unknownNames(db, [provider])
  if (unknown !== undefined) throw new Problem('not-found', `No provider with name '${provider}' found`)
  if (environment !== undefined && (await findEnvironment(db, environment)) === undefined) {
    missing(`No environment is named ${environment}; GET /environments lists them`)
  }
  const which: Listing = environment === undefined ? { of: 'head', branch: branch ?? true } : { of: 'all', environment }
  const publications = await listPublications(db, { ...which, provider })
  const consumers = new Map(publications.map(({ contractId, consumer }) => [contractId, consumer]))
  const ids = [...consumers.keys()]
  const interactions: Array<{ consumer: string; text: string }> = []
  for (let done = 0; done < ids.length; done += contractsAtOnce) {
    for (const { contractId, text } of await interactionsOf(db, ids.slice(done, done + contractsAtOnce))) {
      interactions.push({ consumer: consumers.get(contractId) as string, text })
    }
  }
  return providerStates(interactions)
}
