import type { Broker } from '../broker.ts'
import type { ComparisonOutcome } from '../domain/comparison.ts'
import { listening } from '../domain/webhooks/webhook.ts'
import type { DueComparison } from '../storage/comparison-queue.ts'
import { findComparison } from '../storage/comparisons.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { publicationOfContract } from '../storage/publications.ts'
import { webhooksOfPairs } from '../storage/webhooks.ts'
import { triggerWebhooks } from './trigger-webhooks.ts'

/** Tells of a comparison that was made: it succeeded, with warnings perhaps, or not, whether it failed or could not decide. */
export async function announceComparison(
  tx: Transaction,
  broker: Broker,
  { id, contractId, setId }: DueComparison,
  outcome: ComparisonOutcome
): Promise<void> {
  const event = outcome === 'pass' || outcome === 'warn' ? 'comparison_succeeded' : 'comparison_failed'
  await keepEvent(tx, event, { comparison: id, contract: contractId, documents: setId }, broker.now())
  // A contract that no version publishes any more concerns nobody.
  const publication = await publicationOfContract(tx, contractId)
  if (publication === undefined) return
  const { consumerId, providerId, versionId } = publication
  const webhooks = await webhooksOfPairs(tx, consumerId, [providerId])
  if (listening(webhooks, event).length === 0) return
  const number = (await findComparison(tx, id))?.providerVersion ?? ''
  // No request is at hand that would say how clients reach the broker.
  const context = { baseUrl: broker.config.baseUrl[0] ?? '', comparison: { id, providerVersion: number } }
  const subject = { consumerId, providerId, versionId, contractId, verificationId: null }
  await triggerWebhooks(tx, broker, webhooks, { event, subject, context })
}
