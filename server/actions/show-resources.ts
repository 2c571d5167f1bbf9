import type { Broker } from '../broker.ts'
import { Moment } from '../domain/moment.ts'
import { type Conflict, conflictsIn, ownersOf, usesIn } from '../domain/resources/conflicts.ts'
import { exceptionFor } from '../domain/resources/exceptions.ts'
import type { Environment } from '../storage/environments.ts'
import { type LiveDeclaration, resourcesIn } from '../storage/resources.ts'
import { exceptionsIn, type KeptException } from '../storage/sharing-exceptions.ts'
import { theEnvironment } from './found.ts'

export interface EnvironmentResources {
  environment: Environment
  conflicts: Array<Conflict & { owners: string[]; exception: KeptException | undefined }>
  declarations: LiveDeclaration[]
}

/** What stores the live versions of an environment declare, and which of them two applications share. */
export function showResources({ db, now }: Broker, uuid: string): Promise<EnvironmentResources> {
  const moment = new Moment(now())
  return db.snapshot(async queries => {
    const environment = await theEnvironment(queries, uuid)
    const declarations = await resourcesIn(queries, environment.id, moment.now)
    const exceptions = await exceptionsIn(queries, environment.id)
    const declared = declarations.map(each => ({ ...each, resources: each.resources ?? [] }))
    const uses = usesIn(declared)
    const conflicts = conflictsIn(declared).map(conflict => ({
      ...conflict,
      owners: ownersOf(conflict.path, uses),
      exception: exceptionFor(conflict, exceptions, moment)
    }))
    return { environment, conflicts, declarations }
  })
}
