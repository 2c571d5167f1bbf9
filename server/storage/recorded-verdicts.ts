import type { Listed, Page } from '../domain/page.ts'
import type { NamedEvidence } from '../domain/recorded/counterparts.ts'
import type { Answer } from '../domain/verdict.ts'
import { type StoredBody, unpackBody } from './bodies.ts'
import type { Queries, Transaction } from './database.ts'
import { among, onPage, type Sql, sql } from './sql.ts'

/** A verdict as it was given; what it rests on is read apart. */
export interface RecordedVerdict {
  id: number
  uuid: string
  application: string
  /** The version's number; the version itself may be gone. */
  version: string
  environmentUuid: string
  environment: string
  instance: string | null
  answer: Answer
  alone: Answer
  /** Names at the time. */
  blockedBy: string[]
  waitsFor: string[]
  reasonCodes: string[]
  ruleSet: number
  createdAt: number
}

export interface VerdictToKeep
  extends Omit<RecordedVerdict, 'id' | 'application' | 'version' | 'environmentUuid' | 'environment'> {
  versionId: number
  environmentId: number
  evidence: NamedEvidence
  inputsHash: Buffer
  facts: StoredBody
}

/** False where version or environment are gone by now. */
export async function keepVerdict(tx: Transaction, verdict: VerdictToKeep): Promise<boolean> {
  const { uuid, versionId, environmentId, instance, answer, alone, ruleSet, inputsHash, createdAt, facts } = verdict
  const [blockedBy, waitsFor, codes] = [verdict.blockedBy, verdict.waitsFor, verdict.reasonCodes].map(list =>
    JSON.stringify(list)
  )
  const kept = await tx.run(sql`
    insert into recorded_verdicts (uuid, application_id, version_id, version, environment_id, instance, answer, alone, blocked_by,
      waits_for, reason_codes, evidence, rule_set, inputs_hash, created_at, packed, facts)
    select ${uuid}, version.application_id, version.id, version.number, environment.id, ${instance}, ${answer}, ${alone},
      ${blockedBy}, ${waitsFor}, ${codes}, ${JSON.stringify(verdict.evidence)}, ${ruleSet}, ${inputsHash}, ${createdAt},
      ${facts.packed}, ${facts.body}
    from versions version, environments environment
    where version.id = ${versionId} and environment.id = ${environmentId}`)
  return kept > 0
}

/** What was last recorded of these versions, for each environment and instance. */
export function lastInputsOf(
  db: Queries,
  versionIds: readonly number[]
): Promise<Array<{ versionId: number; environmentId: number; instance: string | null; inputsHash: Buffer }>> {
  return db.all(sql`
    select verdict.version_id as "versionId", verdict.environment_id as "environmentId", verdict.instance,
      verdict.inputs_hash as "inputsHash"
    from recorded_verdicts verdict where verdict.version_id ${among(versionIds)} and ${isLast}`)
}

const isLast = sql`not exists (
  select 1 from recorded_verdicts later
  where later.version_id = verdict.version_id and later.environment_id = verdict.environment_id
    and later.instance is not distinct from verdict.instance and later.id > verdict.id)`

type Row = Omit<RecordedVerdict, 'blockedBy' | 'waitsFor' | 'reasonCodes'> & Record<'blockedBy' | 'waitsFor' | 'codes', string>

const columns = sql`verdict.id, verdict.uuid, application.name as application, verdict.version,
  environment.uuid as "environmentUuid", environment.name as environment, verdict.instance, verdict.answer, verdict.alone,
  verdict.blocked_by as "blockedBy", verdict.waits_for as "waitsFor", verdict.reason_codes as codes,
  verdict.rule_set as "ruleSet", verdict.created_at as "createdAt"`

const from = sql`from recorded_verdicts verdict
  join applications application on application.id = verdict.application_id
  join environments environment on environment.id = verdict.environment_id`

const toVerdict = ({ codes, blockedBy, waitsFor, ...rest }: Row): RecordedVerdict => ({
  ...rest,
  blockedBy: JSON.parse(blockedBy) as string[],
  waitsFor: JSON.parse(waitsFor) as string[],
  reasonCodes: JSON.parse(codes) as string[]
})

export async function findVerdict(db: Queries, uuid: string): Promise<RecordedVerdict | undefined> {
  const row = await db.get<Row>(sql`select ${columns} ${from} where verdict.uuid = ${uuid}`)
  return row && toVerdict(row)
}

/** The facts and the answer in full, as JSON. */
export async function factsOf(db: Queries, id: number): Promise<string> {
  return unpackBody((await db.get<StoredBody>(sql`select packed, facts as body from recorded_verdicts where id = ${id}`))!)
}

export const verdictsOfVersion = (db: Queries, versionId: number, page: Page) =>
  listed(db, sql`verdict.version_id = ${versionId}`, page)

export const verdictsIn = (db: Queries, environmentId: number, page: Page) =>
  listed(db, sql`verdict.environment_id = ${environmentId}`, page)

/** Newest first. */
async function listed(db: Queries, where: Sql, page: Page): Promise<Listed<RecordedVerdict>> {
  const rows = await db.all<Row>(sql`select ${columns} ${from} where ${where} order by verdict.id desc ${onPage(page)}`)
  const { total } = (await db.get<{ total: number }>(sql`
    select count(*) as total from recorded_verdicts verdict where ${where}`))!
  return { items: rows.map(toVerdict), total }
}

/** Those given in an environment between two moments; the oldest first. */
export async function verdictsBetween(
  db: Queries,
  environmentId: number,
  since: number,
  until: number
): Promise<RecordedVerdict[]> {
  const rows = await db.all<Row>(sql`
    select ${columns} ${from}
    where verdict.environment_id = ${environmentId} and verdict.created_at >= ${since} and verdict.created_at <= ${until}
    order by verdict.id`)
  return rows.map(toVerdict)
}

/** What the newest verdicts on versions name, those on some versions aside. */
export async function evidenceNamed(db: Queries, { except }: { except: ReadonlySet<number> }): Promise<NamedEvidence> {
  const rows = await db.all<{ versionId: number; evidence: string }>(sql`
    select verdict.version_id as "versionId", verdict.evidence from recorded_verdicts verdict
    where verdict.version_id is not null and ${isLast}`)
  const named = { versions: new Set<number>(), contracts: new Set<number>(), results: new Set<number>() }
  for (const { versionId, evidence } of rows) {
    if (except.has(versionId)) continue
    const { versions, contracts, results } = JSON.parse(evidence) as NamedEvidence
    for (const id of versions) named.versions.add(id)
    for (const id of contracts) named.contracts.add(id)
    for (const id of results) named.results.add(id)
  }
  return { versions: [...named.versions], contracts: [...named.contracts], results: [...named.results] }
}

const isOver = (before: number) => sql`verdict.created_at < ${before} and (verdict.version_id is null or not (${isLast}))`

/** Verdicts given before then; the last on each version that is still there stays. */
export const removeOldVerdicts = (tx: Transaction, before: number): Promise<number> =>
  tx.run(sql`
    delete from recorded_verdicts where id in (select verdict.id from recorded_verdicts verdict where ${isOver(before)})`)

export async function countOldVerdicts(db: Queries, before: number): Promise<number> {
  return (await db.get<{ count: number }>(sql`
    select count(*) as count from recorded_verdicts verdict where ${isOver(before)}`))!.count
}
