import type { CallStatus } from '../domain/webhooks/after-attempt.ts'
import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'
import type { CallContext } from './triggered-webhooks.ts'

/** A call that this process has to attempt now. The claim shows, at the end, whether it still has. */
export interface DueCall {
  id: number
  uuid: string
  event: string
  attempts: number
  replayedAfter: number
  webhookUuid: string
  consumerId: number | null
  providerId: number | null
  versionId: number | null
  contractId: number | null
  verificationId: number | null
  context: CallContext
}

/** Whether anything is due; asked often, answered from an index that holds only what is not over. */
export async function anythingDue(db: Queries, now: number): Promise<boolean> {
  return (await db.get(sql`select 1 as found from triggered_webhooks where due_at <= ${now} limit 1`)) !== undefined
}

/**
 * Takes up to `limit` due calls, of each webhook the one due longest: first of those with the fewest under way, so that a
 * receiver that is slow or away does not hold up the others. Each is due again when the lease ends, for whoever lives then.
 * Of two processes that choose the same row, the second finds `due_at` moved on and leaves it.
 */
export async function claimDue(
  tx: Transaction,
  { claim, now, lease, limit }: { claim: string; now: number; lease: number; limit: number }
): Promise<DueCall[]> {
  // Webhooks that were deleted while the event came: there is nobody left to call.
  await tx.run(sql`
    update triggered_webhooks set status = 'failure', due_at = null, claim = null
    where webhook_id is null and due_at <= ${now}`)
  const claimed = await tx.run(sql`
    update triggered_webhooks set claim = ${claim}, due_at = ${now + lease}
    where due_at <= ${now} and id in (
      select due.id from (
        select (select first.id from triggered_webhooks first where first.webhook_id = webhook.id and first.due_at <= ${now}
            order by first.due_at, first.id limit 1) as id,
          (select count(*) from triggered_webhooks other
            where other.webhook_id = webhook.id and other.claim is not null) as under_way
        from webhooks webhook) candidate
      join triggered_webhooks due on due.id = candidate.id
      order by candidate.under_way, due.due_at, due.id limit ${limit})`)
  if (claimed === 0) return []
  const calls = await tx.all<Omit<DueCall, 'context'> & { context: string }>(sql`
    select triggered.id, triggered.uuid, triggered.event, triggered.attempts, triggered.replayed_after as "replayedAfter",
      webhook.uuid as "webhookUuid", triggered.consumer_id as "consumerId", triggered.provider_id as "providerId",
      triggered.version_id as "versionId", triggered.contract_id as "contractId",
      triggered.verification_id as "verificationId", triggered.context
    from triggered_webhooks triggered join webhooks webhook on webhook.id = triggered.webhook_id
    where triggered.claim = ${claim} and triggered.due_at = ${now + lease} order by triggered.id`)
  return calls.map(call => ({ ...call, context: JSON.parse(call.context) as CallContext }))
}

/** Writes the attempt down, and what becomes of the call, unless another process has taken it over meanwhile. */
export async function finishAttempt(
  tx: Transaction,
  { id, claim }: { id: number; claim: string },
  { success, logs, status, dueAt }: { success: boolean; logs: string; status: CallStatus; dueAt: number | null },
  now: number
): Promise<void> {
  await tx.run(sql`
    insert into webhook_executions (triggered_webhook_id, success, logs, created_at)
    select triggered.id, ${Number(success)}, ${logs}, ${now} from triggered_webhooks triggered where triggered.id = ${id}`)
  await tx.run(sql`
    update triggered_webhooks set attempts = attempts + 1, status = ${status}, due_at = ${dueAt}, claim = null
    where id = ${id} and claim = ${claim}`)
}
