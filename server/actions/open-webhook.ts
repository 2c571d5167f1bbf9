import type { Broker } from '../broker.ts'
import type { Webhook, WebhookRequest } from '../domain/webhooks/webhook.ts'
import type { StoredWebhook } from '../storage/webhooks.ts'

/** The whole request is sealed, since secrets stand in addresses and bodies too. */
export const sealRequest = ({ secrets }: Pick<Broker, 'secrets'>, request: WebhookRequest): string =>
  secrets.seal(JSON.stringify(request))

/** A webhook with its request readable. Throws where the key it was sealed with is gone. */
export function openWebhook({ secrets }: Pick<Broker, 'secrets'>, stored: StoredWebhook): Webhook {
  const { uuid, description, consumer, consumerLabel, provider, providerLabel, enabled, createdAt, updatedAt } = stored
  return {
    uuid,
    description,
    consumer: { name: consumer, label: consumerLabel },
    provider: { name: provider, label: providerLabel },
    enabled: enabled === 1,
    events: JSON.parse(stored.events) as string[],
    request: JSON.parse(secrets.open(stored.request)) as WebhookRequest,
    createdAt,
    updatedAt
  }
}
