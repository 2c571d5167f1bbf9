import type { Queries, Transaction } from './database.ts'
import { isLive } from './live.ts'
import { empty, type Sql, sql } from './sql.ts'

/** A window that a provider's team set by command. */
export interface CommandedWindow {
  element: string
  /** The first millisecond of that day. */
  deprecatedOn: number
  /** The last millisecond of that day. */
  sunset: number | null
  reason: string | null
  createdAt: number
  updatedAt: number
}

/** The latest dates of an element that consumers could have seen. */
export interface AnnouncedWindow {
  element: string
  deprecatedOn: number | null
  sunset: number | null
  announcedAt: number
}

const commandedColumns = sql`commanded.element, commanded.deprecated_on as "deprecatedOn", commanded.sunset, commanded.reason,
  commanded.created_at as "createdAt", commanded.updated_at as "updatedAt"`

export const commandedWindows = (db: Queries, applicationId: number): Promise<CommandedWindow[]> =>
  db.all(sql`
    select ${commandedColumns} from windows commanded where commanded.application_id = ${applicationId} order by commanded.element`)

export const findCommandedWindow = (db: Queries, applicationId: number, element: string): Promise<CommandedWindow | undefined> =>
  db.get(sql`
    select ${commandedColumns} from windows commanded
    where commanded.application_id = ${applicationId} and commanded.element = ${element}`)

export const announcedWindows = (db: Queries, applicationId: number): Promise<AnnouncedWindow[]> =>
  db.all(sql`
    select announced.element, announced.deprecated_on as "deprecatedOn", announced.sunset, announced.announced_at as "announcedAt"
    from announced_windows announced where announced.application_id = ${applicationId} order by announced.element`)

/** Sets the window; who reads it there has seen it, so that its dates are announced. True when there was none. */
export async function keepCommandedWindow(
  tx: Transaction,
  applicationId: number,
  { element, deprecatedOn, sunset, reason }: Pick<CommandedWindow, 'element' | 'deprecatedOn' | 'sunset' | 'reason'>,
  now: number
): Promise<boolean> {
  const kept = await tx.get<{ createdAt: number }>(sql`
    insert into windows (application_id, element, deprecated_on, sunset, reason, created_at, updated_at)
    values (${applicationId}, ${element}, ${deprecatedOn}, ${sunset}, ${reason}, ${now}, ${now})
    on conflict (application_id, element) do nothing returning created_at as "createdAt"`)
  if (kept === undefined) {
    await tx.run(sql`
      update windows set deprecated_on = ${deprecatedOn}, sunset = ${sunset}, reason = ${reason}, updated_at = ${now}
      where application_id = ${applicationId} and element = ${element}`)
  }
  await announce(
    tx,
    sql`select commanded.application_id, commanded.element, commanded.deprecated_on, commanded.sunset from windows commanded
      where commanded.application_id = ${applicationId} and commanded.element = ${element}`,
    now
  )
  return kept !== undefined
}

export async function deleteCommandedWindow(tx: Transaction, applicationId: number, element: string): Promise<boolean> {
  return (await tx.run(sql`delete from windows where application_id = ${applicationId} and element = ${element}`)) > 0
}

/** Whose documents' dates are looked at: of one version, of the versions that offer a document or all of an application, of all that count now. */
export type AnnouncingScope = { version: number } | { document: number } | { application: number } | 'current'

/**
 * Notes the dates in documents of versions that are on their main branch or live in production; a date that was announced before
 * is only ever moved later. To be called in the transaction in which any of this changes.
 */
export function announceWindows(tx: Transaction, scope: AnnouncingScope, now: number): Promise<void> {
  return announce(
    tx,
    sql`select version.application_id, dated.element, max(dated.deprecated_on) as deprecated_on, max(dated.sunset) as sunset
      from dated_elements dated
      join document_set_members member on member.document_id = dated.document_id
      join version_offers offer on offer.set_id = member.set_id
      join versions version on version.id = offer.version_id
      where ${within(scope)} (${isLiveInProduction(now)} or exists (
        select 1 from branch_versions placed
        join branches branch on branch.id = placed.branch_id
        join applications application on application.id = branch.application_id and application.main_branch = branch.name
        where placed.version_id = version.id ${scope === 'current' ? isHead : empty}))
      group by version.application_id, dated.element`,
    now
  )
}

function within(scope: AnnouncingScope): Sql {
  if (scope === 'current') return empty
  if ('version' in scope) return sql`version.id = ${scope.version} and`
  return 'document' in scope
    ? sql`dated.document_id = ${scope.document} and`
    : sql`version.application_id = ${scope.application} and`
}

const isHead = sql`and not exists (
  select 1 from branch_versions newer where newer.branch_id = placed.branch_id and newer.id > placed.id)`

const isLiveInProduction = (now: number): Sql => sql`exists (
  select 1 from live join environments environment on environment.id = live.environment_id and environment.production = 1
  where live.version_id = version.id and ${isLive(sql`live`, now)})`

/** Of rows with application, element and dates: the later ones stay. In the order of keys, so that two of these wait for each other. */
async function announce(tx: Transaction, dates: Sql, now: number): Promise<void> {
  await tx.run(sql`
    insert into announced_windows (application_id, element, deprecated_on, sunset, announced_at)
    select said.application_id, said.element, said.deprecated_on, said.sunset, ${now} from (${dates}) said
    where true order by said.application_id, said.element
    on conflict (application_id, element) do update set
      deprecated_on = case when ${isLater('deprecated_on')} then excluded.deprecated_on else announced_windows.deprecated_on end,
      sunset = case when ${isLater('sunset')} then excluded.sunset else announced_windows.sunset end,
      announced_at = case when ${isLater('sunset')} then excluded.announced_at else announced_windows.announced_at end,
      told = case when ${isLater('sunset')} then 0 else announced_windows.told end
    where ${isLater('sunset')} or ${isLater('deprecated_on')}`)
}

const isLater = (column: 'deprecated_on' | 'sunset'): Sql =>
  column === 'sunset'
    ? sql`excluded.sunset > coalesce(announced_windows.sunset, -1)`
    : sql`excluded.deprecated_on > coalesce(announced_windows.deprecated_on, -1)`

/** The names of the applications of which any window was announced, as those set by command are. */
export async function providersWithWindows(db: Queries): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`
    select application.name from applications application
    where exists (select 1 from announced_windows announced where announced.application_id = application.id)
    order by application.name`)
  return rows.map(({ name }) => name)
}

/** An announced sunset of which not all was told. */
export interface UntoldWindow {
  providerId: number
  provider: string
  element: string
  sunset: number
  told: number
}

/** Those with a sunset in that time, by provider, the earliest first. */
export const untoldWindows = (db: Queries, { from, to }: { from: number; to: number }): Promise<UntoldWindow[]> =>
  db.all(sql`
    select announced.application_id as "providerId", provider.name as provider, announced.element, announced.sunset, announced.told
    from announced_windows announced join applications provider on provider.id = announced.application_id
    where announced.told < 3 and announced.sunset >= ${from} and announced.sunset <= ${to}
    order by provider.name, announced.sunset, announced.element`)

/** Remembers how much of it is told; false where somebody was faster or moved the sunset. */
export async function noteTold(
  tx: Transaction,
  { providerId, element, sunset, told }: UntoldWindow,
  toldNow: number
): Promise<boolean> {
  const noted = await tx.run(sql`
    update announced_windows set told = ${toldNow}
    where application_id = ${providerId} and element = ${element} and sunset = ${sunset} and told = ${told}`)
  return noted > 0
}
