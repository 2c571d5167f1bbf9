import type { PublishContracts } from '../../schemas/contracts.ts'
import type { Broker } from '../broker.ts'
import { refusalNotices, similarNameSentence } from '../domain/contracts/publish-notices.ts'
import { alsoBefore, sameNameWhere } from '../domain/names.ts'
import type { Version } from '../domain/version.ts'
import { invalid, type Notice, Problem } from '../problem.ts'
import { renamings } from '../storage/application-names.ts'
import type { Transaction } from '../storage/database.ts'
import { wasEverVerified } from '../storage/integrations.ts'
import { setBuildUrl } from '../storage/versions.ts'
import { checkPublishing } from './check-publishing.ts'
import { type KeptContract, keepPublications } from './keep-publications.ts'
import { putOnBranch, tagVersion } from './place-version.ts'
import type { Refusal } from './plan-publications.ts'

export interface Published {
  version: Version
  isNew: boolean
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
  const { pacticipantName: consumer, pacticipantVersionNumber: number, branch, buildUrl } = asked
  const tags = [...new Set(asked.tags ?? [])]
  const place = async (tx: Transaction, version: Version) => {
    if (typeof buildUrl === 'string') await setBuildUrl(tx, version.id, buildUrl, broker.now())
    if (typeof branch === 'string') await putOnBranch(tx, broker, version, branch)
    for (const tag of tags) await tagVersion(tx, broker, version, tag)
  }
  const context = { baseUrl, ...(typeof buildUrl === 'string' && { buildUrl }) }
  const kept = await keepPublications(broker, { consumer, number, offers: checked.offers }, { place, context })
  if ('refusals' in kept) throw refused(consumer, number, kept.refusals)

  const contracts: Published['contracts'] = []
  for (const contract of kept.contracts) {
    const everVerified = await wasEverVerified(broker.db, contract.consumerId, contract.providerId)
    contracts.push({ ...contract, everVerified })
  }
  return { version: kept.version, isNew: kept.isNew, branch: branch ?? undefined, tags, contracts }
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

function refused(consumer: string, number: string, refusals: readonly Refusal[]): Problem {
  const notices = refusals.flatMap((refusal): Notice[] =>
    refusal.code === 'similar-name'
      ? [{ type: 'error', text: similarNameSentence(refusal.name, refusal.similar) }]
      : refusalNotices(consumer, number, { ...refusal, conflicts: refusal.code === 'merge-conflict' })
  )
  const errors = notices.filter(({ type }) => type === 'error').map(({ text }) => text)
  return new Problem('conflict', errors.join(' '), { errors: { contracts: errors }, notices })
}
