import type { SimulateProviderContracts } from '../../schemas/simulate.ts'
import type { Broker } from '../broker.ts'
import type { Policy } from '../domain/policies.ts'
import { invalid } from '../problem.ts'
import type { Queries } from '../storage/database.ts'
import { knownEnvironments } from '../storage/known-environments.ts'
import { allPolicies } from '../storage/matrix/environment-with-policies.ts'
import { type PlacedVersion, placedVersions } from '../storage/placed-versions.ts'
import { contractsThatCount } from '../storage/usages.ts'
import { readContracts } from './contract-texts.ts'
import { theApplication, theVersion } from './found.ts'
import { type ProviderBase, providerBases } from './provider-bases.ts'
import { type Promises, promisesOf } from './provider-promises.ts'

/** Contracts of one question; those that are live come first. */
const mostContracts = 1_000

/** All that a simulation is made of, from one state of the database. */
export interface SimulationFacts {
  provider: string
  bases: ProviderBase[]
  contracts: Array<{ versions: PlacedVersion[]; met: number[]; text: string | undefined }>
  promises: Promises
  policies: Policy[]
}

export async function simulationFacts(
  db: Queries,
  broker: Broker,
  name: string,
  asked: SimulateProviderContracts
): Promise<SimulationFacts> {
  const now = broker.now()
  const { environments, branch, base } = asked
  const provider = await theApplication(db, name)
  if (base !== undefined) await theVersion(db, name, base)
  await checkEnvironments(db, environments)
  const bases = await providerBases(db, { provider, version: base, environments, now })
  const counting = await contractsThatCount(db, provider.id, now)
  const versions = await placedVersions(db, [...new Set(counting.map(({ versionId }) => versionId))], now)
  const asks = (version: PlacedVersion) => counts(version, { environments, branch })
  const wanted = new Map(versions.filter(asks).map(version => [version.id, version]))
  const byContract = new Map<number, PlacedVersion[]>()
  for (const { contractId, versionId } of counting) {
    const version = wanted.get(versionId)
    if (version !== undefined) byContract.set(contractId, [...(byContract.get(contractId) ?? []), version])
  }
  const ordered = [...byContract].sort(([, a], [, b]) => Number(isAnyLive(b)) - Number(isAnyLive(a)))
  const texts = await readContracts(
    db,
    ordered.slice(0, mostContracts).map(([id]) => id)
  )
  const contracts = ordered.map(([id, versions]) => ({ versions, met: basesMet(versions, bases, base), text: texts.get(id) }))
  const promises = await promisesOf(db, broker, provider)
  return { provider: provider.name, bases, contracts, promises, policies: await allPolicies(db) }
}

const isAnyLive = (versions: readonly PlacedVersion[]) => versions.some(({ environments }) => environments.length > 0)

export async function checkEnvironments(db: Queries, names: readonly string[] = []): Promise<void> {
  const known = await knownEnvironments(db, [...names])
  const unknown = names.filter(name => !known.has(name))
  if (unknown.length === 0) return
  throw invalid({ environments: unknown.map(name => `must exist: none is named ${name}; GET /environments lists them`) })
}

/** Of the consumers: what is live in these environments, or anywhere; and heads of that branch, or of main branches. */
function counts(
  { environments, branches }: PlacedVersion,
  wanted: { environments: readonly string[] | undefined; branch: string | undefined }
): boolean {
  const isThere = environments.some(name => wanted.environments?.includes(name) ?? true)
  const isHead = branches.some(({ name, isMain }) => (wanted.branch === undefined ? isMain : name === wanted.branch))
  return isThere || (isHead && (wanted.environments === undefined || wanted.branch !== undefined))
}

/** What is live meets what is live beside it; all else, and what meets nobody, the provider's main branch. */
function basesMet(versions: readonly PlacedVersion[], bases: readonly ProviderBase[], named: string | undefined): number[] {
  const all = bases.map((_, i) => i)
  if (named !== undefined) return all
  const met = new Set<number>()
  for (const { environments, branches } of versions) {
    const beside = all.filter(i => bases[i]?.environments.some(name => environments.includes(name)))
    const heads = branches.length > 0 || beside.length === 0 ? all.filter(i => bases[i]?.isMain) : []
    for (const i of [...beside, ...heads]) met.add(i)
  }
  return [...met].sort((a, b) => a - b)
}
