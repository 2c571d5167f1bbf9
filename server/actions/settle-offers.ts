import type { Broker } from '../broker.ts'
import { scheduleFor } from '../storage/comparison-queue.ts'
import { settleOffer, unsettledOffers, versionsToCompare } from '../storage/version-offers.ts'

/**
 * Brings to today's state what an earlier release or an import left: what versions offer that was not yet kept as one, and the comparisons
 * that today's rules ask for. Each version is a transaction of its own, so that nobody waits long.
 */
export async function settleOffers({ db, now }: Broker): Promise<void> {
  for (const id of await unsettledOffers(db)) await db.transaction(tx => settleOffer(tx, id, now()))
  for (const id of await versionsToCompare(db)) await db.transaction(tx => scheduleFor(tx, id, now()))
}
