import type { CallStatus } from '../domain/webhooks/after-attempt.ts'
import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

/** What the event knew and the tables do not. Kept as JSON. */
export interface CallContext {
  /** The broker's address as the client used it: links in the call begin with it. */
  baseUrl: string
  buildUrl?: string
  /** The tags by which the verified pact had been selected. */
  consumerVersionTags?: string[]
  /** Where the two do not fit, and the provider version that is there; none is empty. */
  environment?: { name: string; providerVersion: string }
  /** The uuid of the override that was made. */
  override?: string
  /** The comparison that was made, and the newest provider version that offers what was compared. */
  comparison?: { id: number; providerVersion: string }
  /** The element whose window it is about. */
  window?: { element: string; sunset: number }
  /** The provider version that has to verify the contract. */
  required?: { number: string; branch: string | null; descriptions: string[] }
}

export interface NewCall {
  uuid: string
  webhookId: number
  name: string
  event: string
  consumerId: number | null
  providerId: number | null
  versionId: number | null
  contractId: number | null
  verificationId: number | null
  context: CallContext
}

/** Notes a call that is to be made, in the transaction of what it tells of. */
export async function addCall(tx: Transaction, call: NewCall, { now, dueAt }: { now: number; dueAt: number }): Promise<void> {
  const { uuid, webhookId, name, event, consumerId, providerId, versionId, contractId, verificationId, context } = call
  await tx.run(sql`
    insert into triggered_webhooks (uuid, webhook_id, name, event, consumer_id, provider_id, version_id, contract_id,
      verification_id, required_version, context, due_at, created_at)
    values (${uuid}, ${webhookId}, ${name}, ${event}, ${consumerId}, ${providerId}, ${versionId}, ${contractId},
      ${verificationId}, ${context.required?.number ?? null}, ${JSON.stringify(context)}, ${dueAt}, ${now})`)
}

/** A call and how it stands. */
export interface TriggeredWebhook {
  id: number
  uuid: string
  name: string
  event: string
  status: CallStatus
  attempts: number
  replayedAfter: number
  consumer: string | null
  provider: string | null
  /** The webhook's, or null when it was deleted. */
  webhookUuid: string | null
  createdAt: number
}

const selectTriggered = sql`
  select triggered.id, triggered.uuid, triggered.name, triggered.event, triggered.status, triggered.attempts,
    triggered.replayed_after as "replayedAfter", consumer.name as consumer, provider.name as provider,
    webhook.uuid as "webhookUuid", triggered.created_at as "createdAt"
  from triggered_webhooks triggered
  left join webhooks webhook on webhook.id = triggered.webhook_id
  left join applications consumer on consumer.id = triggered.consumer_id
  left join applications provider on provider.id = triggered.provider_id`

export function findTriggered(db: Queries, uuid: string): Promise<TriggeredWebhook | undefined> {
  return db.get(sql`${selectTriggered} where triggered.uuid = ${uuid}`)
}

/** What the contract of a version with a provider called for, newest first; results published for it aside. */
export function triggeredByPublication(db: Queries, versionId: number, providerId: number): Promise<TriggeredWebhook[]> {
  return db.all(sql`
    ${selectTriggered} where triggered.version_id = ${versionId} and triggered.provider_id = ${providerId}
      and triggered.verification_id is null
    order by triggered.id desc`)
}

/** Newest first. */
export function triggeredByVerification(db: Queries, verificationId: number): Promise<TriggeredWebhook[]> {
  return db.all(sql`${selectTriggered} where triggered.verification_id = ${verificationId} order by triggered.id desc`)
}

/** The newest call of each webhook and event of the pair, newest first. */
export function latestOfPair(db: Queries, consumerId: number, providerId: number): Promise<TriggeredWebhook[]> {
  return db.all(sql`
    ${selectTriggered} where triggered.id in (
      select max(newest.id) from triggered_webhooks newest
      where newest.consumer_id = ${consumerId} and newest.provider_id = ${providerId} and newest.webhook_id is not null
      group by newest.webhook_id, newest.event)
    order by triggered.id desc`)
}

/** Calls that failed for good and whose webhook is still there, newest first. */
export function deadLetters(db: Queries, { number, size }: { number: number; size: number }): Promise<TriggeredWebhook[]> {
  return db.all(sql`
    ${selectTriggered} where triggered.status = 'failure' and triggered.webhook_id is not null
    order by triggered.id desc limit ${size} offset ${(number - 1) * size}`)
}

export async function countDeadLetters(db: Queries): Promise<number> {
  const { total } = (await db.get<{ total: number }>(sql`
    select count(*) as total from triggered_webhooks triggered
    where triggered.status = 'failure' and triggered.webhook_id is not null`))!
  return total
}

/** Makes a call that is over due again, with the whole schedule before it. False when it is on its way already. */
export async function replayCall(tx: Transaction, id: number, now: number): Promise<boolean> {
  const replayed = await tx.run(sql`
    update triggered_webhooks set status = 'not_run', due_at = ${now}, replayed_after = attempts, claim = null
    where id = ${id} and due_at is null and webhook_id is not null`)
  return replayed > 0
}

/** Makes every call that failed for good due again. How many. */
export function replayDeadLetters(tx: Transaction, now: number): Promise<number> {
  return tx.run(sql`
    update triggered_webhooks set status = 'not_run', due_at = ${now}, replayed_after = attempts, claim = null
    where status = 'failure' and webhook_id is not null`)
}

/** Removes calls that are over and older, with their logs; the newest of each webhook, pair and event stays. Reference 5.4. */
export function removeOldCalls(tx: Transaction, before: number): Promise<number> {
  return tx.run(sql`
    delete from triggered_webhooks where due_at is null and created_at < ${before} and (
      webhook_id is null or exists (
        select 1 from triggered_webhooks newer
        where newer.consumer_id = triggered_webhooks.consumer_id and newer.provider_id = triggered_webhooks.provider_id
          and newer.id > triggered_webhooks.id and newer.webhook_id = triggered_webhooks.webhook_id
          and newer.event = triggered_webhooks.event))`)
}

export interface Execution {
  success: number
  logs: string
  createdAt: number
}

/** Oldest first. */
export function executionsOf(db: Queries, triggeredId: number): Promise<Execution[]> {
  return db.all(sql`
    select success, logs, created_at as "createdAt" from webhook_executions
    where triggered_webhook_id = ${triggeredId} order by id`)
}
