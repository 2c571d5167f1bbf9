import { nameProblem } from '../domain/names.ts'
import type { Queries } from './database.ts'
import { among, type Slot, type Sql, sql } from './sql.ts'

/**
 * The id of the application that has the name, or had it before it was renamed. This and `idsNamed` are the places where names
 * are resolved: a statement that is given the name of an application says `application.id = ${idNamed(name)}`.
 */
export const idNamed = (name: string | Slot): Sql => sql`coalesce(
  (select known.id from applications known where known.name = ${name}),
  (select former.application_id from former_names former where former.name = ${name}))`

/** What no application can be called is not looked for: PostgreSQL refuses some of it. */
const possible = (name: string) => nameProblem(name) === undefined

/** The operator and operand for "is the id of one of these". */
export const idsNamed = (names: readonly string[]): Sql => sql`in (
  select known.id from applications known where known.name ${among(names)}
  union all select former.application_id from former_names former where former.name ${among(names)})`

/** The former names of the applications that have or had one of these names, each with the name that is in its place now. */
export async function renamings(db: Queries, names: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.all<{ name: string; current: string }>(sql`
    select former.name, application.name as current
    from former_names former join applications application on application.id = former.application_id
    where former.application_id ${idsNamed(names.filter(possible))}`)
  return new Map(rows.map(({ name, current }) => [name, current]))
}

/** What the applications that have or had these names are called now. */
export async function currentNames(db: Queries, names: readonly string[]): Promise<Map<string, string>> {
  const asked = names.filter(possible)
  const rows = await db.all<{ name: string; current: string }>(sql`
    select name, name as current from applications where name ${among(asked)}
    union all
    select former.name, application.name
    from former_names former join applications application on application.id = former.application_id
    where former.name ${among(asked)}`)
  return new Map(rows.map(({ name, current }) => [name, current]))
}

/** Which of these names no application has or had. */
export async function unknownNames(db: Queries, names: readonly string[]): Promise<string[]> {
  const known = await currentNames(db, names)
  return names.filter(name => !known.has(name))
}

/** The names that the application had, the newest last. */
export async function formerNamesOf(db: Queries, applicationId: number): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`
    select name from former_names where application_id = ${applicationId} order by created_at, name`)
  return rows.map(({ name }) => name)
}
