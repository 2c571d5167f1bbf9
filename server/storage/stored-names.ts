import { nameKey } from '../domain/names.ts'
import { idNamed } from './application-names.ts'
import type { Queries } from './database.ts'
import { among, sql } from './sql.ts'

/** Names that are stored under another case of their letters. Versions and tags know the case of A to Z only. */

export async function applicationsLike(db: Queries, names: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await db.all<{ name: string; key: string }>(sql`
    select name, name_key as key from applications where name_key ${among(names.map(nameKey))}`)
  // There are few of them: what applications were called before.
  const former = await db.all<{ name: string }>(sql`select name from former_names`)
  for (const { name } of former) rows.push({ name, key: nameKey(name) })
  return new Map(names.map(name => [name, rows.filter(({ key }) => key === nameKey(name)).map(row => row.name)]))
}

export async function versionsLike(db: Queries, application: string, number: string): Promise<string[]> {
  const rows = await db.all<{ number: string }>(sql`
    select version.number from versions version join applications application on application.id = version.application_id
    where application.id = ${idNamed(application)} and lower(version.number) = lower(cast(${number} as text))`)
  return rows.map(({ number }) => number)
}

export async function tagsLike(db: Queries, application: string, name: string): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`
    select distinct tag.name from tags tag join applications application on application.id = tag.application_id
    where application.id = ${idNamed(application)} and lower(tag.name) = lower(cast(${name} as text))`)
  return rows.map(({ name }) => name)
}
