import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { type Attempt, executionLog } from '../domain/webhooks/execution-log.ts'
import type { Parameters } from '../domain/webhooks/template.ts'
import type { Webhook } from '../domain/webhooks/webhook.ts'
import type { Queries } from '../storage/database.ts'
import { latestSubject } from '../storage/webhook-facts.ts'
import { callWebhook } from './call-webhook.ts'
import { placeholderParameters, webhookParameters } from './webhook-parameters.ts'

export interface WebhookToTry {
  webhook: Pick<Webhook, 'consumer' | 'provider' | 'events' | 'request'>
  signingSecret: string | undefined
  baseUrl: string
}

export interface Tried {
  attempt: Attempt
  logs: string
  showResponse: boolean
}

/** Calls a webhook once, at once, with the latest pact that fits it; nothing is stored. Reference 4.5. */
export async function testWebhook(broker: Broker, { webhook, signingSecret, baseUrl }: WebhookToTry): Promise<Tried> {
  const { config, db, now } = broker
  const { request } = webhook
  const parameters = await fittingParameters(db, webhook, baseUrl)
  const attempt = await callWebhook(broker, { request, parameters, id: randomUUID(), attempt: 1, signingSecret })
  const showResponse = config.webhookHosts.length > 0
  const ending = attempt.success ? 'Done.' : 'Failed. A test is not repeated.'
  return { attempt, logs: executionLog({ event: 'test', baseUrl }, attempt, { at: now(), ending, showResponse }), showResponse }
}

async function fittingParameters(
  db: Queries,
  { consumer, provider, events }: WebhookToTry['webhook'],
  baseUrl: string
): Promise<Parameters> {
  const verified = events.includes('provider_verification_published')
  const subject = await latestSubject(db, { consumer: consumer.name, provider: provider.name }, { verified })
  if (subject === undefined) return placeholderParameters(baseUrl)
  return webhookParameters(db, { event: 'test', subject, context: { baseUrl } })
}
