import type { Requirement } from '../../domain/matrix/summary.ts'
import type { Queries } from '../database.ts'
import { among, sql } from '../sql.ts'

/** The integrations between the applications, by name. */
export function integrationsBetween(db: Queries, applications: readonly number[]): Promise<Requirement[]> {
  const these = among(applications)
  return db.all(sql`
    select consumer.name as consumer, provider.name as provider
    from integrations integration
    join applications consumer on consumer.id = integration.consumer_id
    join applications provider on provider.id = integration.provider_id
    where integration.consumer_id ${these} and integration.provider_id ${these}`)
}
