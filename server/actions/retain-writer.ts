import { randomUUID } from 'node:crypto'
import { retentionOf } from '../domain/retention.ts'
import type { Transaction } from '../storage/database.ts'
import { type HeldVersion, retain } from '../storage/held-versions.ts'

/**
 * What runs no more may have sent messages that are still to be read: it goes on counting for that long after it ended. Of what
 * is over by now there is nothing to keep.
 */
export async function retainWriter(
  tx: Transaction,
  ended: Omit<HeldVersion, 'instance'>,
  endedAt: number,
  now: number = endedAt
): Promise<void> {
  const retention = retentionOf([])
  const until = retention === null ? null : endedAt + retention
  if (until === null || until >= now) await retain(tx, ended, { uuid: randomUUID(), until }, endedAt)
}
