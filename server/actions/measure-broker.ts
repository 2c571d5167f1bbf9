import { setImmediate as nextTurn } from 'node:timers/promises'
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

/**
 * How much there is of everything. Counting a million results takes some tenths of a second, and SQLite works in this
 * process: others get their turn between the parts.
 */
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
    await nextTurn()
    const counts = await countEverything(queries)
    await nextTurn()
    return {
      interactions: sum(false),
      messages: sum(true),
      counts,
      spans: await spans(queries),
      distributions: await distributions(queries)
    }
  })
}
