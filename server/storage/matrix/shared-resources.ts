import { isLive } from '../live.ts'
import { resourcesFrom } from '../resources.ts'
import { type Sql, sql } from '../sql.ts'
import type { CircumstancePart, CircumstanceRow, PartSlots } from './circumstances.ts'

/** What a candidate that uses stores declares, and what other applications' live versions do. Which of it is in conflict the domain says. */
export const declaredResources: CircumstancePart = {
  kind: 'resources',
  select: ({ isCandidate, environment, now }) => sql`
    select 'resources' as kind, mine.version_id as candidate, cast(null as text) as subject, cast(null as text) as detail,
      mine.resources as extra, cast(null as bigint) as first, cast(null as bigint) as second
    from declared_resources mine where ${usesStores(isCandidate)}
    union all
    select 'resources', mine.version_id, application.name, version.number,
      theirs.resources, cast(null as bigint), cast(null as bigint)
    from declared_resources mine
    join versions candidate on candidate.id = mine.version_id
    join live running on running.environment_id = ${environment} and running.application_id <> candidate.application_id
      and ${isLive(sql`running`, now)}
    join declared_resources theirs on theirs.version_id = running.version_id
    join versions version on version.id = running.version_id
    join applications application on application.id = running.application_id
    where ${usesStores(isCandidate)}`,
  add({ resources }, { subject, detail, extra }) {
    const declared = resourcesFrom(extra)
    if (subject === null || detail === null) resources.declared = declared
    else resources.others.push({ application: subject, version: detail, resources: declared })
  }
}

/** The exceptions that name the application of a candidate: a row for each other application in them. */
export const allowedSharing: CircumstancePart = {
  kind: 'allowed-sharing',
  select: ({ isCandidate, environment }) => sql`
    select 'allowed-sharing' as kind, mine.version_id as candidate, exception.path as subject, partner.name as detail,
      candidate_application.name as extra, exception.until as first, cast(null as bigint) as second
    from declared_resources mine
    join versions candidate on candidate.id = mine.version_id
    join applications candidate_application on candidate_application.id = candidate.application_id
    join sharing_applications named on named.application_id = candidate.application_id
    join sharing_exceptions exception on exception.id = named.exception_id
      and (exception.environment_id is null or exception.environment_id = ${environment})
    join sharing_applications other on other.exception_id = exception.id and other.application_id <> candidate.application_id
    join applications partner on partner.id = other.application_id
    where ${usesStores(isCandidate)}`,
  add({ resources }, { subject, detail, extra, first }: CircumstanceRow) {
    if (subject === null || detail === null || extra === null || first === null) return
    resources.exceptions.push({ path: subject, applications: [extra, detail], until: first })
  }
}

/** Most versions declare none, and cost nothing. */
const usesStores = (isCandidate: PartSlots['isCandidate']): Sql => sql`mine.version_id ${isCandidate} and mine.resources <> '[]'`
