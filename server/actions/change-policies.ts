import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { endOfDay, type PolicyAsked, policyProblems } from '../domain/policy-rules.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { deletePolicy, findPolicy, keepPolicy, type Policy, type Scope } from '../storage/policies.ts'
import { missing } from './found.ts'
import { keepChange, type Removal, seenOfPolicy } from './policy-log.ts'

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
    const seen = { before: isNew ? null : seenOfPolicy({ ...policy, ...old }), after: seenOfPolicy(policy) }
    await keepChange(tx, { uuid: policy.uuid, ...seen }, { by, reason, now: at })
    return { policy, isNew }
  })
}

export function removePolicy({ db, now }: Broker, uuid: string, removal: Removal): Promise<void> {
  return db.transaction(async tx => {
    const policy = await findPolicy(tx, uuid)
    if (policy === undefined || !(await deletePolicy(tx, uuid))) missing(`No policy has the UUID ${uuid}`)
    await keepChange(tx, { uuid, before: seenOfPolicy(policy), after: null }, { ...removal, now: now() })
  })
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
