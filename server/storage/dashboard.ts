import type { Page } from '../domain/page.ts'
import type { Queries } from './database.ts'
import { latestPublicationId } from './latest-publication.ts'
import { isLive } from './live.ts'
import { among, onPage, type Sql, sql } from './sql.ts'

/** Only the integration of these two, by their ids. */
export interface PairIds {
  consumerId: number
  providerId: number
}

export interface LedTag {
  publicationId: number
  name: string
}

/**
 * The tags that each application uses, found by leaping from one name to the next in the index: how many versions have
 * them does not matter.
 */
const usedTags = (pair: PairIds | undefined) => sql`
  used (application_id, name) as (
    select application.id, (
      select tag.name from tags tag where tag.application_id = application.id order by tag.name limit 1)
    from applications application ${pair === undefined ? sql`` : sql`where application.id = ${pair.consumerId}`}
    union all
    select used.application_id, (
      select tag.name from tags tag
      where tag.application_id = used.application_id and tag.name > used.name order by tag.name limit 1)
    from used where used.name is not null)`

const pairOfIntegration = { consumerId: sql`integration.consumer_id`, providerId: sql`integration.provider_id` }
const latest = latestPublicationId(pairOfIntegration)
const latestWithTag = latestPublicationId({ ...pairOfIntegration, tag: sql`used.name` })

/** A look-up for each item: joined, PostgreSQL would read all publications. */
const lastActivity = sql`
  select coalesce((
    select case when log.created_at > publication.created_at then log.created_at else publication.created_at end
    from verifications log where log.contract_id = publication.contract_id order by log.id desc limit 1), publication.created_at)
  from publications publication where publication.id = item.id`

/**
 * A page of the publications that are their pair's latest, the latest with a tag, or live in an environment, and how many there
 * are. Where something happened last (a publication, or a result for its content) comes first. Reference 1.16.
 */
export async function dashboardPage(
  db: Queries,
  page: Page,
  now: number,
  pair?: PairIds
): Promise<{ ids: number[]; total: number }> {
  const ofPair = (columns: { consumer: Sql; provider: Sql }) =>
    pair === undefined ? sql`` : sql`and ${columns.consumer} = ${pair.consumerId} and ${columns.provider} = ${pair.providerId}`
  const ofIntegration = ofPair({ consumer: sql`integration.consumer_id`, provider: sql`integration.provider_id` })
  const ofPublication = ofPair({ consumer: sql`publication.consumer_id`, provider: sql`publication.provider_id` })
  const rows = await db.all<{ id: number | null; total: number }>(sql`
    with recursive ${usedTags(pair)},
    item (id) as (
      select (${latest}) from integrations integration where 1 = 1 ${ofIntegration}
      union
      select (${latestWithTag}) from used join integrations integration on integration.consumer_id = used.application_id
      where used.name is not null ${ofIntegration}
      union
      select publication.id from live join publications publication on publication.version_id = live.version_id
      where publication.superseded = 0 and ${isLive(sql`live`, now)} ${ofPublication}),
    counted (total) as (select count(*) from item where item.id is not null),
    listed (id, active_at) as (
      select item.id, (${lastActivity}) as active_at from item where item.id is not null
      order by active_at desc, item.id desc ${onPage(page)})
    select listed.id, counted.total from counted left join listed on 1 = 1
    order by listed.active_at desc, listed.id desc`)
  return { ids: rows.flatMap(({ id }) => (id === null ? [] : [id])), total: rows[0]?.total ?? 0 }
}

/** The tags for which each publication is the latest of its pair. */
export function tagsLedByEach(db: Queries, publicationIds: readonly number[]): Promise<LedTag[]> {
  return db.all(sql`
    select publication.id as "publicationId", tag.name
    from publications publication join tags tag on tag.version_id = publication.version_id
    where publication.id ${among(publicationIds)} and (
      select 1 from tags later cross join publications newer
      where later.application_id = publication.consumer_id and later.name = tag.name and later.version_order > tag.version_order
        and newer.version_id = later.version_id and newer.provider_id = publication.provider_id and newer.superseded = 0
      limit 1) is null
    order by tag.name`)
}
