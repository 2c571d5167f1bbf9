import type { Queries } from './database.ts'
import { isLive } from './live.ts'
import { sql } from './sql.ts'

/** Where the version is live in the environment: in which slots, and whether it is a release. */
export const livePlacesOf = (db: Queries, versionId: number, environmentId: number, now: number) =>
  db.all<{ instance: string; kind: string }>(sql`
    select live.instance, live.kind from live
    where live.version_id = ${versionId} and live.environment_id = ${environmentId} and ${isLive(sql`live`, now)}`)
