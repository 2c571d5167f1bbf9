import type { Destination } from '../../domain/matrix/question.ts'
import { isLive } from '../live.ts'
import { empty, Slot, type Sql, sql } from '../sql.ts'

/** A destination of which storage needs the id, not the name, and the moment at which a version must be live there. */
export type Place = Exclude<Destination, { kind: 'environment' }> | { kind: 'environment'; id: number; now: number }

/**
 * What to join so that `chosen.version_id` runs through an application's versions at a destination. Each is one look-up by
 * index for each application, however long its history.
 */
/** What fills the slots of `chosenVersions`. */
export const slotsOf = (place: Place | undefined) => ({
  environment: place?.kind === 'environment' ? place.id : undefined,
  now: place?.kind === 'environment' ? place.now : undefined,
  tag: place?.kind === 'tag' ? place.name : undefined
})

export function chosenVersions(place: Place, application: Sql): Sql {
  switch (place.kind) {
    case 'environment':
      return sql`live chosen on chosen.environment_id = ${new Slot('environment')} and chosen.application_id = ${application}
        and ${isLive(sql`chosen`, new Slot('now'))}`
    case 'tag': {
      const newest = sql`and chosen.version_order = (
        select max(tagged.version_order) from tags tagged
        where tagged.application_id = ${application} and tagged.name = ${new Slot('tag')})`
      return sql`tags chosen on chosen.application_id = ${application} and chosen.name = ${new Slot('tag')} ${place.latest ? newest : empty}`
    }
    case 'main-branch':
      return sql`branch_versions chosen on chosen.id = (
        select max(member.id) from applications mine
        join branches branch on branch.application_id = mine.id and branch.name = mine.main_branch
        join branch_versions member on member.branch_id = branch.id
        where mine.id = ${application} and mine.retired_at is null)`
    case 'latest':
      return sql`(select id as version_id, application_id, version_order from versions) chosen
        on chosen.application_id = ${application} and chosen.version_order = (
          select max(newest.version_order)
          from versions newest join applications mine on mine.id = newest.application_id and mine.retired_at is null
          where newest.application_id = ${application})`
  }
}
