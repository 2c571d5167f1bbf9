import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

/** What is deployed in the slot that the candidate goes to, the candidate itself included; and whether it has a contract. */
export const replacedVersions: CircumstancePart = {
  kind: 'replaced',
  select: ({ isCandidate, environment, inSlot }) => sql`
    select distinct 'replaced' as kind, candidate.id as candidate, version.number as subject, cast(null as text) as detail,
      cast(null as text) as extra, version.id as first,
      cast(case when exists (select 1 from publications where publications.version_id = version.id) then 1 else 0 end as bigint) as second
    from versions candidate
    join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' ${inSlot}
    join versions version on version.id = running.version_id
    where candidate.id ${isCandidate}`,
  add({ replaced }, { subject, first, second }) {
    replaced.push({ id: first as number, number: subject as string, hasContent: second === 1 })
  }
}
