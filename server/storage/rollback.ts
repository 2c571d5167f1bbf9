import type { Queries } from './database.ts'
import { sql } from './sql.ts'

/** A slot, what is deployed in it, and what it held before. */
export interface RollbackTarget {
  instance: string
  current: string
  target: string | null
  /** When the target was replaced. */
  endedAt: number | null
}

/** The slots of an application in an environment, each with what it would go back to. */
export function rollbackTargets(db: Queries, applicationId: number, environmentId: number): Promise<RollbackTarget[]> {
  return db.all(sql`
    select live.instance, current.number as current, target.number as target, live.previous_ended_at as "endedAt"
    from live
    join versions current on current.id = live.version_id
    left join versions target on target.id = live.previous_version_id
    where live.environment_id = ${environmentId} and live.application_id = ${applicationId} and live.kind = 'deployed'
    order by live.instance`)
}
