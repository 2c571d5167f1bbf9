import { type StoredBody, unpackBody } from './bodies.ts'
import type { Queries } from './database.ts'
import { among, type Sql, sql } from './sql.ts'

export interface Counts {
  applications: number
  withMainBranch: number
  integrations: number
  publications: number
  contracts: number
  results: number
  successes: number
  distinctResults: number
  versions: number
  branched: number
  branchedByUser: number
  tags: number
  tagNames: number
  tagNamesOfApplications: number
  environments: number
  deployments: number
  deploymentsByTag: number
  deployed: number
  releases: number
  supported: number
  webhooks: number
  triggeredWebhooks: number
  webhookExecutions: number
}

/** Times in milliseconds, null where there is nothing. */
export interface Span {
  first: number | null
  last: number | null
}

/** How many have `size` of something. */
export interface Share {
  size: number
  count: number
}

/** Each is one walk through an index, the results one through their table. */
export async function countEverything(db: Queries): Promise<Counts> {
  const count = (from: Sql) => sql`(select count(*) from ${from})`
  const counts = await db.get<Omit<Counts, 'results' | 'successes'>>(sql`
    select ${count(sql`applications`)} as applications,
      ${count(sql`applications where main_branch is not null`)} as "withMainBranch",
      ${count(sql`integrations`)} as integrations,
      ${count(sql`publications`)} as publications,
      ${count(sql`contracts`)} as contracts,
      ${count(sql`latest_verifications`)} as "distinctResults",
      ${count(sql`versions`)} as versions,
      (select count(distinct version_id) from branch_versions) as branched,
      (select count(distinct version_id) from branch_versions where automatic = 0) as "branchedByUser",
      ${count(sql`tags`)} as tags,
      ${count(sql`webhooks`)} as webhooks,
      ${count(sql`triggered_webhooks`)} as "triggeredWebhooks",
      ${count(sql`webhook_executions`)} as "webhookExecutions",
      (select count(distinct name) from tags) as "tagNames",
      ${count(sql`(select distinct application_id, name from tags) named`)} as "tagNamesOfApplications",
      ${count(sql`environments`)} as environments,
      ${count(sql`deployed_versions`)} as deployments,
      ${count(sql`deployed_versions deployed join environments environment on environment.id = deployed.environment_id
        join tags tag on tag.version_id = deployed.version_id and tag.name = environment.name
        where deployed.instance = ''`)} as "deploymentsByTag",
      ${count(sql`live where kind = 'deployed'`)} as deployed,
      ${count(sql`released_versions`)} as releases,
      ${count(sql`live where kind = 'released'`)} as supported`)
  const results = await db.get<Pick<Counts, 'results' | 'successes'>>(sql`
    select count(*) as results, count(case when success = 1 then 1 end) as successes from verifications`)
  return { ...counts, ...results } as Counts
}

/** When the first and the last of them were made, which their ids tell. */
export async function spans(db: Queries): Promise<{ publications: Span; results: Span }> {
  const end = (table: Sql, direction: Sql) => sql`(select created_at from ${table} order by id ${direction} limit 1)`
  const span = async (table: Sql) =>
    (await db.get<Span>(sql`select ${end(table, sql`asc`)} as first, ${end(table, sql`desc`)} as last`)) as Span
  return { publications: await span(sql`publications`), results: await span(sql`verifications`) }
}

/** Consumer versions by how many publications they have, and contracts by how many results. */
export async function distributions(db: Queries): Promise<{ publications: Share[]; results: Share[] }> {
  const shares = (table: Sql, key: Sql) =>
    db.all<Share>(sql`
      select size, count(*) as count from (select count(*) as size from ${table} group by ${key}) counted
      group by size order by size`)
  return {
    publications: await shares(sql`publications`, sql`version_id`),
    results: await shares(sql`verifications`, sql`contract_id`)
  }
}

/** How many interactions each contract has, and the envelope that says what they are. */
export async function interactionsOf(
  db: Queries,
  contractIds: readonly number[]
): Promise<Array<{ envelope: string; interactions: number }>> {
  const rows = await db.all<StoredBody & { interactions: number }>(sql`
    select content.packed, content.body, (
      select count(*) from contract_interactions place where place.contract_id = contract.id) as interactions
    from contracts contract join contents content on content.id = contract.envelope_id
    where contract.id ${among(contractIds)}`)
  return rows.map(({ interactions, ...body }) => ({ envelope: unpackBody(body), interactions }))
}
