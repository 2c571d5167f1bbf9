import type { Page } from '../domain/page.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, onPage, sql } from './sql.ts'

/** A reason that an override covers, as it was when somebody answered for it. */
export interface Covered {
  key: string
  code: string
  sentence: string
}

/** An override as it was made, and what became of it. */
export interface KeptOverride {
  id: number
  uuid: string
  application: string
  version: string
  environmentUuid: string
  environment: string
  by: string
  /** The account with which it was made. */
  recordedBy: string
  reason: string
  until: number
  covers: Covered[]
  createdAt: number
  revokedAt: number | null
  revokedBy: string | null
  revokedBecause: string | null
}

type Row = Omit<KeptOverride, 'covers'> & { covers: string }

const selectOverrides = sql`
  select override.id, override.uuid, application.name as application, override.version_number as version,
    environment.uuid as "environmentUuid", environment.name as environment, override.by, override.recorded_by as "recordedBy",
    override.reason, override.until, override.covers, override.created_at as "createdAt", override.revoked_at as "revokedAt",
    override.revoked_by as "revokedBy", override.revoked_because as "revokedBecause"
  from overrides override
  join applications application on application.id = override.application_id
  join environments environment on environment.id = override.environment_id`

const read = (row: Row): KeptOverride => ({ ...row, covers: JSON.parse(row.covers) as Covered[] })

export async function findOverride(db: Queries, uuid: string): Promise<KeptOverride | undefined> {
  const row = await db.get<Row>(sql`${selectOverrides} where override.uuid = ${uuid}`)
  return row && read(row)
}

/** Newest first: of a version on its way to an environment, or all. */
export async function listOverrides(
  db: Queries,
  { of, page }: { of?: { versionId: number; environmentId: number }; page: Page | undefined }
): Promise<{ items: KeptOverride[]; total: number }> {
  const where =
    of === undefined ? empty : sql`where override.version_id = ${of.versionId} and override.environment_id = ${of.environmentId}`
  const rows = await db.all<Row>(sql`${selectOverrides} ${where} order by override.id desc ${onPage(page)}`)
  const { total } = (await db.get<{ total: number }>(sql`select count(*) as total from overrides override ${where}`))!
  return { items: rows.map(read), total }
}

/** Those for an environment that held at any time between the two moments, the oldest first. */
export async function overridesBetween(db: Queries, environmentId: number, from: number, to: number): Promise<KeptOverride[]> {
  const rows = await db.all<Row>(sql`${selectOverrides}
    where override.environment_id = ${environmentId} and override.created_at <= ${to} and override.until >= ${from}
      and (override.revoked_at is null or override.revoked_at >= ${from})
    order by override.id`)
  return rows.map(read)
}

export interface NewOverride {
  uuid: string
  applicationId: number
  versionId: number
  version: string
  environmentId: number
  by: string
  recordedBy: string
  reason: string
  until: number
  covers: Covered[]
}

export async function addOverride(tx: Transaction, override: NewOverride, now: number): Promise<number> {
  const { uuid, applicationId, versionId, version, environmentId, by, recordedBy, reason, until, covers } = override
  const { id } = (await tx.get<{ id: number }>(sql`
    insert into overrides (uuid, application_id, version_id, version_number, environment_id, by, recorded_by, reason, until, covers,
      created_at)
    values (${uuid}, ${applicationId}, ${versionId}, ${version}, ${environmentId}, ${by}, ${recordedBy}, ${reason}, ${until},
      ${JSON.stringify(covers)}, ${now}) returning id`))!
  return id
}

/** Its id; undefined where it was revoked before, or never made. */
export async function revokeOverride(
  tx: Transaction,
  uuid: string,
  { by, because }: { by: string; because: string | null },
  now: number
): Promise<number | undefined> {
  const revoked = await tx.get<{ id: number }>(sql`
    update overrides set revoked_at = ${now}, revoked_by = ${by}, revoked_because = ${because}
    where uuid = ${uuid} and revoked_at is null returning id`)
  return revoked?.id
}
