import type { Broker } from '../broker.ts'
import { type DeclaredPolicy, declaredPolicyProblems, withoutEffect } from '../domain/declared-policies.ts'
import type { Policy } from '../domain/policies.ts'
import { invalid } from '../problem.ts'
import { ensureApplication } from '../storage/applications.ts'
import type { Queries } from '../storage/database.ts'
import { keepDeclaredPolicies } from '../storage/declared-policies.ts'
import { listEnvironments } from '../storage/environments.ts'
import { listPolicies } from '../storage/policies.ts'
import { ensureVersion } from './ensure-version.ts'

/**
 * Keeps what a version's repository says about the verdict on it; the version, with its application, is made when missing. What is laxer than
 * the broker's policies is kept too, as those may change.
 */
export function declarePolicies(
  { db, ...broker }: Broker,
  name: string,
  number: string,
  policies: readonly DeclaredPolicy[]
): Promise<boolean> {
  const problems = declaredPolicyProblems(policies)
  if (problems.length > 0) throw invalid({ policies: problems })
  return db.transaction(async tx => {
    const application = await ensureApplication(tx, name, broker.now())
    const version = await ensureVersion(tx, { db, ...broker }, application, number)
    await keepDeclaredPolicies(tx, version.id, policies, broker.now())
    return version.isNew
  })
}

/** Which of them have no effect as things are, and why. */
export async function policiesWithoutEffect(
  db: Queries,
  application: string,
  declared: readonly DeclaredPolicy[]
): Promise<string[]> {
  // The columns are checked where a policy is made.
  const policies = (await listPolicies(db)) as unknown as Policy[]
  const environments = (await listEnvironments(db)).map(({ name }) => name)
  return declared.flatMap(policy => withoutEffect(policy, application, { policies, environments }) ?? [])
}
