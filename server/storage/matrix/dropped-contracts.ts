import type { Queries } from '../database.ts'
import { among, empty, fill, Slot, type Sql, sql } from '../sql.ts'

/**
 * Providers with which a version deployed in the environment has a contract and the candidate of the same application has none, as
 * (candidate's id, provider's name). Not those that are retired.
 */
export async function droppedContracts(
  db: Queries,
  candidates: readonly number[],
  environmentId: number,
  instance: string | undefined
): Promise<Array<{ candidate: number; provider: string }>> {
  const rows = await db.all<{ candidate: number; provider: string; retiredAt: number | null }>(
    fill(statements[instance === undefined ? 'anywhere' : 'inSlot'], { candidates, environment: environmentId, instance })
  )
  // Not asked in the statement: PostgreSQL without statistics takes a column for hardly ever null, and begins there.
  return rows.filter(({ retiredAt }) => retiredAt === null)
}

const slot = (name: string) => new Slot(name)

const statementFor = (inSlot: Sql) => sql`
    select distinct candidate.id as candidate, provider.name as provider, provider.retired_at as "retiredAt"
    from versions candidate
    join live running on running.environment_id = ${slot('environment')} and running.application_id = candidate.application_id
      and running.kind = 'deployed' and running.version_id <> candidate.id
      ${inSlot}
    join publications publication on publication.version_id = running.version_id and publication.superseded = 0
    join applications provider on provider.id = publication.provider_id
    where candidate.id ${among(slot('candidates'))} and not exists (
      select 1 from publications kept where kept.version_id = candidate.id and kept.provider_id = publication.provider_id)
    order by provider.name`

const statements = { anywhere: statementFor(empty), inSlot: statementFor(sql`and running.instance = ${slot('instance')}`) }
