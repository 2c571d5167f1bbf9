import type { Consumer, Facts, Head, Needs } from '../domain/choose-publications.ts'
import type { Publication } from '../domain/chosen-publication.ts'
import type { Queries } from './database.ts'
import { deployedOrReleased, isLive } from './live.ts'
import { among, join, sql } from './sql.ts'

const publicationColumns = sql`consumer.id as "consumerId", consumer.name as consumer, version.number as version,
  version.version_order as "order", publication.contract_id as "contractId", contract.sha,
  publication.created_at as "publishedAt"`

/** A head of a branch or tag; its contract is null where that version has none with the provider. */
type HeadRow = Omit<Publication, 'contractId'> & { name: string; contractId: number | null }

/** The provider's consumers in use. One that is retired is live nowhere, so nobody needs to know whether its contracts hold. */
export function consumersOf(db: Queries, providerId: number): Promise<Consumer[]> {
  return db.all(sql`
    select consumer.id, consumer.name, consumer.main_branch as "mainBranch"
    from integrations integration join applications consumer on consumer.id = integration.consumer_id
    where integration.provider_id = ${providerId} and consumer.retired_at is null`)
}

/** What the selectors may choose from, of these consumers, with one statement for each kind of selector that is there. */
export async function factsFor(
  db: Queries,
  providerId: number,
  needs: Needs,
  consumers: Consumer[],
  now: number
): Promise<Facts> {
  // Not asked in the statements: PostgreSQL without statistics takes a column for hardly ever null, and begins there.
  const ids = new Set(consumers.map(({ id }) => id))
  const ours = <T extends { publication: Publication }>(rows: T[]) => rows.filter(row => ids.has(row.publication.consumerId))
  const heads = (rows: Head[]) => rows.filter(({ consumerId }) => ids.has(consumerId))
  return {
    consumers,
    branchHeads: needs.branches.length === 0 ? [] : heads(await branchHeads(db, providerId, needs.branches)),
    tagHeads: needs.tagHeads.length === 0 ? [] : heads(await tagHeads(db, providerId, needs.tagHeads)),
    tagged: needs.tags.length === 0 ? [] : ours(await taggedPublications(db, providerId, needs.tags)),
    latest: needs.latest ? (await latestPublications(db, providerId)).filter(({ consumerId }) => ids.has(consumerId)) : [],
    live: needs.live ? ours(await livePublications(db, providerId, now)) : []
  }
}

/** The head of each branch of that name (or of every branch) of the provider's consumers. */
export async function branchHeads(db: Queries, providerId: number, names: string[] | 'all'): Promise<Head[]> {
  const named = names === 'all' ? sql`` : sql`and branch.name ${among(names)}`
  const rows = await db.all<HeadRow>(sql`
    select branch.name, ${publicationColumns}
    from integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join branches branch on branch.application_id = consumer.id ${named}
    join branch_versions head
      on head.id = (select max(member.id) from branch_versions member where member.branch_id = branch.id)
    join versions version on version.id = head.version_id
    left join publications publication
      on publication.version_id = version.id and publication.provider_id = ${providerId} and publication.superseded = 0
    left join contracts contract on contract.id = publication.contract_id
    where integration.provider_id = ${providerId}`)
  return rows.map(toHead)
}

/** The newest version with each tag of each consumer. */
export async function tagHeads(db: Queries, providerId: number, names: string[]): Promise<Head[]> {
  const rows = await db.all<HeadRow>(sql`
    with wanted (name) as (values ${join(names.map(name => sql`(cast(${name} as text))`))})
    select wanted.name, ${publicationColumns}
    from wanted
    cross join integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join versions version on version.application_id = consumer.id and version.version_order = (
      select max(tag.version_order) from tags tag where tag.application_id = consumer.id and tag.name = wanted.name)
    left join publications publication
      on publication.version_id = version.id and publication.provider_id = ${providerId} and publication.superseded = 0
    left join contracts contract on contract.id = publication.contract_id
    where integration.provider_id = ${providerId}`)
  return rows.map(toHead)
}

function toHead({ name, contractId, ...rest }: HeadRow): Head {
  return { consumerId: rest.consumerId, name, publication: contractId === null ? undefined : { ...rest, contractId } }
}

/** The provider's publications are read and their tags asked for, as a tag may be on every version of every application. */
export async function taggedPublications(db: Queries, providerId: number, names: string[]): Promise<Facts['tagged']> {
  const rows = await db.all<Publication & { tag: string }>(sql`
    select tag.name as tag, ${publicationColumns}
    from publications publication
    cross join tags tag
    join versions version on version.id = publication.version_id
    join applications consumer on consumer.id = publication.consumer_id
    join contracts contract on contract.id = publication.contract_id
    where publication.provider_id = ${providerId} and publication.superseded = 0
      and tag.version_id = publication.version_id and tag.name ${among(names)}`)
  return rows.map(({ tag, ...publication }) => ({ tag, publication }))
}

