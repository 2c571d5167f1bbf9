import type { Queries, Transaction } from './database.ts'
import { deployedOrReleased, isLive } from './live.ts'
import { sql } from './sql.ts'

/**
 * Locks the application until the transaction ends, as `reinstate` does: of a retirement and a deployment at once, the second
 * sees the first.
 */
export async function retire(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.run(sql`
    update applications set retired_at = coalesce(retired_at, ${now}),
      updated_at = case when retired_at is null then ${now} else updated_at end
    where id = ${id}`)
}

export async function reinstate(tx: Transaction, id: number, now: number): Promise<void> {
  await tx.run(sql`
    update applications set retired_at = null, updated_at = case when retired_at is null then updated_at else ${now} end
    where id = ${id}`)
}

/** A version that is live somewhere. */
export interface Stay {
  version: string
  environment: string
  kind: 'deployed' | 'released'
  /** Empty for none. */
  instance: string
}

/** Where the application is live. */
export function liveStaysOf(db: Queries, applicationId: number, now: number): Promise<Stay[]> {
  return db.all(sql`
    select version.number as version, environment.name as environment, ${deployedOrReleased(sql`live`)} as kind, live.instance
    from live
    join versions version on version.id = live.version_id
    join environments environment on environment.id = live.environment_id
    where live.application_id = ${applicationId} and ${isLive(sql`live`, now)}
    order by environment.name, version.number, live.instance`)
}
