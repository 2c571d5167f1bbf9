import type { Broker } from '../broker.ts'
import { requiredVersions } from '../domain/webhooks/required-verifications.ts'
import { listening, type WebhookEvent } from '../domain/webhooks/webhook.ts'
import type { Transaction } from '../storage/database.ts'
import { keepEvent } from '../storage/events.ts'
import { requiredVerifications } from '../storage/required-verifications.ts'
import type { CallContext } from '../storage/triggered-webhooks.ts'
import type { PairWebhook } from '../storage/webhooks.ts'
import { type Triggered, triggerWebhooks } from './trigger-webhooks.ts'

export interface PublicationNews {
  consumerId: number
  providerId: number
  versionId: number
  contractId: number
  changed: boolean
  context: CallContext
  /** Those of the pair. */
  webhooks: readonly PairWebhook[]
}

const requiring = 'contract_requiring_verification_published'

/**
 * Tells of a publication, in the reference's order (4.1). Which provider versions have to verify the contract is looked up
 * only for a webhook that wants to know: publishing stays quick where nobody listens.
 */
export async function announcePublication(
  tx: Transaction,
  broker: Broker,
  { consumerId, providerId, versionId, contractId, changed, context, webhooks }: PublicationNews
): Promise<{ events: WebhookEvent[]; triggered: Triggered[] }> {
  const events: WebhookEvent[] = []
  const triggered: Triggered[] = []
  const kept = { consumer: consumerId, provider: providerId, version: versionId, contract: contractId }
  const subject = { consumerId, providerId, versionId, contractId, verificationId: null }
  const tell = async (event: WebhookEvent, contexts: CallContext[]) => {
    await keepEvent(tx, event, kept, broker.now())
    events.push(event)
    for (const each of contexts) {
      triggered.push(...(await triggerWebhooks(tx, broker, webhooks, { event, subject, context: each })))
    }
  }

  await tell('contract_published', [context])
  if (listening(webhooks, requiring).length > 0) {
    const required = requiredVersions(await requiredVerifications(tx, { providerId, contractId }))
    if (required.length > 0)
      await tell(
        requiring,
        required.map(version => ({ ...context, required: version }))
      )
  }
  if (changed) await tell('contract_content_changed', [context])
  return { events, triggered }
}
