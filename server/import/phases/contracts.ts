import { copiedThings } from '../../storage/imports/record.ts'
import { type CopiedApplication, chunksOf, inPhase, type Run } from '../run.ts'
import { providerOf } from '../source/contracts.ts'
import { hasRevisions } from '../source/integrations.ts'
import type { MatrixRow } from '../source/results.ts'
import { fetchContract, type Listed } from './fetch-contract.ts'
import { keepContracts } from './keep-contracts.ts'

/** A contract whose results are to be asked for, and a version that published it. */
export interface CopiedContract {
  id: number
  consumer: string
  version: string
  provider: string
  /** What the matrix said already of the version's contract. */
  rows?: MatrixRow[]
}

/** Contracts with their revisions. Gives those whose results are to be asked for. */
export async function copyContracts(run: Run): Promise<CopiedContract[]> {
  // Overwritten revisions are shown by the matrix only, version by version; most brokers have none.
  const revised = await hasRevisions(run.source)
  const contracts: CopiedContract[] = []
  await inPhase(run, 'contracts', async step => {
    for (const application of run.applications.values()) {
      for (const chunk of chunksOf(publicationsOf(run, application), 40)) {
        const { copied, known } = await copyChunk(run, application, chunk, revised)
        contracts.push(...(revised ? known : onePerContract(known)))
        run.report.copied('contracts', copied)
        step(chunk.length, copied)
      }
    }
  })
  return revised ? contracts : onePerContract(contracts)
}

const onePerContract = (contracts: readonly CopiedContract[]) => [
  ...new Map(contracts.map(contract => [contract.id, contract])).values()
]

function publicationsOf({ applications, report }: Run, { source, versions, versionIds }: CopiedApplication): Listed[] {
  return versions.flatMap(version =>
    version.pacts.flatMap(href => {
      report.saw('contracts')
      const provider = providerOf(href)
      const versionId = versionIds.get(version.number) as number
      const providerId = provider === undefined ? undefined : applications.get(provider)?.id
      if (provider !== undefined && providerId !== undefined) {
        return [{ version, versionId, provider, providerId, href, key: `${versionId} ${providerId}` }]
      }
      report.problem('contracts', `${source.name} ${version.number}, ${href}`, 'its provider is not among the applications')
      return []
    })
  )
}

async function copyChunk(run: Run, consumer: CopiedApplication, chunk: readonly Listed[], revised: boolean) {
  const { broker, record } = run
  const keys = chunk.map(({ key }) => key)
  const before = await copiedThings(broker.db, record.id, 'publication', keys)
  const asked = chunk.filter(({ key }) => revised || !before.has(key))
  const fetched = (await Promise.all(asked.map(listed => fetchContract(run, consumer, listed, revised)))).filter(
    one => one !== undefined
  )
  const kept = await keepContracts(run, consumer, fetched)
  const described = ({ version, provider }: Listed) => ({ consumer: consumer.source.name, version: version.number, provider })
  const known: CopiedContract[] = [
    ...chunk.flatMap(listed => {
      const copied = fetched.some(one => one.listed === listed) ? undefined : before.get(listed.key)
      return copied === undefined ? [] : [{ id: copied.targetId, ...described(listed) }]
    }),
    ...kept.map(({ listed, id, rows }) => ({ id, ...described(listed), ...(rows !== undefined && { rows }) }))
  ]
  return { copied: kept.filter(({ isNew }) => isNew).length, known }
}
