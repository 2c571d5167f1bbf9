import type { Listed, Page } from '../domain/page.ts'
import type { Queries, Transaction } from './database.ts'
import { among, onPage, sql } from './sql.ts'

export interface Label {
  name: string
  createdAt: number
}

/** Every label in use once, by name. */
export async function listLabels(db: Queries, page?: Page): Promise<Listed<{ name: string }>> {
  const items = await db.all<{ name: string }>(sql`select distinct name from labels order by name ${onPage(page)}`)
  if (page === undefined) return { items, total: items.length }
  const { total } = (await db.get<{ total: number }>(sql`select count(distinct name) as total from labels`))!
  return { items, total }
}

export function findLabel(db: Queries, applicationId: number, name: string): Promise<Label | undefined> {
  return db.get(sql`
    select name, created_at as "createdAt" from labels where application_id = ${applicationId} and name = ${name}`)
}

/** True when the application did not have the label. */
export async function addLabel(tx: Transaction, applicationId: number, name: string, now: number): Promise<boolean> {
  const added = await tx.run(sql`
    insert into labels (application_id, name, created_at) values (${applicationId}, ${name}, ${now})
    on conflict (application_id, name) do nothing`)
  return added > 0
}

export async function deleteLabel(tx: Transaction, applicationId: number, name: string): Promise<boolean> {
  return (await tx.run(sql`delete from labels where application_id = ${applicationId} and name = ${name}`)) > 0
}

/** The labels of each of the applications, by name. */
export async function labelsOf(db: Queries, applicationIds: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await db.all<{ applicationId: number; name: string }>(sql`
    select application_id as "applicationId", name from labels where application_id ${among(applicationIds)} order by name`)
  const labels = new Map<number, string[]>()
  for (const { applicationId, name } of rows) labels.set(applicationId, [...(labels.get(applicationId) ?? []), name])
  return labels
}

/** The ids and names of the applications that have the label. */
export function applicationsWithLabel(db: Queries, label: string): Promise<Array<{ id: number; name: string }>> {
  return db.all(sql`
    select application.id, application.name
    from labels label join applications application on application.id = label.application_id
    where label.name = ${label} order by application.name`)
}
