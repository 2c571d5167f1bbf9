import { type Sql, sql } from '../sql.ts'
import type { CircumstancePart, PartSlots } from './circumstances.ts'

/** Those that were not revoked; the moment decides whether they still hold. */
const from = ({ isCandidate, environment, now }: PartSlots): Sql => sql`
  from overrides override
  where override.version_id ${isCandidate} and override.environment_id = ${environment} and override.revoked_at is null
    and override.until >= ${now}`

export const overridesOf: CircumstancePart = {
  kind: 'override',
  select: slots => sql`
    select 'override' as kind, override.version_id as candidate, override.uuid as subject, override.by as detail,
      override.reason as extra, override.until as first, override.id as second ${from(slots)}`,
  add({ overrides }, { subject, detail, extra, first, second }) {
    overrides.push({
      id: second as number,
      uuid: subject as string,
      by: detail as string,
      reason: extra as string,
      until: first as number,
      covers: new Set()
    })
  }
}

/** The rows of this part come after those of the overrides. */
export const reasonsOfOverrides: CircumstancePart = {
  kind: 'override-covers',
  select: slots => sql`
    select 'override-covers' as kind, override.version_id as candidate, override.uuid as subject, override.covers as detail,
      cast(null as text) as extra, cast(null as bigint) as first, cast(null as bigint) as second ${from(slots)}`,
  add({ overrides }, { subject, detail }) {
    const found = overrides.find(({ uuid }) => uuid === subject)
    if (found !== undefined)
      found.covers = new Set((JSON.parse(detail as string) as Array<{ key: string }>).map(({ key }) => key))
  }
}
