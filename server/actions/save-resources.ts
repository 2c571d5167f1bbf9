import { randomUUID } from 'node:crypto'
import type { Broker } from '../broker.ts'
import { endOfDay } from '../domain/policy-rules.ts'
import { pathProblem, type Resource } from '../domain/resources/resource.ts'
import type { Version } from '../domain/version.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import type { Transaction } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { addException, keepResources } from '../storage/resources.ts'

const most = 1_000

/** Replaces what the version declared; gives what it declares now, by path. */
export async function saveResources(
  tx: Transaction,
  version: Version,
  asked: ReadonlyArray<{ path: string; access: Resource['access']; irreversible?: boolean }>
): Promise<Resource[]> {
  const resources = asked
    .map(({ path, access, irreversible = false }) => ({ path, access, irreversible }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
  const errors: FieldErrors = {}
  if (resources.length > most) errors.resources = [`must be at most ${most}`]
  for (const [i, { path }] of resources.entries()) {
    if (path === resources[i - 1]?.path) errors.resources = [`names ${path} twice`]
    const problem = pathProblem(path)
    if (problem !== undefined) errors.path = [`${problem}: ${path}`]
  }
  if (Object.keys(errors).length > 0) throw invalid(errors)
  await keepResources(tx, version.id, resources)
  return resources
}

export interface SharingAsked {
  path: string
  environment?: string | null | undefined
  until: string
  reason: string
}

/** Keeps that sharing at and below a path was agreed to, until a day. Gives its uuid. */
export async function allowSharing({ db, now }: Broker, { path, environment, until, reason }: SharingAsked): Promise<string> {
  return db.transaction(async tx => {
    const errors: FieldErrors = {}
    const problem = pathProblem(path)
    if (problem !== undefined) errors.path = [problem]
    const end = endOfDay(until)
    if (end === undefined) errors.until = ['must be a date like 2026-01-31']
    else if (end < now()) errors.until = ['must not have passed']
    if (reason.trim() === '') errors.reason = ['cannot be blank']
    const found = typeof environment === 'string' ? await findEnvironment(tx, environment) : undefined
    if (typeof environment === 'string' && found === undefined) errors.environment = [`is not known: ${environment}`]
    if (Object.keys(errors).length > 0) throw invalid(errors)
    const uuid = randomUUID()
    await addException(tx, { uuid, path, environmentId: found?.id ?? null, until: end as number, reason }, now())
    return uuid
  })
}
