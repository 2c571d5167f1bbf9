import { accesses } from '../../domain/resources/resource.ts'
import { isLive } from '../live.ts'
import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

const roles = ['own', 'others', 'replaced'] as const
/** The role that stands for an exception. */
const exception = 3
/** How it is used, in one number. */
const use = sql`case declared.access when 'owns' then 0 when 'reads' then 2 else 4 end + declared.irreversible`

/**
 * What the candidate declares, what live versions of other applications do, what the versions do that it replaces, and what sharing was
 * agreed to. All of it begins at the candidate's own declarations: who declares nothing pays one look-up.
 */
export const sharedResources: CircumstancePart = {
  kind: 'resource',
  select: ({ isCandidate, environment, now, inSlot }) => {
    const candidates = sql`(select distinct version_id from resources where version_id ${isCandidate}) mine
      join versions candidate on candidate.id = mine.version_id`
    return sql`
      select 'resource' as kind, mine.version_id as candidate, application.name as subject, declared.path as detail,
        version.number as extra, 0 as first, ${use} as second
      from (select distinct version_id from resources where version_id ${isCandidate}) mine
      join resources declared on declared.version_id = mine.version_id
      join versions version on version.id = mine.version_id
      join applications application on application.id = version.application_id
      union all
      select distinct 'resource', candidate.id, application.name, declared.path, version.number, 1, ${use}
      from ${candidates}
      join live running on running.environment_id = ${environment} and running.application_id <> candidate.application_id
        and ${isLive(sql`running`, now)}
      join resources declared on declared.version_id = running.version_id
      join versions version on version.id = running.version_id
      join applications application on application.id = running.application_id
      union all
      select distinct 'resource', candidate.id, application.name, declared.path, version.number, 2, ${use}
      from ${candidates}
      join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
        and running.kind = 'deployed' and running.version_id <> candidate.id ${inSlot}
      join resources declared on declared.version_id = running.version_id
      join versions version on version.id = running.version_id
      join applications application on application.id = running.application_id
      union all
      select 'resource', candidate.id, exception.reason, exception.path, null, ${exception}, exception.until
      from ${candidates}
      join sharing_exceptions exception on exception.environment_id is null or exception.environment_id = ${environment}`
  },
  add({ resources }, { subject, detail, extra, first, second }) {
    const path = detail as string
    if (first === exception) {
      resources.exceptions.push({ path, environment: null, until: second as number, reason: subject as string })
      return
    }
    const uses = second as number
    const access = accesses[uses >> 1] as (typeof accesses)[number]
    const declared = { application: subject as string, version: extra as string, path, access, irreversible: uses % 2 === 1 }
    resources[roles[first as 0 | 1 | 2]].push(declared)
  }
}
