import { randomUUID } from 'node:crypto'
import { retainingOf, retentionOf } from '../domain/retention.ts'
import type { Queries, Transaction } from '../storage/database.ts'
import { type HeldVersion, retain } from '../storage/held-versions.ts'
import { saidTopics, topicsOfVersion } from '../storage/topics.ts'

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
  const retention = await retentionOfVersion(tx, ended)
  const until = retention === null ? null : endedAt + retention
  if (until === null || until >= now) await retain(tx, ended, { uuid: randomUUID(), until }, endedAt)
}

/** As long as any topic that the version writes to, or reads from, is read. */
export async function retentionOfVersion(
  db: Queries,
  { applicationId, versionId }: { applicationId: number; versionId: number }
): Promise<number | null> {
  return retentionOf(retainingOf(await saidTopics(db, applicationId), await topicsOfVersion(db, versionId)))
}
