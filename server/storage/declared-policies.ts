import type { DeclaredPolicy } from '../domain/declared-policies.ts'
import type { Queries, Transaction } from './database.ts'
import { among, sql } from './sql.ts'

/** Keeps what a version's repository says about its verdict, instead of what it said before. */
export async function keepDeclaredPolicies(
  tx: Transaction,
  versionId: number,
  policies: readonly DeclaredPolicy[],
  now: number
): Promise<void> {
  const text = JSON.stringify(policies)
  await tx.run(sql`
    insert into declared_policies (version_id, policies, created_at, updated_at) values (${versionId}, ${text}, ${now}, ${now})
    on conflict (version_id) do update set policies = excluded.policies, updated_at = excluded.updated_at
    where declared_policies.policies <> excluded.policies`)
}

export async function findDeclaredPolicies(db: Queries, versionId: number): Promise<DeclaredPolicy[]> {
  const row = await db.get<{ policies: string }>(sql`select policies from declared_policies where version_id = ${versionId}`)
  return policiesFrom(row?.policies ?? null)
}

/** By version id, of those that declare any. */
export async function declaredPoliciesOf(db: Queries, versions: readonly number[]): Promise<Map<number, DeclaredPolicy[]>> {
  const rows = await db.all<{ versionId: number; policies: string }>(sql`
    select version_id as "versionId", policies from declared_policies where version_id ${among(versions)}`)
  return new Map(rows.map(({ versionId, policies }) => [versionId, policiesFrom(policies)]))
}

export const policiesFrom = (text: string | null): DeclaredPolicy[] =>
  text === null ? [] : (JSON.parse(text) as DeclaredPolicy[])
