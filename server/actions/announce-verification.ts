import type { Broker } from '../broker.ts'
import type { Metadata } from '../domain/metadata-token.ts'
import { reportedFor } from '../domain/webhooks/fan-out.ts'
import { listening, type WebhookEvent } from '../domain/webhooks/webhook.ts'
import type { StoredContract } from '../storage/contracts.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { publicationOfContract, publishersOf } from '../storage/publications.ts'
import type { CallContext } from '../storage/triggered-webhooks.ts'
import { webhooksOfPairs } from '../storage/webhooks.ts'
import { triggerWebhooks } from './trigger-webhooks.ts'

export interface VerificationNews {
  contract: StoredContract
  providerVersionId: number
  verificationId: number
  success: boolean
  /** From the address that the result was posted to. */
  metadata: Metadata
  baseUrl: string
}

/** Tells of a result: published first, then succeeded or failed. Reference 4.1. */
export async function announceVerification(tx: Transaction, broker: Broker, news: VerificationNews): Promise<void> {
  const { contract, providerVersionId, verificationId, success } = news
  const { consumerId, providerId } = contract
  const events: WebhookEvent[] = [
    'provider_verification_published',
    success ? 'provider_verification_succeeded' : 'provider_verification_failed'
  ]
  const kept = {
    consumer: consumerId,
    provider: providerId,
    contract: contract.id,
    version: providerVersionId,
    verification: verificationId
  }
  for (const event of events) await keepEvent(tx, event, kept, broker.now())

  const webhooks = await webhooksOfPairs(tx, consumerId, [providerId])
  if (events.every(event => listening(webhooks, event).length === 0)) return
  const pacts = await pactsOf(tx, news)
  for (const event of events) {
    for (const { versionId, context } of pacts) {
      const subject = { consumerId, providerId, versionId, contractId: contract.id, verificationId }
      await triggerWebhooks(tx, broker, webhooks, { event, subject, context })
    }
  }
}

/** One for each consumer version the result is about; where the address did not say, the one that it resolves to. Reference 4.4. */
async function pactsOf(
  tx: Transaction,
  { contract, metadata, baseUrl }: VerificationNews
): Promise<Array<{ versionId: number | null; context: CallContext }>> {
  const versions = reportedFor(metadata)
  const numbers = versions.map(({ version }) => version)
  const publishers = numbers.length === 0 ? [] : await publishersOf(tx, contract, numbers)
  const found = versions.flatMap(({ version, tags }) => {
    const publisher = publishers.find(each => each.version === version)
    if (publisher === undefined) return []
    return [{ versionId: publisher.versionId, context: { baseUrl, consumerVersionTags: tags } }]
  })
  if (found.length > 0) return found
  const publication = await publicationOfContract(tx, contract.id)
  return [{ versionId: publication?.versionId ?? null, context: { baseUrl } }]
}
