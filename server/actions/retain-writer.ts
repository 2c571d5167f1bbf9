import { randomUUID } from 'node:crypto'
import { retainingOf, retentionOf, usualRetention } from '../domain/retention.ts'
import type { Queries, Transaction } from '../storage/database.ts'
import { type HeldVersion, retain } from '../storage/held-versions.ts'
import { saidTopics, sendsMessages, topicsOfVersion, topicsSentTo } from '../storage/topics.ts'

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
  const retention = await retentionOfVersion(tx, ended, now)
  const until = retention === null ? null : endedAt + retention
  if (until === null || until >= now) await retain(tx, ended, { uuid: randomUUID(), until }, endedAt)
}

/** As long as any topic of the version's application is read, or any topic of others that it sends to. */
export async function retentionOfVersion(
  db: Queries,
  { applicationId, versionId }: { applicationId: number; versionId: number },
  now: number
): Promise<number | null> {
  const own = retainingOf(await saidTopics(db, applicationId), await topicsOfVersion(db, versionId))
  const others = retainingOf([], await topicsSentTo(db, versionId, now))
  // Messages that others read, of which nobody says where they go.
  const untold = own.length === 0 && (await sendsMessages(db, applicationId)) ? [{ retention: usualRetention }] : []
  return retentionOf([...own, ...others, ...untold])
}
