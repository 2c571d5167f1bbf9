import type { Policy } from '../../domain/policies.ts'
import type { Queries } from '../database.ts'
import { fill, Slot, sql } from '../sql.ts'

interface PolicyRow {
  environmentId: number
  kind: string | null
  consumer: string | null
  provider: string | null
  environment: string | null
  rule: string
  until: number | null
  reason: string
}

const statement = sql`
    select environment.id as "environmentId", policy.kind, consumer.name as consumer, provider.name as provider,
      case when policy.environment_id is not null then environment.name end as environment,
      policy.rule, policy.until, policy.reason
    from environments environment
    left join policies policy on policy.environment_id is null or policy.environment_id = environment.id
    left join applications consumer on consumer.id = policy.consumer_id
    left join applications provider on provider.id = policy.provider_id
    where environment.name = ${new Slot('name')}`

/** The policies that apply wherever a version goes. */
export function policiesAnywhere(db: Queries): Promise<Policy[]> {
  return db.all(sql`
    select policy.kind, consumer.name as consumer, provider.name as provider, null as environment,
      policy.rule, policy.until, policy.reason
    from policies policy
    left join applications consumer on consumer.id = policy.consumer_id
    left join applications provider on provider.id = policy.provider_id
    where policy.environment_id is null`)
}

/** Wherever they apply. */
export function allPolicies(db: Queries): Promise<Policy[]> {
  return db.all(sql`
    select policy.kind, consumer.name as consumer, provider.name as provider, environment.name as environment,
      policy.rule, policy.until, policy.reason
    from policies policy
    left join applications consumer on consumer.id = policy.consumer_id
    left join applications provider on provider.id = policy.provider_id
    left join environments environment on environment.id = policy.environment_id`)
}

/** The environment of that name and the policies that may apply there, in one statement; undefined when there is none. */
export async function findEnvironmentWithPolicies(
  db: Queries,
  name: string
): Promise<{ id: number; policies: Policy[] } | undefined> {
  const rows = await db.all<PolicyRow>(fill(statement, { name }))
  const [first] = rows
  if (first === undefined) return undefined
  // The columns are checked where a policy is made.
  const policies = rows.filter(({ kind }) => kind !== null).map(({ environmentId: _, ...policy }) => policy as Policy)
  return { id: first.environmentId, policies }
}
