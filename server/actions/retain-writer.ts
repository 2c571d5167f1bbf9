import { randomUUID } from 'node:crypto'
import { retentionOf } from '../domain/retention.ts'
import type { Transaction } from '../storage/database.ts'
import { type HeldVersion, retain } from '../storage/held-versions.ts'

/** What runs no more may have sent messages that are still to be read: it goes on counting for that long. */
export async function retainWriter(tx: Transaction, ended: Omit<HeldVersion, 'instance'>, endedAt: number): Promise<void> {
  const retention = retentionOf([])
  await retain(tx, ended, { uuid: randomUUID(), until: retention === null ? null : endedAt + retention }, endedAt)
}