/**
 * What each consumer's newest version that has a contract with the provider published. Not `exists` but a scalar
 * subquery: PostgreSQL would join all publications before it looks for the newest version.
 */
export function latestPublications(db: Queries, providerId: number): Promise<Publication[]> {
  return db.all(sql`
    select ${publicationColumns}
    from integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join versions version on version.id = (
      select newest.id from versions newest
      where newest.application_id = consumer.id
        and (
          select 1 from publications published
          where published.version_id = newest.id and published.provider_id = ${providerId} and published.superseded = 0
          limit 1) = 1
      order by newest.version_order desc limit 1)
    join publications publication
      on publication.version_id = version.id and publication.provider_id = ${providerId} and publication.superseded = 0
    join contracts contract on contract.id = publication.contract_id
    where integration.provider_id = ${providerId}`)
}

export async function livePublications(db: Queries, providerId: number, now: number): Promise<Facts['live']> {
  const rows = await db.all<Publication & { kind: 'deployed' | 'released'; environment: string; production: number }>(sql`
    select ${deployedOrReleased(sql`live`)} as kind, environment.name as environment, environment.production, ${publicationColumns}
    from integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join live on live.application_id = consumer.id and ${isLive(sql`live`, now)}
    join environments environment on environment.id = live.environment_id
    join versions version on version.id = live.version_id
    join publications publication
      on publication.version_id = version.id and publication.provider_id = ${providerId} and publication.superseded = 0
    join contracts contract on contract.id = publication.contract_id
    where integration.provider_id = ${providerId}`)
  return rows.map(({ kind, environment, production, ...publication }) => ({
    kind,
    environment,
    production: production === 1,
    publication
  }))
}

export interface NewHead {
  name: string
  publication: Publication
}

/** Heads of any branch that were published after the given moment: what may be work in progress. */
export async function newBranchHeads(db: Queries, providerId: number, since: number): Promise<NewHead[]> {
  // Cross joins keep SQLite to this order: from the many publications to their branches takes minutes.
  const rows = await db.all<Publication & { name: string }>(sql`
    select branch.name, ${publicationColumns}
    from integrations integration
    cross join branches branch
    cross join branch_versions head
    cross join publications publication
    join versions version on version.id = head.version_id
    join applications consumer on consumer.id = integration.consumer_id
    join contracts contract on contract.id = publication.contract_id
    where integration.provider_id = ${providerId} and branch.application_id = integration.consumer_id
      and head.id = (select max(member.id) from branch_versions member where member.branch_id = branch.id)
      and publication.version_id = head.version_id and publication.provider_id = ${providerId}
      and publication.superseded = 0 and publication.created_at > ${since}`)
  return rows.map(({ name, ...publication }) => ({ name, publication }))
}

/** When the provider's contracts without any success were published, after the given moment. */
export function waitingSince(db: Queries, providerId: number, since: number): Promise<Array<{ publishedAt: number }>> {
  return db.all(sql`
    select publication.created_at as "publishedAt" from publications publication
    where publication.provider_id = ${providerId} and publication.superseded = 0 and publication.created_at > ${since}
      and not exists (
        select 1 from latest_verifications result
        where result.contract_id = publication.contract_id and result.first_success_at is not null)`)
}

/**
 * The same for tags. Only the newest version that published for the provider can be a tag's head; it is unless a later
 * version, whatever it published, has the tag too.
 */
export async function newTagHeads(db: Queries, providerId: number, since: number): Promise<NewHead[]> {
  const rows = await db.all<Publication & { name: string }>(sql`
    with newest (consumer_id, name, version_order) as (
      select publication.consumer_id, tag.name, max(version.version_order)
      from publications publication
      cross join versions version
      cross join tags tag
      where publication.provider_id = ${providerId} and publication.superseded = 0 and publication.created_at > ${since}
        and version.id = publication.version_id and tag.version_id = version.id
      group by publication.consumer_id, tag.name)
    select newest.name, ${publicationColumns}
    from newest
    join applications consumer on consumer.id = newest.consumer_id
    join versions version on version.application_id = consumer.id and version.version_order = newest.version_order
    join publications publication
      on publication.version_id = version.id and publication.provider_id = ${providerId} and publication.superseded = 0
    join contracts contract on contract.id = publication.contract_id
    where not exists (
      select 1 from tags later
      where later.application_id = newest.consumer_id and later.name = newest.name
        and later.version_order > newest.version_order)`)
  return rows.map(({ name, ...publication }) => ({ name, publication }))
}
