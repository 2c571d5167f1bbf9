import type { Broker } from '../broker.ts'
import {
  removeAllApplications,
  removeIntegration,
  removeOrphanedVersions,
  removeUnconnectedApplications
} from '../storage/remove-integration.ts'
import { deleteWebhooksOfPair } from '../storage/webhooks.ts'
import { missing, theApplication } from './found.ts'
import { keepingRemovals } from './policy-log.ts'

/**
 * Removes what a consumer and a provider have to do with each other: contracts, results and webhooks, then versions of either that
 * have nothing left, then either itself. Reference 1.16.
 */
export function removeOneIntegration(
  { db, now }: Broker,
  pair: { provider: string; consumer: string },
  by: string
): Promise<void> {
  return db.transaction(async tx => {
    const consumer = await theApplication(tx, pair.consumer)
    const provider = await theApplication(tx, pair.provider)
    const found = await removeIntegration(tx, consumer.id, provider.id)
    if (!found) missing(`${consumer.name} and ${provider.name} have no integration`)
    await deleteWebhooksOfPair(tx, consumer.id, provider.id)
    const both = [consumer.id, provider.id]
    await keepingRemovals(tx, { by, reason, now: now() }, () => removeUnconnectedApplications(tx, both))
    await removeOrphanedVersions(tx, both)
  })
}

export const removeAllIntegrations = ({ db, now }: Broker, by: string): Promise<void> =>
  db.transaction(tx => keepingRemovals(tx, { by, reason, now: now() }, () => removeAllApplications(tx)))

/** For the policies that go with an application. */
const reason = 'its application was removed'
