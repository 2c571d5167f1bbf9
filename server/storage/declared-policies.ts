import type { DeclaredPolicy } from '../domain/declared-policies.ts'
import type { Queries, Transaction } from './database.ts'
import { sql } from './sql.ts'

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

export const policiesFrom = (text: string | null): DeclaredPolicy[] =>
  text === null ? [] : (JSON.parse(text) as DeclaredPolicy[])
