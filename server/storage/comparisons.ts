import type { ComparisonOutcome, KeptFinding } from '../domain/comparison.ts'
import { type StoredBody, unpackBody } from './bodies.ts'
import type { Queries } from './database.ts'
import { among, type Sql, sql } from './sql.ts'

/** A comparison as it stands. */
export interface Comparison {
  id: number
  state: 'queued' | 'running' | 'done' | 'failed'
  outcome: ComparisonOutcome | null
  retainedOutcome: ComparisonOutcome | null
  ruleSet: number
  engine: string | null
  /** Milliseconds. */
  duration: number | null
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  errors: number
  warnings: number
  undecided: number
  infos: number
  /** How many findings are kept of those counted. */
  keptFindings: number
  consumer: string
  provider: string
  sha: string
  setId: number
  documents: Array<{ name: string; sha256: string }>
  /** The newest version that published the contract, and the newest that offers the documents; null where none does any more. */
  consumerVersion: string | null
  providerVersion: string | null
}

export async function findComparison(db: Queries, id: number): Promise<Comparison | undefined> {
  return (await list(db, sql`comparison.id = ${id}`))[0]
}

export async function readFindings(db: Queries, id: number): Promise<KeptFinding[]> {
  const stored = await db.get<StoredBody | { packed: null }>(sql`
    select packed, findings as body from comparisons where id = ${id} and findings is not null`)
  return stored === undefined || stored.packed === null ? [] : (JSON.parse(unpackBody(stored)) as KeptFinding[])
}

/** Of a contract, whatever it was compared with; the newest first. */
export const comparisonsOfContract = (db: Queries, contractId: number): Promise<Comparison[]> =>
  list(db, sql`comparison.contract_id = ${contractId}`)

/** Of what a provider version offers now; the newest first. */
export const comparisonsOfVersion = (db: Queries, versionId: number): Promise<Comparison[]> =>
  list(db, sql`comparison.set_id = (select offer.set_id from version_offers offer where offer.version_id = ${versionId})`)

const listed = 100

async function list(db: Queries, condition: Sql): Promise<Comparison[]> {
  const rows = await db.all<Omit<Comparison, 'documents'>>(sql`
    select comparison.id, comparison.state, comparison.outcome,
      comparison.retained_outcome as "retainedOutcome", comparison.rule_set as "ruleSet", comparison.engine,
      comparison.duration, comparison.created_at as "createdAt", comparison.started_at as "startedAt",
      comparison.finished_at as "finishedAt", comparison.errors, comparison.warnings, comparison.undecided, comparison.infos,
      comparison.kept_findings as "keptFindings", comparison.set_id as "setId",
      consumer.name as consumer, provider.name as provider, contract.sha,
      (select version.number from publications publication join versions version on version.id = publication.version_id
        where publication.contract_id = contract.id and publication.superseded = 0
        order by publication.id desc limit 1) as "consumerVersion",
      (select version.number from version_offers offer join versions version on version.id = offer.version_id
        where offer.set_id = comparison.set_id and version.application_id = contract.provider_id
        order by version.id desc limit 1) as "providerVersion"
    from comparisons comparison
    join contracts contract on contract.id = comparison.contract_id
    join applications consumer on consumer.id = contract.consumer_id
    join applications provider on provider.id = contract.provider_id
    where ${condition}
    order by comparison.id desc limit ${listed}`)
  const documents = await documentsOf(db, [...new Set(rows.map(({ setId }) => setId))])
  return rows.map(row => ({
    ...row,
    documents: documents
      .filter(({ setId }) => setId === row.setId)
      .map(({ name, hash }) => ({ name, sha256: hash.toString('hex') }))
  }))
}

function documentsOf(db: Queries, sets: readonly number[]): Promise<Array<{ setId: number; name: string; hash: Buffer }>> {
  return db.all(sql`
    select member.set_id as "setId", member.name, content.hash from document_set_members member
    join provider_documents document on document.id = member.document_id
    join contents content on content.id = document.content_id
    where member.set_id ${among(sets)} order by member.name`)
}
