import type { PublishContracts } from '../../schemas/contracts.ts'
import type { Broker } from '../broker.ts'
import { refusalNotices, similarNameSentence } from '../domain/contracts/publish-notices.ts'
import { alsoBefore, sameNameWhere } from '../domain/names.ts'
import type { Version } from '../domain/version.ts'
import { invalid, type Notice, Problem } from '../problem.ts'
import { renamings } from '../storage/application-names.ts'
import { wasEverVerified } from '../storage/integrations.ts'
import { type CheckedOffer, checkPublishing } from './check-publishing.ts'
import { type KeptContract, keepTogether } from './keep-publications.ts'
import { placeVersion } from './place-version.ts'
import type { Publishing, Refusal } from './plan-publications.ts'

export interface Published {
  version: Version
  isNew: boolean
  /** The application is, so that nobody is asked to verify its contracts. */
  retired: boolean
  branch: string | undefined
  tags: string[]
  contracts: Array<KeptContract & { everVerified: boolean }>
}

/** `POST /contracts/publish`: the version, where it belongs, and all its contracts, or nothing. Reference 1.9. */
export async function publishContracts(broker: Broker, request: PublishContracts, baseUrl: string): Promise<Published> {
  const renamed = await renamings(broker.db, namesIn(request))
  const asked = inCurrentNames(request, renamed)
  const checked = checkPublishing(asked, alsoBefore(sameNameWhere(broker.config), renamed))
  if ('errors' in checked) throw invalid(checked.errors)
  const [published] = await keepChecked(broker, [{ ...checked, asked }], baseUrl)
  return published as Published
}

/** The same for versions of several applications: all contracts of all of them, or nothing. */
export async function publishTogether(
  broker: Broker,
  requests: readonly PublishContracts[],
  baseUrl: string
): Promise<Published[]> {
  const renamed = await renamings(broker.db, requests.flatMap(namesIn))
  const publications = requests.map(request => inCurrentNames(request, renamed))
  const isSameName = alsoBefore(sameNameWhere(broker.config), renamed)
  const errors: string[] = publications.length === 0 ? ['size cannot be less than 1'] : []
  const versions = new Set<string>()
  const checked = publications.flatMap((asked, index) => {
    const version = JSON.stringify([asked.pacticipantName, asked.pacticipantVersionNumber])
    if (versions.has(version)) errors.push(`${version} is there twice (at index ${index})`)
    versions.add(version)
    const each = checkPublishing(asked, isSameName)
    if (!('errors' in each)) return [{ ...each, asked }]
    for (const [field, problems] of Object.entries(each.errors)) {
      for (const problem of problems) errors.push(`${field} ${problem} (at index ${index})`)
    }
    return []
  })
  if (errors.length > 0) throw invalid({ publications: errors })
  return keepChecked(broker, checked, baseUrl)
}

const namesIn = ({ pacticipantName, contracts }: PublishContracts) => [
  pacticipantName,
  ...contracts.flatMap(({ consumerName, providerName }) => [consumerName, providerName])
]

/** What is published under a name that an application had lands where it is now. */
function inCurrentNames(asked: PublishContracts, renamed: ReadonlyMap<string, string>): PublishContracts {
  if (renamed.size === 0) return asked
  const current = (name: string) => renamed.get(name) ?? name
  const contracts = asked.contracts.map(contract => ({
    ...contract,
    consumerName: current(contract.consumerName),
    providerName: current(contract.providerName)
  }))
  return { ...asked, pacticipantName: current(asked.pacticipantName), contracts }
}

interface Checked {
  asked: PublishContracts
  offers: CheckedOffer[]
}

async function keepChecked(broker: Broker, checked: readonly Checked[], baseUrl: string): Promise<Published[]> {
  const kept = await keepTogether(
    broker,
    checked.map(({ asked, offers }) => ({
      publishing: { consumer: asked.pacticipantName, number: asked.pacticipantVersionNumber, offers },
      place: (tx, version) => placeVersion(tx, broker, version, asked),
      context: { baseUrl, ...(typeof asked.buildUrl === 'string' && { buildUrl: asked.buildUrl }) }
    }))
  )
  if ('refusals' in kept) throw refused(kept.refusals)
  const published: Published[] = []
  for (const [index, { version, isNew, retired, contracts }] of kept.versions.entries()) {
    const { branch, tags } = (checked[index] as Checked).asked
    const described: Published['contracts'] = []
    for (const contract of contracts) {
      const everVerified = await wasEverVerified(broker.db, contract.consumerId, contract.providerId)
      described.push({ ...contract, everVerified })
    }
    published.push({ version, isNew, retired, branch: branch ?? undefined, tags: [...new Set(tags ?? [])], contracts: described })
  }
  return published
}

function refused(refusals: ReadonlyArray<{ publishing: Publishing; refusal: Refusal }>): Problem {
  const notices = refusals.flatMap(({ publishing: { consumer, number }, refusal }): Notice[] =>
    refusal.code === 'similar-name'
      ? [{ type: 'error', text: similarNameSentence(refusal.name, refusal.similar) }]
      : refusalNotices(consumer, number, { ...refusal, conflicts: refusal.code === 'merge-conflict' })
  )
  const errors = notices.filter(({ type }) => type === 'error').map(({ text }) => text)
  return new Problem('conflict', errors.join(' '), { errors: { contracts: errors }, notices })
}
