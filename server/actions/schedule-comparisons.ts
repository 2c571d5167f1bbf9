import type { Broker } from '../broker.ts'
import type { Pairing } from '../domain/matrix/pairing.ts'
import { schedulePairing } from '../storage/comparison-queue.ts'

/** Schedules the comparisons that pairings lack, in the order of their keys: who schedules the same waits in the same order. */
export async function scheduleComparisons({ db, now }: Pick<Broker, 'db' | 'now'>, pairings: readonly Pairing[]): Promise<void> {
  const wanted = new Map<string, { contractId: number; versionId: number }>()
  for (const { contract, provider } of pairings) {
    if (provider.version === null) continue
    wanted.set(`${contract.id} ${provider.version.id}`, { contractId: contract.id, versionId: provider.version.id })
  }
  if (wanted.size === 0) return
  const inOrder = [...wanted.values()].sort((a, b) => a.contractId - b.contractId || a.versionId - b.versionId)
  await db.transaction(async tx => {
    for (const pairing of inOrder) await schedulePairing(tx, pairing, now())
  })
}
