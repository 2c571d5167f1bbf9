import { resourcesFrom } from '../resources.ts'
import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

/** What is deployed in the slot that the candidate goes to, the candidate itself included; what it has published, and its stores. */
export const replacedVersions: CircumstancePart = {
  kind: 'replaced',
  select: ({ isCandidate, environment, inSlot }) => sql`
    select distinct 'replaced' as kind, candidate.id as candidate, version.number as subject, cast(null as text) as detail,
      declared.resources as extra, version.id as first,
      cast(case when exists (select 1 from publications where publications.version_id = version.id) then 1 else 0 end
        + case when exists (select 1 from version_offers where version_offers.version_id = version.id) then 2 else 0 end as bigint) as second
    from versions candidate
    join live running on running.environment_id = ${environment} and running.application_id = candidate.application_id
      and running.kind = 'deployed' ${inSlot}
    join versions version on version.id = running.version_id
    left join declared_resources declared on declared.version_id = version.id
    where candidate.id ${isCandidate}`,
  add({ replaced }, { subject, extra, first, second }) {
    const published = second as number
    replaced.push({
      id: first as number,
      number: subject as string,
      hasContent: published % 2 === 1,
      hasOffer: published >= 2,
      resources: resourcesFrom(extra)
    })
  }
}

/** Whether the candidate has published what it offers. */
export const ownOffer: CircumstancePart = {
  kind: 'own-offer',
  select: ({ isCandidate }) => sql`
    select 'own-offer' as kind, offer.version_id as candidate, cast(null as text) as subject, cast(null as text) as detail,
      cast(null as text) as extra, cast(null as bigint) as first, cast(null as bigint) as second
    from version_offers offer where offer.version_id ${isCandidate}`,
  add(circumstances) {
    circumstances.hasOffer = true
  }
}
