import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { endOfDay, type PolicyAsked, policyProblems } from '../domain/policy-rules.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { keepPolicy, type Scope } from '../storage/policies.ts'

/** Keeps the one policy of its kind for these names. */
export async function savePolicy({ db, now }: Broker, asked: PolicyAsked): Promise<{ uuid: string; isNew: boolean }> {
  const problems = policyProblems(asked)
  if (Object.keys(problems).length > 0) throw invalid(problems)
  const { kind, rule, reason } = asked
  const until = endOfDay(asked.until ?? '') ?? null
  return db.transaction(async tx => {
    const scope = await scopeOf(tx, asked)
    const fresh = randomUUID()
    const uuid = await keepPolicy(tx, { uuid: fresh, kind, rule, until, reason, ...scope }, now())
    return { uuid, isNew: uuid === fresh }
  })
}

async function scopeOf(db: Queries, { consumer, provider, environment }: PolicyAsked): Promise<Scope> {
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
