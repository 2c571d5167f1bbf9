import type { Publication } from '../domain/publication.ts'
import { idNamed, idsNamed } from './application-names.ts'
import type { Queries, Transaction } from './database.ts'
import { latestPublicationId } from './latest-publication.ts'
import { among, empty, type Sql, sql } from './sql.ts'

export const publicationColumns = sql`publication.id, publication.version_id as "versionId", version.number as version,
  version.version_order as "versionOrder", consumer.id as "consumerId", consumer.name as consumer,
  provider.id as "providerId", provider.name as provider, publication.contract_id as "contractId", contract.sha,
  publication.revision, publication.created_at as "createdAt"`

const joined = sql`join versions version on version.id = publication.version_id
  join applications consumer on consumer.id = publication.consumer_id
  join applications provider on provider.id = publication.provider_id
  join contracts contract on contract.id = publication.contract_id`

/** Which of a consumer's versions are asked about; `true` is the consumer's main branch. */
export interface Which {
  tag?: string
  branch?: string | true
  /** Deployed or supported in the environment of this name now. */
  environment?: string
  untagged?: boolean
  /** Below this order. */
  below?: number
  /** With another contract than this one. */
  otherThan?: number
}

/** Conditions on `version` and `publication`, for a query that also has `consumer`. */
function conditions({ tag, branch, environment, untagged, below, otherThan }: Which): Sql {
  const tagged =
    tag === undefined ? empty : sql`and exists (select 1 from tags where tags.version_id = version.id and tags.name = ${tag})`
  const onBranch =
    branch === undefined
      ? empty
      : sql`and exists (
          select 1 from branches branch join branch_versions member on member.branch_id = branch.id
          where branch.application_id = version.application_id and branch.name = ${branchName(branch)}
            and member.version_id = version.id)`
  const running =
    environment === undefined
      ? empty
      : sql`and exists (
          select 1 from live join environments environment on environment.id = live.environment_id
          where live.version_id = version.id and environment.name = ${environment})`
  const bare = untagged === true ? sql`and not exists (select 1 from tags where tags.version_id = version.id)` : empty
  const earlier = below === undefined ? empty : sql`and version.version_order < ${below}`
  const distinct = otherThan === undefined ? empty : sql`and publication.contract_id <> ${otherThan}`
  return sql`${tagged} ${onBranch} ${running} ${bare} ${earlier} ${distinct}`
}

const branchName = (branch: string | true): Sql => (branch === true ? sql`consumer.main_branch` : sql`${branch}`)

const latestId = ({ tag, ...which }: Which): Sql =>
  latestPublicationId({
    consumerId: sql`consumer.id`,
    providerId: sql`provider.id`,
    tag: tag === undefined ? undefined : sql`${tag}`,
    where: conditions(which)
  })

export function latestPublication(
  db: Queries,
  pair: { provider: string; consumer: string },
  which: Which = {}
): Promise<Publication | undefined> {
  return db.get(sql`
    select ${publicationColumns}
    from applications consumer
    join applications provider on provider.id = ${idNamed(pair.provider)}
    join publications publication on publication.id = (${latestId(which)})
    join versions version on version.id = publication.version_id
    join contracts contract on contract.id = publication.contract_id
    where consumer.id = ${idNamed(pair.consumer)}`)
}

export interface Listing extends Which {
  provider?: string
  consumer?: string
  /** Of each pair all current publications, its latest, or that of the branch's head. */
  of: 'all' | 'latest' | 'head'
}

/** By consumer, then provider, newest first. */
export async function listPublications(db: Queries, { provider, consumer, of, ...which }: Listing): Promise<Publication[]> {
  const integrations = sql`
    from integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join applications provider on provider.id = integration.provider_id`
  const named = sql`
    ${provider === undefined ? empty : sql`and provider.id = ${idNamed(provider)}`}
    ${consumer === undefined ? empty : sql`and consumer.id = ${idNamed(consumer)}`}`
  if (of === 'latest') {
    // In two steps: joined with what was found, PostgreSQL reads all publications.
    const found = await db.all<{ id: number | null }>(sql`
      select (${latestId(which)}) as id ${integrations} where 1 = 1 ${named}`)
    return publicationsWithIds(
      db,
      found.flatMap(({ id }) => id ?? [])
    )
  }
  return db.all(sql`
    select ${publicationColumns}
    ${integrations}
    join publications publication on ${membership(of, which)}
    join versions version on version.id = publication.version_id
    join contracts contract on contract.id = publication.contract_id
    where 1 = 1 ${named} ${of === 'all' ? conditions(which) : empty}
    order by consumer.name, provider.name, version.version_order desc`)
}

function membership(of: 'all' | 'head', which: Which): Sql {
  const current = sql`publication.provider_id = provider.id and publication.superseded = 0`
  switch (of) {
    case 'all':
      return sql`publication.consumer_id = consumer.id and ${current}`
    case 'head':
      return sql`${current} and publication.version_id = (
        select member.version_id from branches branch join branch_versions member on member.branch_id = branch.id
        where branch.application_id = consumer.id and branch.name = ${branchName(which.branch ?? true)}
        order by member.id desc limit 1)`
  }
}

