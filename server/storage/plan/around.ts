import type { Integration } from '../../domain/plan/around.ts'
import type { Queries } from '../database.ts'
import { isLive } from '../live.ts'
import { isStillHeld } from '../matrix/held.ts'
import { among, sql } from '../sql.ts'

export const allIntegrations = (db: Queries): Promise<Integration[]> =>
  db.all(sql`select consumer_id as "consumerId", provider_id as "providerId" from integrations order by id`)

export interface ApplicationRow {
  id: number
  name: string
  owner: string | null
  contact: string | null
  retiredAt: number | null
  isConsumer: number
  isProvider: number
}

export const applicationsIn = (db: Queries, ids: readonly number[]): Promise<ApplicationRow[]> =>
  db.all(sql`
    select application.id, application.name, application.owner, application.contact, application.retired_at as "retiredAt",
      case when exists (select 1 from integrations where consumer_id = application.id) then 1 else 0 end as "isConsumer",
      case when exists (select 1 from integrations where provider_id = application.id) then 1 else 0 end as "isProvider"
    from applications application where application.id ${among(ids)}`)

export interface VersionRow {
  id: number
  applicationId: number
  number: string
  order: number
}

export interface LiveRow extends VersionRow {
  kind: 'deployed' | 'released' | 'rolling' | 'reserved' | 'retained'
  instance: string
  /** Of what is held: the last millisecond, null for ever. */
  until: number | null
}

/** All that counts in the environment of the applications, the oldest first. */
export const liveOf = (db: Queries, applications: readonly number[], environmentId: number, now: number): Promise<LiveRow[]> =>
  db.all(sql`
    select version.id, version.application_id as "applicationId", version.number, version.version_order as "order",
      live.kind, live.instance, cast(null as bigint) as until
    from live join versions version on version.id = live.version_id
    where live.environment_id = ${environmentId} and live.application_id ${among(applications)} and ${isLive(sql`live`, now)}
    union all
    select version.id, version.application_id, version.number, version.version_order, held.kind, held.instance, held.until
    from held_versions held join versions version on version.id = held.version_id
    where held.environment_id = ${environmentId} and held.application_id ${among(applications)} and ${isStillHeld(sql`held`, now)}
    order by 2, 4`)

/** Why a version is worth trying: it is the head of the main branch, it runs elsewhere, or it is among the newest. */
export type CandidateRow = VersionRow & { worth: number }

/** The versions of each application that are worth trying, the most promising first; of the newest as many as said. */
export const versionsToTry = (
  db: Queries,
  applications: readonly number[],
  environmentId: number,
  now: number,
  newest: number
): Promise<CandidateRow[]> =>
  db.all(sql`
    select version.id, version.application_id as "applicationId", version.number, version.version_order as "order",
      min(worthy.worth) as worth
    from (
      select head.version_id as id, 1 as worth
      from applications application
      join branches branch on branch.application_id = application.id and branch.name = application.main_branch
      join branch_versions head on head.id = (select max(member.id) from branch_versions member where member.branch_id = branch.id)
      where application.id ${among(applications)}
      union all
      select live.version_id, 2 from live
      where live.application_id ${among(applications)} and live.environment_id <> ${environmentId} and ${isLive(sql`live`, now)}
      union all
      select recent.id, 3
      from applications application
      join versions recent on recent.id in (
        select newest.id from (
          select id from versions where application_id = application.id order by version_order desc limit ${newest}) newest)
      where application.id ${among(applications)}) worthy
    join versions version on version.id = worthy.id
    group by version.id, version.application_id, version.number, version.version_order
    order by worth, version.version_order desc`)
