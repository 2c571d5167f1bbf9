import type { Queries } from '../database.ts'
import { type Sql, sql } from '../sql.ts'

/** Everything an import counts, in the words of its report. */
export type Counted =
  | 'environments'
  | 'applications'
  | 'labels'
  | 'versions'
  | 'branches'
  | 'memberships'
  | 'tags'
  | 'contracts'
  | 'results'
  | 'deployments'
  | 'releases'
  | 'integrations'
  | 'webhooks'

const tables: Record<Counted, Sql> = {
  environments: sql`environments`,
  applications: sql`applications`,
  labels: sql`labels`,
  versions: sql`versions`,
  branches: sql`branches`,
  memberships: sql`branch_versions`,
  tags: sql`tags`,
  contracts: sql`publications where superseded = 0`,
  results: sql`verifications`,
  deployments: sql`deployed_versions`,
  releases: sql`released_versions`,
  integrations: sql`integrations`,
  webhooks: sql`webhooks`
}

/** How many of each kind there are. */
export async function countAll(db: Queries): Promise<Record<Counted, number>> {
  const counts: Partial<Record<Counted, number>> = {}
  for (const [kind, from] of Object.entries(tables) as Array<[Counted, Sql]>) {
    counts[kind] = (await db.get<{ total: number }>(sql`select count(*) as total from ${from}`))!.total
  }
  return counts as Record<Counted, number>
}
