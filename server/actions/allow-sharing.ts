import { randomUUID } from 'node:crypto'
import type { SharingExceptionFields } from '../../schemas/resources.ts'
import type { Broker } from '../broker.ts'
import { endOfDay } from '../domain/policy-rules.ts'
import { pathProblem } from '../domain/resources/resource.ts'
import { type FieldErrors, invalid } from '../problem.ts'
import { findApplication } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { findEnvironment } from '../storage/environments.ts'
import { deleteException, findException, type KeptException, keepException } from '../storage/sharing-exceptions.ts'
import { missing } from './found.ts'
import { keepChange, type Removal, seenOfException } from './policy-log.ts'

/** Keeps the one exception for these applications, this path and this environment, and who changed it. */
export async function allowSharing(
  { db, now }: Broker,
  asked: SharingExceptionFields,
  by: string
): Promise<{ exception: KeptException; isNew: boolean }> {
  const until = endOfDay(asked.until)
  const errors = problemsOf(asked, until, now())
  if (Object.keys(errors).length > 0) throw invalid(errors)
  const { path, reason } = asked
  return db.transaction(async tx => {
    const scope = await scopeOf(tx, asked)
    const fresh = randomUUID()
    const at = now()
    const old = await keepException(tx, { uuid: fresh, path, reason, until: until as number, ...scope }, at)
    const exception = (await findException(tx, old.uuid)) as KeptException
    const isNew = old.uuid === fresh
    const seen = { before: isNew ? null : seenOfException({ ...exception, ...old }), after: seenOfException(exception) }
    await keepChange(tx, { uuid: exception.uuid, ...seen }, { by, reason, now: at })
    return { exception, isNew }
  })
}

export function endSharing({ db, now }: Broker, uuid: string, removal: Removal): Promise<void> {
  return db.transaction(async tx => {
    const exception = await findException(tx, uuid)
    if (exception === undefined || !(await deleteException(tx, uuid)))
      missing(`No exception has the UUID ${uuid}; GET /sharing-exceptions lists them`)
    await keepChange(tx, { uuid, before: seenOfException(exception), after: null }, { ...removal, now: now() })
  })
}

function problemsOf({ path, reason }: SharingExceptionFields, until: number | undefined, now: number): Record<string, string[]> {
  const errors: Record<string, string[]> = {}
  const problem = pathProblem(path)
  if (problem !== undefined) errors.path = [problem]
  if (until === undefined) errors.until = ['must be a date like 2026-01-31']
  else if (until < now) errors.until = ['is over already']
  if (reason.trim() === '') errors.reason = ['cannot be blank']
  return errors
}

async function scopeOf(
  db: Queries,
  { applications, environment }: SharingExceptionFields
): Promise<{ applicationIds: number[]; environmentId: number | null }> {
  const errors: FieldErrors = {}
  const ids = new Set<number>()
  for (const name of applications) {
    const found = await findApplication(db, name)
    if (found === undefined) errors.applications = [...(errors.applications ?? []), `has one that is not known: ${name}`]
    else ids.add(found.id)
  }
  if (errors.applications === undefined && ids.size < 2) errors.applications = ['must be two or more']
  const place = typeof environment === 'string' ? await findEnvironment(db, environment) : undefined
  if (typeof environment === 'string' && place === undefined) errors.environment = [`is not known: ${environment}`]
  if (Object.keys(errors).length > 0) throw invalid(errors)
  return { applicationIds: [...ids], environmentId: place?.id ?? null }
}
