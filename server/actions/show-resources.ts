import { type Conflict, conflictsAmong, exceptionFor, type SharingException } from '../domain/resources/conflicts.ts'
import type { Declared } from '../domain/resources/resource.ts'
import type { Queries } from '../storage/database.ts'
import { listExceptions, resourcesIn } from '../storage/resources.ts'

export interface EnvironmentResources {
  conflicts: Array<Conflict & { exception: SharingException | undefined }>
  declared: Declared[]
  /** Applications that are live there and declare nothing. */
  undeclared: string[]
}

/** Which stores the applications that are live in the environment use, and which they share. */
export async function showResources(db: Queries, environmentId: number, now: number): Promise<EnvironmentResources> {
  const { declared, applications } = await resourcesIn(db, environmentId, now)
  const holding = (await listExceptions(db, environmentId)).filter(({ until }) => now <= until)
  const known = new Set(declared.map(({ application }) => application))
  const conflicts = conflictsAmong(declared).map(conflict => ({ ...conflict, exception: exceptionFor(conflict.path, holding) }))
  return { conflicts, declared, undeclared: applications.filter(application => !known.has(application)) }
}
