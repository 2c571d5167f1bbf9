import type { SimulateProviderContracts } from '../../schemas/simulate.ts'
import type { Broker } from '../broker.ts'
import type { Application } from '../domain/application.ts'
import type { Finding } from '../domain/comparison/findings.ts'
import { Moment } from '../domain/moment.ts'
import type { Policy } from '../domain/policies.ts'
import type { JudgedContract } from '../domain/simulation/simulate.ts'
import { around } from '../domain/windows/around.ts'
import type { ElementWindow } from '../domain/windows/window.ts'
import { invalid } from '../problem.ts'
import { workAside } from '../simulating/work-aside.ts'
import type { Queries } from '../storage/database.ts'
import { knownEnvironments } from '../storage/known-environments.ts'
import { allPolicies } from '../storage/matrix/environment-with-policies.ts'
import { type PlacedVersion, placedVersions } from '../storage/placed-versions.ts'
import { contractsThatCount } from '../storage/usages.ts'
import { type BrokenPromise, brokenPromises, offerOf } from './broken-promises.ts'
import { checkProviderContracts, type DocumentOffer, noteAt } from './check-provider-contracts.ts'
import { readContracts } from './contract-texts.ts'
import { theApplication, theVersion } from './found.ts'
import { type ProviderBase, providerBases } from './provider-bases.ts'
import { type Promises, promisesOf, windowsSaid } from './provider-promises.ts'

/** Contracts of one question; those that are live come first. */
const mostContracts = 1_000

export interface SimulatedContract extends JudgedContract {
  consumer: string
  versions: PlacedVersion[]
  /** The provider's versions that it meets today. */
  against: string[]
}

export interface Simulation {
  provider: string
  bases: ProviderBase[]
  contracts: SimulatedContract[]
  messages: Array<{ version: string; findings: Finding[] }>
  /** What is promised and would be gone, used or not. */
  broken: BrokenPromise[]
  /** Dates of what is deprecated today. */
  windowOf: (element: string) => ElementWindow | undefined
}

/** What would become of the consumers if these documents were published now. Nothing is stored. */
export async function simulateDocuments(broker: Broker, name: string, asked: SimulateProviderContracts): Promise<Simulation> {
  const offers = offersIn(asked)
  const facts = await broker.db.snapshot(queries => gather(queries, broker, name, asked))
  const { provider, bases, contracts, promises, policies } = facts
  const asking = { compatibility: asked.compatibility ?? 'NONE', strict: asked.strict ?? false }
  const documents = offers.map(({ name, text }) => ({ name, text }))
  const told = contracts.filter(({ text }) => text !== undefined)
  const answer = await workAside('simulate', {
    documents,
    bases: bases.map(({ version, documents }) => ({ version, documents })),
    contracts: told.map(({ text, met }) => ({ text: text ?? '', bases: met })),
    ...asking
  })
  if ('problems' in answer) throw unreadable(offers, answer.problems)
  const moment = new Moment(broker.now())
  const followed = new Set(bases.map(({ version }) => version))
  const missed = new Set(
    answer.contracts.flatMap(({ findings }) => findings.flatMap(({ element }) => (element === undefined ? [] : around(element))))
  )
  return {
    provider,
    bases,
    messages: answer.messages,
    broken: brokenPromises(await offerOf(offers), promises, { policies, followed, missed, moment }),
    windowOf: windowsSaid(promises, moment),
    contracts: contracts.map(contract => ({
      consumer: contract.versions[0]?.application ?? '',
      versions: contract.versions,
      against: contract.met.flatMap(i => bases[i]?.version ?? []),
      ...(answer.contracts[told.indexOf(contract)] ?? notCompared)
    }))
  }
}

const notCompared: JudgedContract = { outcome: 'not-compared', undecided: true, findings: [], alreadyBroken: [] }

/** The documents, checked as they are when they are published. */
export function offersIn({ contract, contracts }: Pick<SimulateProviderContracts, 'contract' | 'contracts'>): DocumentOffer[] {
  const checked = checkProviderContracts({
    pacticipantVersionNumber: 'proposed',
    ...(contract !== undefined && { contract }),
    ...(contracts !== undefined && { contracts })
  })
  if ('errors' in checked) throw invalid(checked.errors)
  return checked.offers
}

export function unreadable(offers: readonly DocumentOffer[], problems: ReadonlyArray<{ name: string; problem: string }>) {
  const errors: Record<string, string[]> = {}
  for (const { name, problem } of problems) {
    const offer = offers.find(each => each.name === name)
    noteAt(errors, offer?.place ?? { field: 'contract', index: undefined }, 'content', `cannot be read: ${problem}`)
  }
  return invalid(errors)
}

interface Facts {
  provider: string
  bases: ProviderBase[]
  contracts: Array<{ versions: PlacedVersion[]; met: number[]; text: string | undefined }>
  promises: Promises
  policies: Policy[]
}

async function gather(db: Queries, broker: Broker, name: string, asked: SimulateProviderContracts): Promise<Facts> {
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
  return { provider: provider.name, bases, contracts, ...(await promised(db, broker, provider)) }
}

async function promised(db: Queries, broker: Broker, provider: Application): Promise<Pick<Facts, 'promises' | 'policies'>> {
  return { promises: await promisesOf(db, broker, provider), policies: await allPolicies(db) }
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
