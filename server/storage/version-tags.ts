import { idNamed } from './application-names.ts'
import type { Queries } from './database.ts'
import { among, sql } from './sql.ts'

export async function tagNamesOf(db: Queries, versionId: number): Promise<string[]> {
  const tags = await db.all<{ name: string }>(sql`select name from tags where version_id = ${versionId} order by name`)
  return tags.map(({ name }) => name)
}

/** The version's tags, and whether it is the latest version that has them. */
export async function tagsWithLatest(db: Queries, versionId: number): Promise<Array<{ name: string; latest: boolean }>> {
  const tags = await db.all<{ name: string; latest: number }>(sql`
    select tag.name, case when exists (
      select 1 from tags later
      where later.application_id = tag.application_id and later.name = tag.name and later.version_order > tag.version_order
    ) then 0 else 1 end as latest
    from tags tag where tag.version_id = ${versionId} order by tag.name`)
  return tags.map(({ name, latest }) => ({ name, latest: latest === 1 }))
}

/** Those of the numbers that are versions of the application, newest first. */
export async function knownVersions(db: Queries, application: string, numbers: readonly string[]): Promise<string[]> {
  const versions = await db.all<{ number: string }>(sql`
    select version.number from versions version join applications application on application.id = version.application_id
    where application.id = ${idNamed(application)} and version.number ${among(numbers)} order by version.version_order desc`)
  return versions.map(({ number }) => number)
}
