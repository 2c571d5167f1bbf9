import { sql } from '../sql.ts'
import type { CircumstancePart } from './circumstances.ts'

/** What the candidate's team set by command for its elements, and the latest dates of them that were announced. */
export const windowsOfCandidates: CircumstancePart = {
  kind: 'window',
  select: ({ isCandidate }) => sql`
    select 'window' as kind, candidate.id as candidate, commanded.element as subject, 'commanded' as detail,
      commanded.reason as extra, commanded.deprecated_on as first, commanded.sunset as second
    from versions candidate join windows commanded on commanded.application_id = candidate.application_id
    where candidate.id ${isCandidate}
    union all
    select 'window' as kind, candidate.id as candidate, announced.element as subject, 'announced' as detail,
      cast(null as text) as extra, announced.deprecated_on as first, announced.sunset as second
    from versions candidate join announced_windows announced on announced.application_id = candidate.application_id
    where candidate.id ${isCandidate}`,
  add({ windows }, { subject, detail, first, second }) {
    if (subject === null) return
    const list = detail === 'commanded' ? windows.commanded : windows.announced
    list.push({ element: subject, deprecatedOn: first, sunset: second })
  }
}
