import { empty, type Sql, sql } from './sql.ts'

/** Columns or parameters that say which publications are meant. */
export interface Wanted {
  consumerId: Sql
  providerId: Sql
  /** Only versions with this tag. */
  tag?: Sql | undefined
  /** What else must hold of `version` and `publication`; begins with `and`. */
  where?: Sql
}

/**
 * The id of the current publication of the highest version that has one. Walks the consumer's versions (or those with the tag)
 * from the newest, so that its cost does not grow with the number of publications: the publication is looked for in a
 * subquery of its own, as both engines would rather start with all publications of the pair and sort them.
 */
export function latestPublicationId({ consumerId, providerId, tag, where = empty }: Wanted): Sql {
  const versions =
    tag === undefined
      ? sql`versions version where version.application_id = ${consumerId}`
      : sql`tags tagged join versions version on version.id = tagged.version_id
          where tagged.application_id = ${consumerId} and tagged.name = ${tag}`
  const order = tag === undefined ? sql`version.version_order` : sql`tagged.version_order`
  return sql`
    select walked.id from (
      select ${order} as version_order, (
        select publication.id from publications publication
        where publication.version_id = version.id and publication.provider_id = ${providerId} and publication.superseded = 0
          ${where} limit 1) as id
      from ${versions}) walked
    where walked.id is not null order by walked.version_order desc limit 1`
}
