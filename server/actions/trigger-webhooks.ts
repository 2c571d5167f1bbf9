import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { listening } from '../domain/webhooks/webhook.ts'
import type { Transaction } from '../storage/database.ts'
import { addCall, type CallContext } from '../storage/triggered-webhooks.ts'
import type { CallSubject } from '../storage/webhook-facts.ts'
import type { PairWebhook } from '../storage/webhooks.ts'

/** Something that happened, as webhooks are told of it. */
export interface Occurrence {
  event: string
  subject: CallSubject
  context: CallContext
}

export interface Triggered {
  uuid: string
  event: string
  /** The webhook's, or its uuid where it has none. */
  description: string
}

/** Writes the calls to be made of what happened, in the transaction in which it happened: both are there, or neither. */
export async function triggerWebhooks(
  tx: Transaction,
  { config, now }: Pick<Broker, 'config' | 'now'>,
  webhooks: readonly PairWebhook[],
  { event, subject, context }: Occurrence
): Promise<Triggered[]> {
  const triggered: Triggered[] = []
  for (const webhook of listening(webhooks, event)) {
    const uuid = randomUUID()
    const at = now()
    const call = { uuid, webhookId: webhook.id, name: webhook.name, event, ...subject, context }
    await addCall(tx, call, { now: at, dueAt: at + config.webhookDelay })
    triggered.push({ uuid, event, description: webhook.description ?? webhook.uuid })
  }
  return triggered
}
