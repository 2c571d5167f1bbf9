import type { ProviderContract } from '../domain/provider-contract.ts'
import type { NamedText } from '../domain/simulation/documents.ts'
import { readText } from '../storage/contents.ts'
import type { Queries } from '../storage/database.ts'
import { liveEnvironments } from '../storage/placed-versions.ts'
import { listProviderContracts } from '../storage/provider-contracts.ts'
import { missing } from './found.ts'

/** A version of a provider with what it offers, and where anybody meets it. */
export interface ProviderBase {
  version: string
  environments: string[]
  /** It is the newest with documents on the main branch; where there is none, the newest at all. */
  isMain: boolean
  documents: NamedText[]
}

interface Wanted {
  provider: { id: number; name: string; mainBranch: string | null }
  /** Only this version. */
  version?: string | undefined
  /** Only what is live in these, by name. */
  environments?: readonly string[] | undefined
  now: number
}

/** What a new version would follow: what is live, and the head of the main branch. Versions without documents are left out. */
export async function providerBases(db: Queries, { provider, version, environments, now }: Wanted): Promise<ProviderBase[]> {
  const { name } = provider
  if (version !== undefined) {
    const contracts = await listProviderContracts(db, name, { number: version })
    if (contracts.length === 0) missing(`${name} ${version} has no provider contract`)
    return withTexts(db, contracts, new Map(), version)
  }
  const found: ProviderContract[] = []
  const live = new Map<string, string[]>()
  for (const { uuid, name: environment } of await liveEnvironments(db, provider.id, now)) {
    if (environments !== undefined && !environments.includes(environment)) continue
    const contracts = await listProviderContracts(db, name, { environment: uuid })
    found.push(...contracts)
    for (const number of new Set(contracts.map(contract => contract.version))) {
      live.set(number, [...(live.get(number) ?? []), environment])
    }
  }
  const main = environments === undefined || found.length === 0 ? await newest(db, provider) : []
  return withTexts(db, [...found, ...main], live, main[0]?.version)
}

async function newest(db: Queries, { name, mainBranch }: Wanted['provider']): Promise<ProviderContract[]> {
  const onMain = mainBranch === null ? [] : await listProviderContracts(db, name, { branch: true })
  return onMain.length > 0 ? onMain : listProviderContracts(db, name, {})
}

async function withTexts(
  db: Queries,
  contracts: readonly ProviderContract[],
  live: ReadonlyMap<string, string[]>,
  main: string | undefined
): Promise<ProviderBase[]> {
  const texts = new Map<number, string>()
  const bases = new Map<string, ProviderBase & { versionId: number }>()
  for (const { id, versionId, version, name, contentId } of new Map(
    contracts.map(contract => [contract.id, contract])
  ).values()) {
    const base = bases.get(version) ?? {
      versionId,
      version,
      environments: live.get(version) ?? [],
      isMain: version === main,
      documents: []
    }
    if (!texts.has(contentId)) {
      texts.set(contentId, (await readText(db, contentId)) ?? missing(`The provider contract ${id} was removed meanwhile`))
    }
    base.documents.push({ name, text: texts.get(contentId) as string })
    bases.set(version, base)
  }
  return [...bases.values()].sort((a, b) => a.versionId - b.versionId).map(({ versionId: _, ...base }) => base)
}
