import type { WebhookEvent } from '../domain/webhooks/webhook.ts'
import type { Transaction } from './database.ts'
import { sql } from './sql.ts'

export type EventKind =
  | WebhookEvent
  | 'provider_contract_published'
  | 'deployment_recorded'
  | 'deployment_ended'
  | 'release_recorded'
  | 'release_ended'
  | 'override_revoked'
  | 'rollout_started'
  | 'rollout_ended'
  | 'version_reserved'
  | 'reservation_released'

/** Notes what happened, in the transaction in which it happened; `subject` holds the ids of what it happened to. */
export async function keepEvent(
  tx: Transaction,
  kind: EventKind,
  subject: Record<string, number | string>,
  now: number
): Promise<void> {
  await tx.run(sql`insert into events (kind, subject, created_at) values (${kind}, ${JSON.stringify(subject)}, ${now})`)
}
