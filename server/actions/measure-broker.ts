import type { Broker } from '../broker.ts'
import { holdsMessages } from '../domain/contracts/message-envelope.ts'
import { type Counts, countEverything, distributions, interactionsOf, type Share, type Span, spans } from '../storage/metrics.ts'
import { listPublications } from '../storage/publications.ts'

export interface Measures {
  /** In the latest contract of each pair. */
  interactions: number
  messages: number
  counts: Counts
  spans: { publications: Span; results: Span }
  distributions: { publications: Share[]; results: Share[] }
}

/** How much there is of everything. */
export async function measureBroker({ db }: Broker): Promise<Measures> {
  return db.snapshot(async queries => {
    const latest = await listPublications(queries, { of: 'latest' })
    const contracts = await interactionsOf(
      queries,
      latest.map(({ contractId }) => contractId)
    )
    const sum = (messages: boolean) =>
      contracts
        .filter(({ envelope }) => holdsMessages(envelope) === messages)
        .reduce((total, { interactions }) => total + interactions, 0)
    return {
      interactions: sum(false),
      messages: sum(true),
      counts: await countEverything(queries),
      spans: await spans(queries),
      distributions: await distributions(queries)
    }
  })
}
