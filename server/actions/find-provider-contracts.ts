import type { Broker } from '../broker.ts'
import type { ProviderContract } from '../domain/provider-contract.ts'
import type { Database } from '../storage/database.ts'
import { deleteProviderContract, listProviderContracts, type WhichVersion } from '../storage/provider-contracts.ts'
import { settleOffer } from '../storage/version-offers.ts'
import { missing, theApplication, theBranch, theEnvironment, theVersion } from './found.ts'

/** The documents of a version, or the refusal that says that there is no such version. */
export async function contractsOfVersion(db: Database, provider: string, number: string): Promise<ProviderContract[]> {
  await theVersion(db, provider, number)
  return listProviderContracts(db, provider, { number })
}

export async function theProviderContract(
  db: Database,
  { provider, version, name }: { provider: string; version: string; name: string }
): Promise<ProviderContract> {
  const contracts = await contractsOfVersion(db, provider, version)
  return contracts.find(contract => contract.name === name) ?? missing(withoutThat(provider, version, name, contracts))
}

function withoutThat(provider: string, version: string, name: string, contracts: readonly ProviderContract[]): string {
  const known = contracts.map(contract => contract.name).join(', ') || 'none'
  return `${provider} ${version} has no provider contract named ${name}. Known: ${known}`
}

/** Those of the newest version that has any: of all, on the branch, or (true) on the main branch. */
export async function latestContracts(db: Database, provider: string, branch?: string | true): Promise<ProviderContract[]> {
  const { mainBranch } = await theApplication(db, provider)
  if (branch === true && mainBranch === null) missing(`${provider} has no main branch: PATCH /pacticipants/… sets it`)
  if (typeof branch === 'string') await theBranch(db, provider, branch)
  const contracts = await listProviderContracts(db, provider, branch === undefined ? {} : { branch })
  if (contracts.length > 0) return contracts
  const where = branch === undefined ? '' : ` on the branch ${branch === true ? mainBranch : branch}`
  return missing(`No version of ${provider}${where} has published a provider contract`)
}

/** Those of every version that is live in the environment; none where nothing is. */
export async function liveContracts(db: Database, provider: string, environment: string): Promise<ProviderContract[]> {
  await theApplication(db, provider)
  await theEnvironment(db, environment)
  return listProviderContracts(db, provider, { environment } satisfies WhichVersion)
}

export function removeProviderContract(
  { db, now }: Broker,
  asked: { provider: string; version: string; name: string }
): Promise<void> {
  return db.transaction(async tx => {
    const { id } = await theVersion(tx, asked.provider, asked.version)
    if (await deleteProviderContract(tx, id, asked.name)) return settleOffer(tx, id, now())
    const contracts = await listProviderContracts(tx, asked.provider, { number: asked.version })
    missing(withoutThat(asked.provider, asked.version, asked.name, contracts))
  })
}
