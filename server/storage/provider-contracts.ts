import type { ProviderContract, SelfVerification } from '../domain/provider-contract.ts'
import type { DocumentFacts } from '../domain/provider-contracts/read-document.ts'
import { idNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { empty, join, type Sql, sql } from './sql.ts'

/** The documents with these bytes that were read before, each with the hash of its bytes. */
export async function findDocuments(
  db: Queries,
  hashes: readonly Buffer[]
): Promise<Array<{ id: number; hash: string; facts: DocumentFacts }>> {
  if (hashes.length === 0) return []
  const rows = await db.all<DocumentFacts & { id: number; hash: Buffer }>(sql`
    select document.id, content.hash, ${factColumns}
    from provider_documents document join contents content on content.id = document.content_id
    where content.hash in (${join([...hashes])})`)
  return rows.map(({ id, hash, ...facts }) => ({ id, hash: hash.toString('hex'), facts }))
}

const factColumns = sql`document.format, document.kind, document.specification, document.title,
  document.document_version as "documentVersion"`

/** The id of the document with this content, whether it is new or somebody else was faster. */
export async function ensureDocument(
  tx: Transaction,
  { contentId, size, ...facts }: DocumentFacts & { contentId: number; size: number },
  now: number
): Promise<number> {
  const { format, kind, specification, title, documentVersion } = facts
  await tx.run(sql`
    insert into provider_documents (content_id, size, format, kind, specification, title, document_version, created_at)
    values (${contentId}, ${size}, ${format}, ${kind}, ${specification}, ${title}, ${documentVersion}, ${now})
    on conflict (content_id) do nothing`)
  const found = await tx.get<{ id: number }>(sql`select id from provider_documents where content_id = ${contentId}`)
  if (found === undefined) throw new Error(`The document with content ${contentId} was removed meanwhile.`)
  return found.id
}

/** The new one's id, or undefined when that revision is taken or the document is gone: look again and decide anew. */
export async function addProviderContract(
  tx: Transaction,
  added: { versionId: number; name: string; documentId: number; revision: number },
  now: number
): Promise<number | undefined> {
  const { versionId, name, documentId, revision } = added
  const kept = await tx.get<{ id: number }>(sql`
    insert into provider_contracts (version_id, name, document_id, revision, created_at)
    select ${versionId}, ${name}, document.id, ${revision}, ${now} from provider_documents document where document.id = ${documentId}
    on conflict (version_id, name, revision) do nothing returning id`)
  if (kept !== undefined && revision > 1) {
    await tx.run(sql`
      update provider_contracts set superseded = 1
      where version_id = ${versionId} and name = ${name} and revision < ${revision} and superseded = 0`)
  }
  return kept?.id
}

export async function addSelfVerification(tx: Transaction, contractId: number, added: SelfVerification): Promise<void> {
  const { success, verifier, verifierVersion, reportId, reportType, reportFormat, createdAt } = added
  await tx.run(sql`
    insert into self_verifications
      (provider_contract_id, success, verifier, verifier_version, report_id, report_type, report_format, created_at)
    values
      (${contractId}, ${Number(success)}, ${verifier}, ${verifierVersion}, ${reportId}, ${reportType}, ${reportFormat}, ${createdAt})`)
}

/** Removes every revision of that name. */
export async function deleteProviderContract(tx: Transaction, versionId: number, name: string): Promise<boolean> {
  return (await tx.run(sql`delete from provider_contracts where version_id = ${versionId} and name = ${name}`)) > 0
}

/** Of which version: of that number, live in the environment (its uuid; there may be several), or the newest that has any (on the branch). */
export type WhichVersion = { number: string } | { environment: string } | { branch?: string | true }

/** The current documents of a provider's version or versions: by version, the newest first, then by name. */
export async function listProviderContracts(db: Queries, provider: string, which: WhichVersion): Promise<ProviderContract[]> {
  const rows = await db.all<Row>(sql`
    select contract.id, contract.name, provider.id as "providerId", provider.name as provider, version.id as "versionId",
      version.number as version, contract.revision, contract.document_id as "documentId", document.content_id as "contentId",
      content.hash, document.size, contract.created_at as "createdAt", ${factColumns},
      checked.success, checked.verifier, checked.verifier_version as "verifierVersion", checked.report_id as "reportId",
      checked.report_type as "reportType", checked.report_format as "reportFormat", checked.created_at as "checkedAt"
    from applications provider
    join versions version on version.application_id = provider.id and ${condition(which)}
    join provider_contracts contract on contract.version_id = version.id and contract.superseded = 0
    join provider_documents document on document.id = contract.document_id
    join contents content on content.id = document.content_id
    left join self_verifications checked on checked.id = (
      select max(newest.id) from self_verifications newest where newest.provider_contract_id = contract.id)
    where provider.id = ${idNamed(provider)}
    order by version.version_order desc, version.id desc, contract.name`)
  return rows.map(contractOf)
}

function condition(which: WhichVersion): Sql {
  if ('number' in which) return sql`version.number = ${which.number}`
  if ('environment' in which) {
    return sql`version.id in (
      select live.version_id from live join environments environment on environment.id = live.environment_id
      where live.application_id = provider.id and environment.uuid = ${which.environment})`
  }
  // Walks the versions from the newest, so that its cost does not grow with their number where most have documents.
  return sql`version.id = (
    select newest.id from versions newest
    where newest.application_id = provider.id
      and exists (select 1 from provider_contracts any_name where any_name.version_id = newest.id)
      ${onBranch(which.branch)}
    order by newest.version_order desc limit 1)`
}

function onBranch(branch: string | true | undefined): Sql {
  if (branch === undefined) return empty
  return sql`and exists (
    select 1 from branches branch join branch_versions member on member.branch_id = branch.id
    where branch.application_id = provider.id and branch.name = ${branch === true ? sql`provider.main_branch` : branch}
      and member.version_id = newest.id)`
}

/** The checked columns are null where there was no check. */
type Row = Omit<ProviderContract, 'selfVerification' | 'hash'> &
  Omit<SelfVerification, 'success' | 'createdAt'> & { hash: Buffer; success: number | null; checkedAt: number | null }

function contractOf(row: Row): ProviderContract {
  const { hash, success, verifier, verifierVersion, reportId, reportType, reportFormat, checkedAt, ...rest } = row
  const checked = { verifier, verifierVersion, reportId, reportType, reportFormat }
  const selfVerification =
    success === null || checkedAt === null ? null : { ...checked, success: success === 1, createdAt: checkedAt }
  return { ...rest, hash: hash.toString('hex'), selfVerification }
}
