import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

/**
 * Versions that a slot would go back to and that failed with the candidate, though they passed with what it replaces. Both parts begin at
 * failures, which are few: of the candidate's verifications, and of its own contracts.
 */
export const closedRollbacks: CircumstancePart = {
  kind: 'closes-rollback',
  select: ({ isCandidate, environment, inSlot }) => sql`
    select distinct 'closes-rollback' as kind, candidate.id as candidate, application.name as subject, target.number as detail,
      slot.instance as extra, slot.previous_ended_at as first, cast(null as bigint) as second
    from versions candidate
    join latest_verifications broken on broken.provider_version_id = candidate.id and broken.success = 0
    join publications publication on publication.contract_id = broken.contract_id and publication.superseded = 0
    join live slot on slot.previous_version_id = publication.version_id and slot.environment_id = ${environment}
      and slot.kind = 'deployed' and slot.application_id <> candidate.application_id
    join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' and running.version_id <> candidate.id ${inSlot}
    join latest_verifications fitted on fitted.contract_id = broken.contract_id and fitted.provider_version_id = running.version_id
      and fitted.success = 1 and fitted.untested = 0
    join versions target on target.id = slot.previous_version_id
    join applications application on application.id = slot.application_id
    where candidate.id ${isCandidate}
    union all
    select distinct 'closes-rollback', candidate.id, application.name, target.number, slot.instance, slot.previous_ended_at, cast(null as bigint)
    from versions candidate
    join publications publication on publication.version_id = candidate.id and publication.superseded = 0
    join latest_verifications broken on broken.contract_id = publication.contract_id and broken.success = 0
    join live slot on slot.previous_version_id = broken.provider_version_id and slot.environment_id = ${environment}
      and slot.kind = 'deployed' and slot.application_id = publication.provider_id and slot.application_id <> candidate.application_id
    join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' and running.version_id <> candidate.id ${inSlot}
    join publications earlier on earlier.version_id = running.version_id and earlier.provider_id = publication.provider_id
      and earlier.superseded = 0
    join latest_verifications fitted on fitted.contract_id = earlier.contract_id
      and fitted.provider_version_id = slot.previous_version_id and fitted.success = 1 and fitted.untested = 0
    join versions target on target.id = slot.previous_version_id
    join applications application on application.id = slot.application_id
    where candidate.id ${isCandidate}`,
  add({ closedRollbacks }, { subject, detail, extra, first }) {
    const closed = {
      application: subject as string,
      version: detail as string,
      instance: extra as string,
      endedAt: first as number
    }
    // Both as consumer and as provider, it is told once.
    const isKnown = closedRollbacks.some(
      ({ application, instance }) => application === closed.application && instance === closed.instance
    )
    if (!isKnown) closedRollbacks.push(closed)
  }
}