/** What the version published last for each of its providers, or for those named. */
export function currentPublications(
  db: Queries,
  version: { consumer: string; number: string },
  providers?: readonly string[]
): Promise<Publication[]> {
  return db.all(sql`
    select ${publicationColumns} from publications publication ${joined}
    where publication.version_id = (
        select own.id from versions own
        where own.application_id = ${idNamed(version.consumer)} and own.number = ${version.number})
      and publication.superseded = 0
      ${providers === undefined ? empty : sql`and provider.id ${idsNamed(providers)}`}
    order by provider.name`)
}

export async function findPublication(
  db: Queries,
  { provider, consumer, number }: { provider: string; consumer: string; number: string }
): Promise<Publication | undefined> {
  return (await currentPublications(db, { consumer, number }, [provider]))[0]
}

/** The publication of a content by one of these versions if there is one, else that of the highest version; current ones first. */
export function publicationOfContract(
  db: Queries,
  contractId: number,
  versions: readonly string[] = []
): Promise<Publication | undefined> {
  return db.get(sql`
    select ${publicationColumns} from publications publication ${joined}
    where publication.contract_id = ${contractId}
    order by case when version.number ${among(versions)} then 0 else 1 end, publication.superseded,
      version.version_order desc, publication.revision desc
    limit 1`)
}

/** Those of a consumer's versions that published the content. */
export function publishersOf(
  db: Queries,
  { id, consumerId, providerId }: { id: number; consumerId: number; providerId: number },
  numbers: readonly string[]
): Promise<Array<{ versionId: number; version: string }>> {
  return db.all(sql`
    select version.id as "versionId", version.number as version from versions version
    where version.application_id = ${consumerId} and version.number ${among(numbers)} and exists (
      select 1 from publications publication
      where publication.version_id = version.id and publication.provider_id = ${providerId} and publication.contract_id = ${id})`)
}

/** By consumer, then provider. */
export function publicationsWithIds(db: Queries, ids: readonly number[]): Promise<Publication[]> {
  return db.all(sql`
    select ${publicationColumns} from publications publication ${joined}
    where publication.id ${among(ids)} order by consumer.name, provider.name`)
}

/** What the version's current publications are, by their provider: enough to see whether something changed meanwhile. */
export function currentRevisions(
  db: Queries,
  versionId: number
): Promise<Array<{ providerId: number; contractId: number; revision: number }>> {
  return db.all(sql`
    select provider_id as "providerId", contract_id as "contractId", revision from publications
    where version_id = ${versionId} and superseded = 0`)
}

/** Every revision that the version published for the provider, the oldest first. */
export function revisionsOf(
  db: Queries,
  versionId: number,
  providerId: number
): Promise<Array<{ contractId: number; revision: number; superseded: number }>> {
  return db.all(sql`
    select contract_id as "contractId", revision, superseded from publications
    where version_id = ${versionId} and provider_id = ${providerId} order by revision`)
}

/** For words only: some version that published the content, found without looking at all of them. */
export function anyPublicationOf(db: Queries, contractId: number): Promise<Publication | undefined> {
  return db.get(sql`
    select ${publicationColumns} from publications publication ${joined}
    where publication.contract_id = ${contractId} order by publication.id desc limit 1`)
}

export interface Republication {
  versionId: number
  consumerId: number
  providerId: number
  contractId: number
  revision: number
}

/** The new publication's id, or undefined when that revision is taken or the contract is gone: look again and decide anew. */
export async function addPublication(tx: Transaction, added: Republication, now: number): Promise<number | undefined> {
  const { versionId, consumerId, providerId, contractId, revision } = added
  const kept = await tx.get<{ id: number }>(sql`
    insert into publications (version_id, consumer_id, provider_id, contract_id, revision, created_at)
    select ${versionId}, ${consumerId}, ${providerId}, contract.id, ${revision}, ${now}
    from contracts contract where contract.id = ${contractId}
    on conflict (version_id, provider_id, revision) do nothing returning id`)
  if (kept !== undefined && revision > 1) {
    await tx.run(sql`
      update publications set superseded = 1
      where version_id = ${versionId} and provider_id = ${providerId} and revision < ${revision} and superseded = 0`)
  }
  return kept?.id
}

/** Removes every revision that these versions published for the provider; the contracts and their results stay. */
export function removePublications(tx: Transaction, providerId: number, versionIds: readonly number[]): Promise<number> {
  return tx.run(sql`delete from publications where provider_id = ${providerId} and version_id ${among(versionIds)}`)
}

/** The tags for which this publication is the latest of its pair. */
export async function tagsLedBy(db: Queries, { versionId, consumerId, providerId }: Publication): Promise<string[]> {
  const tags = await db.all<{ name: string }>(sql`
    select tag.name from tags tag
    where tag.version_id = ${versionId} and not exists (
      select 1 from tags later join publications publication on publication.version_id = later.version_id
        and publication.provider_id = ${providerId} and publication.superseded = 0
      where later.application_id = ${consumerId} and later.name = tag.name and later.version_order > tag.version_order)
    order by tag.name`)
  return tags.map(({ name }) => name)
}
