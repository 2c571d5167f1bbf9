import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { dayOf, endOfDay, type PolicyAsked, policyProblems } from '../domain/policy-rules.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import type { Queries, Transaction } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { deletePolicy, findPolicy, keepPolicy, listPolicies, type Policy, type Scope } from '../storage/policies.ts'
import { keepPolicyChange } from '../storage/policy-changes.ts'
import { missing } from './found.ts'

export interface PolicyFor extends PolicyAsked {
  consumer?: string | null | undefined
  environment?: string | null | undefined
}

/** Keeps the one policy of its kind for these names, and who changed it. What changes nothing is no change. */
export async function savePolicy({ db, now }: Broker, asked: PolicyFor, by: string): Promise<{ policy: Policy; isNew: boolean }> {
  const problems = policyProblems(asked)
  if (Object.keys(problems).length > 0) throw invalid(problems)
  const { kind, rule, reason } = asked
  const until = endOfDay(asked.until ?? '') ?? null
  return db.transaction(async tx => {
    const scope = await scopeOf(tx, asked)
    const fresh = randomUUID()
    const at = now()
    const old = await keepPolicy(tx, { uuid: fresh, kind, rule, until, reason, ...scope }, at)
    const policy = (await findPolicy(tx, old.uuid)) as Policy
    const isNew = old.uuid === fresh
    const [before, after] = [isNew ? null : seen({ ...policy, ...old }), seen(policy)]
    if (before !== after) {
      const change = isNew ? 'created' : 'changed'
      await keepPolicyChange(tx, { policy: policy.uuid, change, by, reason, before, after, createdAt: at })
    }
    return { policy, isNew }
  })
}

export interface Removal {
  by: string
  reason: string | undefined
}

export function removePolicy({ db, now }: Broker, uuid: string, removal: Removal): Promise<void> {
  return db.transaction(async tx => {
    const removed = await keepingRemovals(tx, { ...removal, now: now() }, () => deletePolicy(tx, uuid))
    if (!removed) missing(`No policy has the UUID ${uuid}`)
  })
}

/** Keeps who removed the policies that go with what the action removes: their application, their environment. There are few of them. */
export async function keepingRemovals<T>(
  tx: Transaction,
  { by, reason, now }: Removal & { now: number },
  action: () => Promise<T>
): Promise<T> {
  const before = await listPolicies(tx)
  const outcome = await action()
  const left = new Set((await listPolicies(tx)).map(({ uuid }) => uuid))
  for (const policy of before.filter(({ uuid }) => !left.has(uuid))) {
    const removed = { policy: policy.uuid, change: 'removed', before: seen(policy), after: null } as const
    await keepPolicyChange(tx, { ...removed, by, reason: reason ?? null, createdAt: now })
  }
  return outcome
}

/** What clients see of it. */
function seen({ kind, consumer, provider, environment, rule, until, reason }: Policy): string {
  const day = until === null ? undefined : dayOf(until)
  const sides = { consumer: consumer ?? undefined, provider: provider ?? undefined, environment: environment ?? undefined }
  return JSON.stringify({ kind, ...sides, rule, until: day, reason })
}

async function scopeOf(db: Queries, { consumer, provider, environment }: PolicyFor): Promise<Scope> {
  const errors: FieldErrors = {}
  const idOf = async (field: string, name: string | null | undefined, find: typeof findApplication | typeof findEnvironment) => {
    if (name === undefined || name === null) return null
    const found = await find(db, name)
    if (found === undefined) errors[field] = [`is not known: ${name}`]
    return found?.id ?? null
  }
  const scope = {
    consumerId: await idOf('consumer', consumer, findApplication),
    providerId: await idOf('provider', provider, findApplication),
    environmentId: await idOf('environment', environment, findEnvironment)
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
  return scope
}
