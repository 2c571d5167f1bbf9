import { dayOf } from '../domain/policy-rules.ts'
import type { Transaction } from '../storage/database.ts'
import { listPolicies, type Policy } from '../storage/policies.ts'
import { keepPolicyChange } from '../storage/policy-changes.ts'
import { type KeptException, listExceptions } from '../storage/sharing-exceptions.ts'

export interface Removal {
  by: string
  reason: string | undefined
}

interface Change {
  uuid: string
  /** What clients saw of it, as JSON; null: there was none, or is none any more. */
  before: string | null
  after: string | null
}

/** Keeps what was done to a policy, or to an exception that is one of its kind. What changes nothing is no change. */
export async function keepChange(
  tx: Transaction,
  { uuid, before, after }: Change,
  { by, reason, now }: Removal & { now: number }
): Promise<void> {
  if (before === after) return
  const change = before === null ? 'created' : after === null ? 'removed' : 'changed'
  await keepPolicyChange(tx, { policy: uuid, change, by, reason: reason ?? null, before, after, createdAt: now })
}

/** Keeps who removed the policies and exceptions that go with what the action removes: their application, their environment. There are few of them. */
export async function keepingRemovals<T>(
  tx: Transaction,
  removal: Removal & { now: number },
  action: () => Promise<T>
): Promise<T> {
  const before = await allSeen(tx)
  const outcome = await action()
  const left = await allSeen(tx)
  for (const [uuid, seen] of before) if (!left.has(uuid)) await keepChange(tx, { uuid, before: seen, after: null }, removal)
  return outcome
}

const allSeen = async (tx: Transaction): Promise<Map<string, string>> =>
  new Map([
    ...(await listPolicies(tx)).map((policy): [string, string] => [policy.uuid, seenOfPolicy(policy)]),
    ...(await listExceptions(tx)).map((exception): [string, string] => [exception.uuid, seenOfException(exception)])
  ])

export function seenOfPolicy({ kind, consumer, provider, environment, rule, until, reason }: Policy): string {
  const day = until === null ? undefined : dayOf(until)
  const sides = { consumer: consumer ?? undefined, provider: provider ?? undefined, environment: environment ?? undefined }
  return JSON.stringify({ kind, ...sides, rule, until: day, reason })
}

export function seenOfException({ path, applications, environment, until, reason }: KeptException): string {
  const where = { path, applications, environment: environment ?? undefined }
  return JSON.stringify({ kind: 'sharing-exception', ...where, rule: 'allow-until', until: dayOf(until), reason })
}
