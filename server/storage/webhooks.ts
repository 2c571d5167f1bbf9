import type { Queries, Transaction } from './database.ts'
import { among, empty, sql } from './sql.ts'

/** A webhook as it is kept. `request` and `signingSecret` are sealed, `events` is a JSON list of names. */
export interface StoredWebhook {
  id: number
  uuid: string
  description: string | null
  /** `POST ci.example.org`, for where the request itself is not opened. */
  name: string
  consumer: string | null
  consumerLabel: string | null
  provider: string | null
  providerLabel: string | null
  enabled: number
  events: string
  request: string
  signingSecret: string
  createdAt: number
  updatedAt: number
}

const selectWebhooks = sql`
  select webhook.id, webhook.uuid, webhook.description, webhook.name, consumer.name as consumer,
    webhook.consumer_label as "consumerLabel", provider.name as provider, webhook.provider_label as "providerLabel",
    webhook.enabled, webhook.events, webhook.request, webhook.signing_secret as "signingSecret",
    webhook.created_at as "createdAt", webhook.updated_at as "updatedAt"
  from webhooks webhook
  left join applications consumer on consumer.id = webhook.consumer_id
  left join applications provider on provider.id = webhook.provider_id`

export function findWebhook(db: Queries, uuid: string): Promise<StoredWebhook | undefined> {
  return db.get(sql`${selectWebhooks} where webhook.uuid = ${uuid}`)
}

/** All, or those with exactly this scope: a side that is not given must be unset. */
export function listWebhooks(
  db: Queries,
  scope?: { consumerId?: number | undefined; providerId?: number | undefined }
): Promise<StoredWebhook[]> {
  const side = (id: number | undefined) => (id === undefined ? 'any' : `id ${id}`)
  const scoped =
    scope === undefined
      ? empty
      : sql`where webhook.consumer_scope = ${side(scope.consumerId)} and webhook.provider_scope = ${side(scope.providerId)}`
  return db.all(sql`${selectWebhooks} ${scoped} order by webhook.id`)
}

export type WebhookFields = Pick<
  StoredWebhook,
  'description' | 'name' | 'consumerLabel' | 'providerLabel' | 'enabled' | 'events' | 'request'
> & { consumerId: number | null; providerId: number | null }

/** False when the uuid is taken. */
export async function addWebhook(
  tx: Transaction,
  { uuid, signingSecret }: { uuid: string; signingSecret: string },
  fields: WebhookFields,
  now: number
): Promise<boolean> {
  const { description, name, consumerId, consumerLabel, providerId, providerLabel, enabled, events, request } = fields
  const added = await tx.run(sql`
    insert into webhooks (uuid, description, name, consumer_id, consumer_label, provider_id, provider_label,
      enabled, events, request, signing_secret, created_at, updated_at)
    values (${uuid}, ${description}, ${name}, ${consumerId}, ${consumerLabel}, ${providerId}, ${providerLabel},
      ${enabled}, ${events}, ${request}, ${signingSecret}, ${now}, ${now})
    on conflict (uuid) do nothing`)
  return added > 0
}

export async function changeWebhook(tx: Transaction, uuid: string, fields: WebhookFields, now: number): Promise<void> {
  const { description, name, consumerId, consumerLabel, providerId, providerLabel, enabled, events, request } = fields
  await tx.run(sql`
    update webhooks set description = ${description}, name = ${name}, consumer_id = ${consumerId},
      consumer_label = ${consumerLabel}, provider_id = ${providerId}, provider_label = ${providerLabel},
      enabled = ${enabled}, events = ${events}, request = ${request}, updated_at = ${now}
    where uuid = ${uuid}`)
}

export async function changeSigningSecret(tx: Transaction, uuid: string, sealed: string, now: number): Promise<boolean> {
  return (await tx.run(sql`update webhooks set signing_secret = ${sealed}, updated_at = ${now} where uuid = ${uuid}`)) > 0
}

/** Removes it. What it had still to deliver has failed with it; the record of all its calls stays. Reference 4.5. */
export async function deleteWebhook(tx: Transaction, uuid: string): Promise<boolean> {
  const own = sql`(select id from webhooks where uuid = ${uuid})`
  await tx.run(sql`
    update triggered_webhooks set status = 'failure', due_at = null, claim = null where webhook_id = ${own} and due_at is not null`)
  return (await tx.run(sql`delete from webhooks where uuid = ${uuid}`)) > 0
}

/** Removes those that name this consumer and this provider: they go with the integration. */
export function deleteWebhooksOfPair(tx: Transaction, consumerId: number, providerId: number): Promise<number> {
  return tx.run(sql`delete from webhooks where consumer_id = ${consumerId} and provider_id = ${providerId}`)
}

/** What is asked when something happens to a pair. */
export interface PairWebhook {
  id: number
  uuid: string
  description: string | null
  name: string
  enabled: number
  events: string[]
  providerId: number
}

/** The webhooks, enabled or not, that concern a consumer (null: none in particular) and these providers: by name, by label or any. One look-up by index. */
export async function webhooksOfPairs(
  db: Queries,
  consumerId: number | null,
  providerIds: readonly number[]
): Promise<PairWebhook[]> {
  const found = await db.all<PairWebhook & { events: unknown }>(sql`
    with consumer_scopes (scope) as (
      values ('any'), (${`id ${consumerId}`})
      union all select 'label ' || label.name from labels label where label.application_id = ${consumerId}
    ), provider_scopes (provider_id, scope) as (
      select provider.id, 'any' from applications provider where provider.id ${among(providerIds)}
      union all select provider.id, 'id ' || cast(provider.id as text) from applications provider
        where provider.id ${among(providerIds)}
      union all select label.application_id, 'label ' || label.name from labels label
        where label.application_id ${among(providerIds)}
    )
    select webhook.id, webhook.uuid, webhook.description, webhook.name, webhook.enabled, webhook.events,
      provider_scopes.provider_id as "providerId"
    from consumer_scopes cross join provider_scopes
    join webhooks webhook on webhook.consumer_scope = consumer_scopes.scope and webhook.provider_scope = provider_scopes.scope
    order by webhook.id`)
  return found.map(row => ({ ...row, events: JSON.parse(row.events as unknown as string) as string[] }))
}
