import type { Broker } from '../broker.ts'
import type { Uncompared } from '../domain/comparison.ts'
import { schedulePairing } from '../storage/comparison-queue.ts'

/** Schedules comparisons that are lacking, in the order of their keys: who schedules the same waits in the same order. */
export async function scheduleComparisons({ db, now }: Pick<Broker, 'db' | 'now'>, wanted: readonly Uncompared[]): Promise<void> {
  const distinct = new Map(wanted.map(each => [`${each.contractId} ${each.versionId}`, each]))
  if (distinct.size === 0) return
  const inOrder = [...distinct.values()].sort((a, b) => a.contractId - b.contractId || a.versionId - b.versionId)
  await db.transaction(async tx => {
    for (const pairing of inOrder) await schedulePairing(tx, pairing, now())
  })
}
