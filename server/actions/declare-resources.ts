import type { Broker } from '../broker.ts'
import { type Resource, resourceProblems } from '../domain/resources/resource.ts'
import { invalid } from '../problem.ts'
import { ensureApplication } from '../storage/applications.ts'
import { keepResources } from '../storage/resources.ts'
import { ensureVersion } from './ensure-version.ts'

/** Keeps what stores a version uses; the version, with its application, is made when missing. True when it was. */
export function declareResources(
  { db, ...broker }: Broker,
  name: string,
  number: string,
  resources: readonly Resource[]
): Promise<boolean> {
  const problems = resourceProblems(resources)
  if (problems.length > 0) throw invalid({ resources: problems })
  return db.transaction(async tx => {
    const application = await ensureApplication(tx, name, broker.now())
    const version = await ensureVersion(tx, { db, ...broker }, application, number)
    await keepResources(tx, version.id, resources, broker.now())
    return version.isNew
  })
}
