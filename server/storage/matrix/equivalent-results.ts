import type { Pairing, Result } from '../../domain/matrix/pairing.ts'
import { empty, type Sql, sql } from '../sql.ts'

/** The newest results by versions with the same artifact, and by those made from the same source. */
export interface EquivalentColumns {
  artifactNumber: number | null
  artifactSuccess: number
  artifactUntested: number
  artifactExecutedAt: number
  artifactVersionId: number
  artifactVersion: string
  artifactOrder: number
  /** Null, too, where no policy takes these; the others are absent then. */
  sourceNumber: number | null
  sourceSuccess: number
  sourceUntested: number
  sourceExecutedAt: number
  sourceVersionId: number
  sourceVersion: string
  sourceOrder: number
}

const artifactColumns = sql`artifact.id as "artifactNumber", artifact.success as "artifactSuccess",
  artifact.untested as "artifactUntested", artifact.executed_at as "artifactExecutedAt",
  artifact_version.id as "artifactVersionId", artifact_version.number as "artifactVersion",
  artifact_version.version_order as "artifactOrder"`

const sourceColumns = sql`source.id as "sourceNumber", source.success as "sourceSuccess",
  source.untested as "sourceUntested", source.executed_at as "sourceExecutedAt",
  source_version.id as "sourceVersionId", source_version.number as "sourceVersion",
  source_version.version_order as "sourceOrder"`

export const equivalentColumns = (bySource: boolean): Sql =>
  bySource ? sql`${artifactColumns}, ${sourceColumns}` : sql`${artifactColumns}, cast(null as bigint) as "sourceNumber"`

/** Only where there is no result, and only where the version says what it is: else each is a look-up of null. */
const newestBy = (same: Sql): Sql => sql`
  case when result.verification_id is null then (
    select max(given.verification_id) from versions twin
    join latest_verifications given on given.contract_id = publication.contract_id and given.provider_version_id = twin.id
    where twin.application_id = provider_version.application_id and ${same}) end`

const byArtifact = sql`
  left join verifications artifact on artifact.id = ${newestBy(sql`twin.artifact_digest = provider_version.artifact_digest`)}
  left join versions artifact_version on artifact_version.id = artifact.provider_version_id`

const bySourceToo = sql`
  left join verifications source on source.id = ${newestBy(sql`twin.source_fingerprint = provider_version.source_fingerprint`)}
  left join versions source_version on source_version.id = source.provider_version_id`

/** `bySource`: a policy somewhere takes the same source for the same version. */
export const equivalentResults = (bySource: boolean): Sql => sql`${byArtifact} ${bySource ? bySourceToo : empty}`

export function equivalentOf(row: EquivalentColumns): Pick<Pairing, 'sameArtifact' | 'sameSource'> {
  const { artifactNumber, sourceNumber } = row
  return {
    ...(artifactNumber !== null && { sameArtifact: byArtifactOf(artifactNumber, row) }),
    ...(sourceNumber !== null && { sameSource: bySourceOf(sourceNumber, row) })
  }
}

const byArtifactOf = (number: number, row: EquivalentColumns): Result => ({
  number,
  success: row.artifactSuccess === 1,
  untested: row.artifactUntested,
  executedAt: row.artifactExecutedAt,
  by: {
    version: { id: row.artifactVersionId, number: row.artifactVersion, order: row.artifactOrder },
    same: 'artifact'
  }
})

const bySourceOf = (number: number, row: EquivalentColumns): Result => ({
  number,
  success: row.sourceSuccess === 1,
  untested: row.sourceUntested,
  executedAt: row.sourceExecutedAt,
  by: {
    version: { id: row.sourceVersionId, number: row.sourceVersion, order: row.sourceOrder },
    same: 'source'
  }
})
