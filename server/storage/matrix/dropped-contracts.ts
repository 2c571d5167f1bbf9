import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

/** Providers, not retired, with which a version deployed in the environment has a contract and the candidate of the same application none. */
export const droppedContracts: CircumstancePart = {
  kind: 'dropped',
  select: ({ isCandidate, environment, inSlot }) => sql`
    select distinct 'dropped' as kind, candidate.id as candidate, provider.name as subject, cast(null as text) as detail,
      cast(null as text) as extra, provider.retired_at as first, cast(null as bigint) as second
    from versions candidate
    join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' and running.version_id <> candidate.id
      ${inSlot}
    join publications publication on publication.version_id = running.version_id and publication.superseded = 0
    join applications provider on provider.id = publication.provider_id
    where candidate.id ${isCandidate} and not exists (
      select 1 from publications kept where kept.version_id = candidate.id and kept.provider_id = publication.provider_id)`,
  add({ dropped }, { subject, first }) {
    // Not asked in the statement: PostgreSQL without statistics takes a column for hardly ever null, and begins there.
    if (first === null && subject !== null) dropped.push(subject)
  }
}
