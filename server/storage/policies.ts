import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

/** What a team decided about a question that facts do not answer. A side that is null means any. */
export interface Policy {
  id: number
  uuid: string
  kind: string
  consumer: string | null
  provider: string | null
  environment: string | null
  rule: string
  /** The last millisecond on which the rule holds. */
  until: number | null
  reason: string
  createdAt: number
  updatedAt: number
}

export interface Scope {
  consumerId: number | null
  providerId: number | null
  environmentId: number | null
}

const selectPolicies = sql`
  select policy.id, policy.uuid, policy.kind, consumer.name as consumer, provider.name as provider,
    environment.name as environment, policy.rule, policy.until, policy.reason,
    policy.created_at as "createdAt", policy.updated_at as "updatedAt"
  from policies policy
  left join applications consumer on consumer.id = policy.consumer_id
  left join applications provider on provider.id = policy.provider_id
  left join environments environment on environment.id = policy.environment_id`

export function findPolicy(db: Queries, uuid: string): Promise<Policy | undefined> {
  return db.get(sql`${selectPolicies} where policy.uuid = ${uuid}`)
}

export function listPolicies(db: Queries): Promise<Policy[]> {
  return db.all(sql`${selectPolicies} order by policy.kind, policy.id`)
}

/** Keeps the one policy of its kind and scope. Gives the one that was there; without one, the uuid is the new one. */
export async function keepPolicy(
  tx: Transaction,
  policy: Pick<Policy, 'uuid' | 'kind' | 'rule' | 'until' | 'reason'> & Scope,
  now: number
): Promise<Pick<Policy, 'uuid' | 'rule' | 'until' | 'reason'>> {
  const { uuid, kind, consumerId, providerId, environmentId, rule, until, reason } = policy
  const scope = [consumerId, providerId, environmentId].map(id => id ?? 'any').join(' ')
  // The one that is there is locked, and comes back as it is: of two at once, the second sees what the first made of it.
  const old = (await tx.get<Pick<Policy, 'uuid' | 'rule' | 'until' | 'reason'>>(sql`
    insert into policies
      (uuid, kind, scope, consumer_id, provider_id, environment_id, rule, until, reason, created_at, updated_at)
    values (${uuid}, ${kind}, ${scope}, ${consumerId}, ${providerId}, ${environmentId}, ${rule}, ${until}, ${reason}, ${now}, ${now})
    on conflict (kind, scope) do update set kind = excluded.kind
    returning uuid, rule, until, reason`))!
  await tx.run(sql`
    update policies set rule = ${rule}, until = ${until}, reason = ${reason}, updated_at = ${now}
    where uuid = ${old.uuid} and (rule <> ${rule} or until is distinct from ${until} or reason <> ${reason})`)
  return old
}

/** The rule that says how long elements of the provider stay at least, once deprecated: its own, else that for any provider. */
export async function minimumWindowRule(db: Queries, providerId: number): Promise<string | undefined> {
  const policy = await db.get<{ rule: string }>(sql`
    select policy.rule from policies policy
    where policy.kind = 'minimum-window' and (policy.provider_id = ${providerId} or policy.provider_id is null)
    order by case when policy.provider_id is null then 1 else 0 end limit 1`)
  return policy?.rule
}

export async function deletePolicy(tx: Transaction, uuid: string): Promise<boolean> {
  return (await tx.run(sql`delete from policies where uuid = ${uuid}`)) > 0
}
