import type { Resource } from '../domain/resources/resource.ts'
import type { Queries } from './database.ts'
import { resourcesFrom } from './resources.ts'
import { sql } from './sql.ts'

/** A slot, what is deployed in it, and what it held before. */
export interface RollbackTarget {
  instance: string
  current: string
  target: string | null
  /** When the target was replaced. */
  endedAt: number | null
  /** The stores that each declares. */
  currentStores: Resource[]
  targetStores: Resource[]
}

type Row = Omit<RollbackTarget, 'currentStores' | 'targetStores'> & { currentStores: string | null; targetStores: string | null }

/** The slots of an application in an environment, each with what it would go back to. */
export async function rollbackTargets(db: Queries, applicationId: number, environmentId: number): Promise<RollbackTarget[]> {
  const rows = await db.all<Row>(sql`
    select live.instance, current.number as current, target.number as target, live.previous_ended_at as "endedAt",
      own.resources as "currentStores", earlier.resources as "targetStores"
    from live
    join versions current on current.id = live.version_id
    left join versions target on target.id = live.previous_version_id
    left join declared_resources own on own.version_id = current.id
    left join declared_resources earlier on earlier.version_id = target.id
    where live.environment_id = ${environmentId} and live.application_id = ${applicationId} and live.kind = 'deployed'
    order by live.instance`)
  return rows.map(({ currentStores, targetStores, ...slot }) => ({
    ...slot,
    currentStores: resourcesFrom(currentStores),
    targetStores: resourcesFrom(targetStores)
  }))
}
