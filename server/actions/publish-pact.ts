import type { Broker } from '../broker.ts'
import { differingNames } from '../domain/contracts/check-content.ts'
import { readContent } from '../domain/contracts/content.ts'
import { refusalSentence, similarNameSentence } from '../domain/contracts/publish-notices.ts'
import { alsoBefore, nameProblem, type SameName, sameNameWhere } from '../domain/names.ts'
import type { Publication } from '../domain/publication.ts'
import { invalid, Problem } from '../problem.ts'
import { renamings } from '../storage/application-names.ts'
import { findPublication } from '../storage/publications.ts'
import { keepPublications } from './keep-publications.ts'

export interface PactToPublish {
  consumer: string
  provider: string
  number: string
  text: string
  value: unknown
  merge: boolean
  /** The broker's address as the client used it. */
  baseUrl: string
}

/** `PUT` and `PATCH` of one pact. Undefined when it cannot be merged. Reference 1.8.1. */
export async function publishPact(
  broker: Broker,
  pact: PactToPublish
): Promise<{ publication: Publication; isNew: boolean } | undefined> {
  const { number, text, merge, baseUrl } = pact
  const renamed = await renamings(broker.db, [pact.consumer, pact.provider])
  const [consumer, provider] = [pact.consumer, pact.provider].map(name => renamed.get(name) ?? name) as [string, string]
  check({ ...pact, consumer, provider }, alsoBefore(sameNameWhere(broker.config), renamed))
  const offers = [{ provider, content: readContent(text), merge }]
  const kept = await keepPublications(broker, { consumer, number, offers }, { context: { baseUrl } })
  if ('refusals' in kept) {
    const [first] = kept.refusals
    if (first?.code === 'merge-conflict') return undefined
    if (first?.code === 'similar-name') throw new Problem('similar-name', similarNameSentence(first.name, first.similar))
    throw new Problem('conflict', refusalSentence(consumer, number, { provider, conflicts: false }))
  }
  const publication = await findPublication(broker.db, { consumer, provider, number })
  if (publication === undefined) throw new Problem('not-found', 'The pact was deleted as soon as it was published.')
  return { publication, isNew: kept.contracts[0]?.outcome === 'create' }
}

function check({ consumer, provider, number, value }: PactToPublish, same: SameName): void {
  const errors: Record<string, string[]> = {}
  const note = (field: string, problem: string | undefined) => {
    if (problem !== undefined) (errors[field] ??= []).push(problem)
  }
  note('consumer.name', nameProblem(consumer))
  note('provider.name', nameProblem(provider))
  note('consumer_version_number', nameProblem(number))
  for (const { side, name } of differingNames(value, { consumer, provider }, same)) {
    const inPath = side === 'consumer' ? consumer : provider
    note(`${side}.name`, `in the pact (${JSON.stringify(name)}) must be the one in the path (${JSON.stringify(inPath)})`)
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
  if (typeof value !== 'object' || value === null) throw new Problem('invalid-json', 'The body must be a JSON object or array.')
}
